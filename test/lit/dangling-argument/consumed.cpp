// RUN: %check %s
//
// Plain functions that take references and keep none: the task gets a copy, or what was
// given has gone elsewhere.

#include "mini/mini.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

template <typename T> mini::task<> forwarded(T &&Key) {
  return copy(std::forward<T>(Key));
}
mini::task<> transformed(const std::string &Key) {
  std::string Own = Key + "/";
  return copy(std::move(Own));
}
mini::task<> measured(const std::string &Key) {
  return mini::task<>(copy(std::to_string(Key.size())));
}
mini::task<> byClosure(const std::string &Key) {
  return [](std::string Key) -> mini::task<> {
    co_await mini::yield();
    Sum += int(Key.size());
  }(Key);
}
class writer {
public:
  mini::task<> put(std::string &&Text) {
    Lines.push_back(std::move(Text));
    return flush();
  }
  mini::task<> set(const std::string &Name, std::string Value) {
    Values[Name] = std::move(Value);
    return use(Values[Name]);
  }
  mini::task<> flush() {
    co_await mini::yield();
    Sum += int(Lines.size());
  }
  mini::task<> checked(const std::string &Name) {
    if (Name.empty())
      return copy("none");
    return use(Values.at(Name));
  }

private:
  std::vector<std::string> Lines;
  std::map<std::string, std::string> Values;
};

mini::task<> stored(writer &Writer) {
  auto A = forwarded(text(1));
  auto B = transformed(text(1));
  auto C = measured(text(1));
  auto D = byClosure("key");
  auto E = Writer.put(text(1));
  auto F = Writer.set("name", text(2));
  auto G = Writer.checked("name");
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
}
// Ones that do keep it, among those that do not.
mini::task<> onOnePath(const std::string &Key) {
  if (Key.size() > 3)
    return use(Key);
  return copy(Key);
}
mini::task<> keeps() {
  auto Work = onOnePath(text(1)); // expect: coro-dangling-argument
  co_await std::move(Work);
}

// RUN: %check %s
//
// Parameters by value that are handles: what they lead to is the caller's, they
// themselves are not.

#include "mini/mini.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

struct session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> number(const int &N) {
  co_await mini::yield();
  Sum += N;
}
mini::task<> total(std::span<const int> Values) {
  co_await mini::yield();
  for (int V : Values)
    Sum += V;
}
mini::task<> shares(const std::shared_ptr<session> &Of) {
  co_await mini::yield();
  Sum += int(Of->Name.size());
}
mini::task<> viewRef(const std::string_view &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

// The handle itself is referred to.
mini::task<> ofNumber(int N) {
  return number(N); // expect: coro-return-without-await
}
mini::task<> ofViewRef(std::string_view Key) {
  return viewRef(Key); // expect: coro-return-without-await
}
mini::task<> ofShared(std::shared_ptr<session> Of) {
  return shares(Of); // expect: coro-return-without-await
}
mini::task<> ofMoved(std::shared_ptr<session> Of) {
  return shares(std::move(Of)); // expect: coro-return-without-await
}

// What it leads to.
mini::task<> pointee(const std::string *Key) { return use(*Key); }
mini::task<> object(session *Of) { return Of->run(); }
mini::task<> member(session *Of) { return use(Of->Name); }
mini::task<> element(std::span<const std::string> Keys) {
  return use(Keys.front());
}
mini::task<> subscript(std::span<const std::string> Keys, int I) {
  return use(Keys[I]);
}
mini::task<> part(std::span<const int> Values) {
  return total(Values.subspan(1));
}
mini::task<> iterator(std::vector<std::string>::const_iterator Where) {
  return use(*Where);
}
mini::task<> nextOf(std::vector<session>::iterator Where) {
  return (++Where)->run();
}
mini::task<> wrapped(std::reference_wrapper<session> Of) {
  return Of.get().run();
}
mini::task<> converted(std::reference_wrapper<const std::string> Key) {
  return use(Key);
}
mini::task<> array(const int (&Values)[3]) { return total(Values); }

// RUN: %check %s
//
// Near misses: the work is given a reference, and does not use it when the function
// has ended.

#include "mini/mini.h"

#include <string>
#include <string_view>
#include <utility>

int Sum = 0;

mini::future<> copiesAtOnce(const std::string &Key) {
  std::string Mine = Key;
  co_await mini::yield();
  Sum += int(Mine.size());
}
mini::detached readsAtOnce(std::string_view Key) {
  const std::size_t Size = Key.size();
  for (int I = 0; I != 3; ++I)
    co_await mini::yield();
  Sum += int(Size);
}
mini::task<> never(const std::string &) {
  co_await mini::yield();
  ++Sum;
}
mini::task<> neverByName([[maybe_unused]] const std::string &Key) {
  co_await mini::yield();
  ++Sum;
}
mini::task<> sizeOnly(const std::string &Key) {
  co_await mini::yield();
  Sum += int(sizeof(Key));
}
mini::detached passesOn(const std::string &Key) { co_await never(Key); }

mini::task<> eagerly() {
  std::string Key = "key";
  auto Work = copiesAtOnce(Key);
  mini::spawn([](mini::future<> Work) -> mini::task<> {
    co_await std::move(Work);
  }(std::move(Work)));
  readsAtOnce(Key);
  co_await mini::yield();
}
void laterToo(mini::loop &Loop) {
  std::string Key = "key";
  mini::spawn(Loop, never(Key));
  mini::spawn(Loop, neverByName(Key));
  mini::spawn(Loop, sizeOnly(Key));
  passesOn(Key);
}
void captured(mini::loop &Loop) {
  std::string Key = "key";
  std::size_t Size = Key.size();
  Loop.post([Size] { Sum += int(Size); });
  Loop.post([Key] { Sum += int(Key.size()); });
}

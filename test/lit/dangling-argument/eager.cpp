// RUN: %check %s
//
// An eager coroutine reads its parameters safely up to its first suspension.

#include "mini/mini.h"

#include <string>
#include <utility>

int Sum = 0;

mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::future<> before(const std::string &Key) {
  Sum += int(Key.size());
  co_await mini::yield();
}
mini::future<> copies(const std::string &Key) {
  std::string Own = Key;
  co_await mini::yield();
  Sum += int(Own.size());
}
mini::detached alone(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::detached aloneBefore(const std::string &Key) {
  Sum += int(Key.size());
  co_await mini::yield();
}

mini::task<> kept() {
  auto A = after("temporary"); // expect: coro-dangling-argument
  auto B = before("temporary");
  auto C = copies("temporary");
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
}

mini::task<> dropped() {
  (void)after("temporary"); // expect: coro-dangling-argument
  (void)before("temporary");
  alone("temporary"); // expect: coro-dangling-argument
  aloneBefore("temporary");
  co_await after("temporary");
}

mini::future<> returned() {
  return after("temporary"); // expect: coro-dangling-argument
}
mini::future<> returnedBefore() { return before("temporary"); }

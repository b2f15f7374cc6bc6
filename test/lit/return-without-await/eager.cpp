// RUN: %check %s
//
// Futures whose work has begun, and handles of started work.

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
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::future<> suspended(std::string Key) {
  return after(Key); // expect: coro-return-without-await
}
mini::future<> read(std::string Key) { return before(Key); }
mini::future<> inTry(std::string Key) {
  try {
    return after(Key); // expect: coro-return-without-await
  } catch (...) {
    throw;
  }
}
mini::join_handle<> started(std::string Key) {
  return mini::start(use(Key)); // expect: coro-return-without-await
}

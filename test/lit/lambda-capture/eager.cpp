// RUN: %check %s
//
// Eager coroutine lambdas: what is captured is used before the first suspension, or
// after one that may have been.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> before(std::string Key, int N) {
  auto A = [Key]() -> mini::future<> {
    std::string Own = Key;
    co_await mini::yield();
    Sum += int(Own.size());
  }();
  auto B = [Key, N]() -> mini::future<> { co_await copy(Key); }();
  auto C = [Key = std::move(Key)]() mutable -> mini::future<> {
    auto Own = std::move(Key);
    for (int I = 0; I != 3; ++I) {
      co_await mini::yield();
      Sum += int(Own.size());
    }
  }();
  auto D = [&]() -> mini::future<> {
    if (N > 3) {
      Sum += N;
      co_return;
    }
    co_await mini::yield();
  }();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
}

mini::task<> after(std::string Key, int N) {
  auto A = [Key]() -> mini::future<> { // expect: coro-lambda-capture
    co_await use(Key);
    ++Sum;
  }();
  auto B = [N]() -> mini::future<> { // expect: coro-lambda-capture
    for (int I = 0; I != N; ++I)
      co_await mini::yield();
  }();
  auto C = [N]() -> mini::future<> { // expect: coro-lambda-capture
    if (flip())
      co_await mini::yield();
    Sum += N;
  }();
  auto D = [N]() -> mini::future<> { // expect: coro-lambda-capture
    co_await mini::sleep_for(std::chrono::milliseconds(N));
    co_await mini::sleep_for(std::chrono::milliseconds(N));
  }();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
}

// Started work that nobody waits for.
void detached(int N) {
  [N]() -> mini::detached {
    Sum += N;
    co_await mini::yield();
  }();
  [N]() -> mini::detached { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
}

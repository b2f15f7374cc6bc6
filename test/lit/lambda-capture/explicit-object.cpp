// RUN: %check %s -- -std=c++23
//
// With an explicit object parameter that is a reference the closure is referred to, as
// by any other coroutine lambda.

#include "mini/mini.h"

#include <utility>

int Sum = 0;

mini::task<> byReference(mini::loop &Loop, int N) {
  auto A = [N](this const auto &) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }();
  mini::spawn(Loop, [N](this auto &&) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }());
  co_await std::move(A);
}
mini::task<> returnedByReference(int N) {
  auto Step = [N](this auto &) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  return Step();
}
mini::task<> recursesByReference(int N) {
  auto Step = [N](this auto &Self, int Depth) -> mini::task<> {
    co_await mini::yield();
    Sum += N;
    if (Depth > 0)
      co_await Self(Depth - 1);
  };
  co_await Step(3);
}

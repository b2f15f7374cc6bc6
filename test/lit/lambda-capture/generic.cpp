// RUN: %check %s
//
// Generic and templated closures: what their coroutine uses is told by what they are
// called with.

#include "mini/mini.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> stored(int N) {
  auto A = [N](auto M) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N + int(M);
  }(2L);
  auto B = [&]<typename T>(T M) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N + int(M);
  }('x');
  auto C = [N](auto... Ms) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += (N + ... + int(Ms));
  }(1, 2L);
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
}

mini::task<> awaited(int N) {
  co_await [&](auto M) -> mini::task<> {
    co_await mini::yield();
    Sum += N + int(M);
  }(2L);
  auto Step = [&](auto... Ms) -> mini::task<> {
    co_await mini::yield();
    Sum += (N + ... + int(Ms));
  };
  auto One = Step(1);
  auto Two = Step(1, 2L);
  co_await std::move(One);
  co_await std::move(Two);
}

// What is captured is used for longs only, and it is called with an int.
mini::task<> notUsed(int N) {
  auto Work = [N](auto M) -> mini::task<> {
    co_await mini::yield();
    if constexpr (std::is_same_v<decltype(M), long>)
      Sum += N;
    Sum += int(M);
  }(2);
  co_await std::move(Work);
}
mini::task<> used(int N) {
  auto Work = [N](auto M) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    if constexpr (std::is_same_v<decltype(M), long>)
      Sum += N;
    Sum += int(M);
  }(2L);
  co_await std::move(Work);
}

// RUN: %check %s
//
// A function, or another closure, makes the closure. It is a temporary if it is called
// where it is given, and a variable if it was given a name.

#include "mini/mini.h"

#include <memory>
#include <utility>

int Sum = 0;

auto stepOf(int N) {
  return [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
}
auto namedStepOf(int N) {
  return [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
}

mini::task<> ofTemporary() {
  auto Work = stepOf(1)();
  co_await std::move(Work);
}
mini::task<> ofTemporaryAwaited() { co_await namedStepOf(1)(); }
mini::task<> ofVariable() {
  auto Step = namedStepOf(2);
  auto Work = Step();
  co_await std::move(Work);
}

mini::task<> ofClosure(int N) {
  auto Make = [](int N) {
    return [N]() -> mini::task<> { // expect: coro-lambda-capture
      co_await mini::yield();
      Sum += N;
    };
  };
  auto Work = Make(N)();
  co_await std::move(Work);
}
mini::task<> ofClosureKept(int N) {
  auto Make = [](int N) {
    return [N]() -> mini::task<> {
      co_await mini::yield();
      Sum += N;
    };
  };
  auto Step = Make(N);
  auto One = Step();
  auto Two = Step();
  co_await std::move(One);
  co_await std::move(Two);
  co_await Make(N)();
}

// The closure that makes is gone, the one that was made is not.
mini::task<> madeByTemporary(int N) {
  auto Step = [N] {
    return [N]() -> mini::task<> {
      co_await mini::yield();
      Sum += N;
    };
  }();
  auto Work = Step();
  co_await std::move(Work);
}

// RUN: %check %s
// renamed: keep-models
//
// Named closures: good for as long as their scope.

#include "mini/mini.h"

#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> awaitedInItsScope(int N) {
  auto Step = [&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  co_await Step();
  auto Work = Step();
  co_await std::move(Work);
  std::vector<mini::task<>> Works;
  Works.push_back(Step());
  Works.push_back(Step());
  co_await mini::when_all(std::move(Works));
}

void driven(int N) {
  auto Step = [&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  mini::sync_wait(Step());
}

mini::task<> returned(int N) {
  auto Step = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  return Step();
}

mini::task<> spawned(mini::loop &Loop, int N) {
  auto Step = [N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  mini::spawn(Loop, Step());
  co_await mini::yield();
}

mini::task<> droppedFuture(int N) {
  auto Step = [&N](int M) -> mini::future<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N + M;
  };
  (void)Step(1);
  co_await mini::yield();
}

mini::task<> leftEarly(int N) {
  auto Step = [N]() -> mini::future<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  };
  auto Work = Step(); // expect: coro-dropped-eager-task
  if (flip())
    co_return;
  co_await std::move(Work);
}

// RUN: %check %s
//
// An await gives tasks, and that is where it ends: they never run.

#include "mini/mini.h"

#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> step() {
  co_await mini::yield();
  ++Sum;
}
mini::task<int> value() {
  co_await mini::yield();
  co_return ++Sum;
}
mini::future<int> running() {
  co_await mini::yield();
  co_return ++Sum;
}

// Somebody forgot to await.
mini::task<mini::task<>> nested() {
  co_await mini::yield();
  co_return step(); // expect-low: coro-nested-task
}
mini::task<mini::task<int>> nestedValue() {
  auto Inner = value();
  co_await mini::yield();
  co_return std::move(Inner); // expect-low: coro-nested-task
}
mini::task<mini::future<int>> nestedFuture() {
  co_await mini::yield();
  co_return running();
}

mini::task<> together() {
  co_await mini::when_all(nestedValue(), nestedValue());
  // expect@-1: coro-nested-task
}
mini::task<> togetherKept() {
  auto Values = co_await mini::when_all(nestedValue(), nested());
  // expect@-1: coro-nested-task
  ++Sum;
}
mini::task<> manyTogether() {
  std::vector<mini::task<mini::task<int>>> All;
  for (int I = 0; I != 3; ++I)
    All.push_back(nestedValue());
  (void)co_await mini::when_all(std::move(All)); // expect: coro-nested-task
}
mini::task<> onBranches(bool First) {
  if (First)
    co_await mini::when_all(nested(), nested()); // expect: coro-nested-task
  else
    std::ignore = co_await mini::when_all(nested(), step());
  // expect@-1: coro-nested-task
}
template <class... Ts> mini::task<> all(mini::task<Ts>... Works) {
  co_await mini::when_all(std::move(Works)...); // expect: coro-nested-task
}
mini::task<> templates() {
  co_await all(step(), value());
  co_await all(nested(), nested());
}
// The work runs, and its end is lost.
mini::task<> onlyStarted() {
  co_await nestedFuture(); // expect: coro-nested-task {{lost}}
}
mini::task<> inLambda() {
  auto Both = []() -> mini::task<> {
    co_await mini::when_all(nested(), nested()); // expect: coro-nested-task
  };
  co_await Both();
}
// One task alone is followed for itself.
mini::task<> alone() {
  co_await nested(); // expect: coro-never-awaited
  auto Inner = co_await nestedValue(); // expect: coro-never-awaited
  co_await mini::to_thread([] { return step(); }); // expect: coro-never-awaited
}

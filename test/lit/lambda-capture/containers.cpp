// RUN: %check %s
//
// Closures in containers, optionals and aggregates of the coroutine that awaits them.

#include "mini/mini.h"

#include <array>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> inVector(int N) {
  std::vector<std::function<mini::task<>(int)>> Steps;
  for (int I = 0; I != N; ++I)
    Steps.push_back([I](int M) -> mini::task<> {
      co_await mini::yield();
      Sum += I * M;
    });
  std::vector<mini::task<>> Works;
  for (auto &Step : Steps)
    Works.push_back(Step(N));
  co_await mini::when_all(std::move(Works));
}
mini::task<> inOptional(int N) {
  auto Body = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  std::optional<decltype(Body)> Step;
  Step.emplace(Body);
  auto Work = (*Step)();
  co_await std::move(Work);
}
mini::task<> inTuple(int N) {
  std::tuple Steps{[N]() -> mini::task<> {
                     co_await mini::yield();
                     Sum += N;
                   },
                   [&N]() -> mini::task<> {
                     co_await mini::yield();
                     Sum -= N;
                   }};
  auto One = std::get<0>(Steps)();
  auto &[First, Second] = Steps;
  auto Two = Second();
  co_await std::move(One);
  co_await std::move(Two);
  co_await std::apply(
      [](auto &...Step) { return mini::when_all(Step()...); }, Steps);
}
template <typename F> struct stage {
  F Body;
  int Tries = 1;
};
mini::task<> inAggregate(int N) {
  stage Stage{[N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  }};
  auto Work = Stage.Body();
  co_await std::move(Work);
}

mini::task<> returnedOfAggregate(int N) {
  stage Stage{[N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  }};
  return Stage.Body();
}

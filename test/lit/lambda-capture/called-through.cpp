// RUN: %check %s
//
// The closure is called by std::invoke and its kin, by an algorithm, by a plain helper:
// it lives as long as the expression that names it.

#include "mini/mini.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;

template <typename F> mini::task<> twice(const F &Body) {
  co_await Body();
  co_await Body();
}
template <typename F> auto callOnce(F &&Body) { return std::forward<F>(Body)(); }

mini::task<> fine(int N) {
  co_await std::invoke([&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  co_await std::apply(
      [&](int A, int B) -> mini::task<> {
        co_await mini::yield();
        Sum += N * A * B;
      },
      std::tuple(1, 2));
  co_await twice([&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  co_await callOnce([&]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  });
  auto Step = [&](int M) -> mini::task<> {
    co_await mini::yield();
    Sum += N * M;
  };
  auto A = std::invoke(Step, 3);
  auto B = callOnce([&] { return Step(3); });
  std::vector<int> Numbers{1, 2, 3};
  std::vector<mini::task<>> Works;
  for (int M : Numbers)
    Works.push_back(Step(M));
  std::transform(Numbers.begin(), Numbers.end(), std::back_inserter(Works),
                 Step);
  std::transform(Numbers.begin(), Numbers.end(), std::back_inserter(Works),
                 [&](int M) { return Step(M + 1); });
  co_await std::move(A);
  co_await std::move(B);
  co_await mini::when_all(std::move(Works));
}
mini::task<> stored(int N) {
  auto C = callOnce([N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  auto D = twice([N]() -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    Sum += N;
  });
  co_await std::move(C);
  co_await std::move(D);
}

// RUN: %check %s
//
// Closures that call themselves, and closures within closures.

#include "mini/mini.h"

#include <functional>
#include <utility>
#include <vector>

int Sum = 0;

struct node {
  int Value = 0;
  std::vector<node> Children;
};

mini::task<> byArgument(const node &Root, int Depth) {
  auto Visit = [&](auto &Self, const node &At, int Level) -> mini::task<> {
    co_await mini::yield();
    Sum += At.Value;
    if (Level < Depth)
      for (const node &Child : At.Children)
        co_await Self(Self, Child, Level + 1);
  };
  co_await Visit(Visit, Root, 0);
}
mini::task<> byFunction(const node &Root, int Depth) {
  std::function<mini::task<>(const node &, int)> Visit =
      [&](const node &At, int Level) -> mini::task<> {
    co_await mini::yield();
    Sum += At.Value;
    std::vector<mini::task<>> Works;
    if (Level < Depth)
      for (const node &Child : At.Children)
        Works.push_back(Visit(Child, Level + 1));
    co_await mini::when_all(std::move(Works));
  };
  co_await Visit(Root, 0);
}
mini::task<> nested(int N) {
  co_await [&]() -> mini::task<> {
    int Own = N;
    co_await [&]() -> mini::task<> {
      co_await mini::yield();
      Sum += N + Own;
    }();
    auto Step = [&](int M) -> mini::task<> {
      co_await mini::yield();
      Sum += N + Own + M;
    };
    auto One = Step(1);
    auto Two = Step(2);
    co_await std::move(One);
    co_await std::move(Two);
  }();
}

mini::task<> returned(int Depth) {
  std::function<mini::task<>(int)> Count = [&](int Level) -> mini::task<> { // expect: coro-lambda-capture
    co_await mini::yield();
    if (Level < Depth)
      co_await Count(Level + 1);
  };
  return Count(0);
}
mini::task<> innerKept(int N) {
  co_await [&]() -> mini::task<> {
    auto Inner = [&]() -> mini::task<> { // expect: coro-lambda-capture
      co_await mini::yield();
      Sum += N;
    }();
    co_await std::move(Inner);
  }();
}
mini::task<> innerReturned(int N) {
  auto Outer = [&] {
    return [&]() -> mini::task<> { // expect: coro-lambda-capture
      co_await mini::yield();
      Sum += N;
    }();
  };
  co_await Outer();
}

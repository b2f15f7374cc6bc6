// RUN: %check %s
//
// The owner of a closure is set again: when its task has ended, when the closure has
// another owner too, or before the task was made of the new closure.

#include "mini/mini.h"

#include <functional>
#include <memory>
#include <utility>

int Sum = 0;
using step = std::function<mini::task<>()>;

// It has ended by then.
mini::task<> setWhenDone(int N) {
  step Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto Work = Step();
  co_await std::move(Work);
  Step = nullptr;
}
// The owner is set again, the closure has another owner too.
mini::task<> sharedClosure(int N) {
  auto Body = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  auto Shared = std::make_shared<decltype(Body)>(Body);
  auto Other = Shared;
  auto Work = (*Shared)();
  Shared.reset();
  co_await std::move(Work);
}
// Another task is made of the new closure.
mini::task<> madeAgain(int N) {
  step Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum += N;
  };
  co_await Step();
  Step = [N]() -> mini::task<> {
    co_await mini::yield();
    Sum -= N;
  };
  auto Work = Step();
  co_await std::move(Work);
}

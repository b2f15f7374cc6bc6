// RUN: %check %s
//
// Near misses: what an await gives is awaited, kept or handed on.

#include "mini/mini.h"

#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<int> value() {
  co_await mini::yield();
  co_return ++Sum;
}
mini::future<int> running() {
  co_await mini::yield();
  co_return ++Sum;
}
// In two steps: sent, and answered.
mini::task<mini::task<int>> send() {
  co_await mini::yield();
  co_return value(); // expect-low: coro-nested-task
}
mini::task<mini::future<int>> start() {
  co_await mini::yield();
  co_return running();
}
mini::task<std::vector<mini::task<int>>> prepare(int N) {
  std::vector<mini::task<int>> All;
  for (int I = 0; I != N; ++I)
    All.push_back(value());
  co_return All;
}

mini::task<> both() {
  Sum += co_await co_await send();
  auto Answer = co_await send();
  Sum += co_await std::move(Answer);
}
mini::task<> together() {
  auto [First, Second] = co_await mini::when_all(send(), send());
  Sum += co_await std::move(First);
  Sum += co_await std::move(Second);
  auto All = co_await prepare(3);
  for (auto &Each : All)
    Sum += co_await std::move(Each);
  co_await mini::when_all(co_await prepare(2));
}
mini::task<std::vector<mini::task<int>>> handedOn() {
  co_return co_await prepare(4);
}
void use(std::vector<mini::task<int>> All);
mini::task<> given() {
  use(co_await prepare(2));
  auto Kept = co_await prepare(2);
  auto Later = [&Kept] { use(std::move(Kept)); };
  Later();
}
mini::task<> started() {
  auto Running = co_await start();
  Sum += co_await Running;
  (void)co_await start();
  // It may be there for its destructor.
  auto Other = co_await start();
}
mini::task<> noTasks() {
  co_await mini::when_all(value(), value());
  auto Values = co_await mini::when_all(value(), value());
  co_await running();
}

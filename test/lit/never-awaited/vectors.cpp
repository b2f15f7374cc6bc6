// RUN: %check %s
//
// Containers of tasks, drained or not; reported where the task was made.

#include "mini/mini.h"

#include <deque>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
std::vector<mini::task<>> flushAll(int N);

mini::task<std::size_t> neverDrained(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I < N; ++I)
    Works.push_back(flush(I)); // expect: coro-never-awaited
  co_return Works.size();
}

mini::task<> awaitedInALoop(int N) {
  std::vector<mini::task<>> Works;
  Works.reserve(N);
  for (int I = 0; I < N; ++I)
    Works.emplace_back(flush(I));
  for (auto &Work : Works)
    co_await std::move(Work);
}

mini::task<> awaitedByIndex(int N) {
  std::vector<mini::task<>> Works;
  Works.push_back(flush(N));
  auto Second = flush(N + 1);
  Works.push_back(std::move(Second));
  for (std::size_t I = 0; I < Works.size(); ++I)
    co_await Works[I];
}

mini::task<> joined(int N) {
  std::vector<mini::task<int>> Works;
  for (int I = 0; I < N; ++I)
    Works.push_back(count());
  auto Numbers = co_await mini::when_all(std::move(Works));
  std::vector<mini::task<>> Others;
  Others.push_back(flush(int(Numbers.size())));
  co_await mini::when_any(std::move(Others));
}

mini::task<> cleared() {
  std::vector<mini::task<>> Works;
  Works.push_back(flush(1)); // expect: coro-never-awaited
  Works.clear();
  Works.push_back(flush(2));
  co_await std::move(Works.back());
}

mini::task<> joinNotAwaited(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I < N; ++I)
    Works.push_back(flush(I));
  mini::when_all(std::move(Works)); // expect: coro-never-awaited
  co_return;
}

mini::task<> queue(int N) {
  std::deque<mini::task<>> Queue;
  for (int I = 0; I < N; ++I)
    Queue.push_front(flush(I));
  while (!Queue.empty()) {
    auto Next = std::move(Queue.front());
    Queue.pop_front();
    co_await std::move(Next);
  }
}

mini::task<> queueNotDrained(int N) {
  std::deque<mini::task<>> Queue;
  Queue.emplace_back(flush(N)); // expect: coro-never-awaited
  if (Queue.empty())
    co_return;
  co_await flush(0);
}

std::vector<mini::task<>> returned(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I < N; ++I)
    Works.push_back(flush(I));
  return Works;
}

mini::task<> fromHelper(std::vector<mini::task<>> &Shared) {
  flushAll(1);              // expect: coro-never-awaited
  auto Works = flushAll(2); // expect: coro-never-awaited
  for (auto &Work : flushAll(3))
    co_await std::move(Work);
  for (auto &&Work : returned(4))
    mini::spawn(std::move(Work));
  Shared.push_back(flush(5));
}

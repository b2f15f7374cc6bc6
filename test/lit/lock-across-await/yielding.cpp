// RUN: %check %s
//
// A generator that is suspended at a co_yield holds what it has locked until it is
// asked for the next element, or dies.

#include "mini/mini.h"

#include <mutex>
#include <optional>
#include <vector>

std::mutex Mutex;
std::vector<int> Rows;

mini::generator<int> wholeTime() {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  for (int Each : Rows)
    co_yield Each;
}
mini::generator<int> inEachTurn() {
  for (std::size_t I = 0;; ++I) {
    std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
    if (I == Rows.size())
      co_return;
    co_yield Rows[I];
  }
}
mini::async_generator<int> asynchronously() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  for (int Each : Rows)
    co_yield Each;
}
mini::generator<int> unlockedMeanwhile() {
  std::unique_lock Lock(Mutex);
  for (std::size_t I = 0; I != Rows.size(); ++I) {
    int Each = Rows[I];
    Lock.unlock();
    co_yield Each;
    Lock.lock();
  }
}
mini::generator<int> copiesFirst() {
  std::vector<int> Copy;
  {
    std::lock_guard Lock(Mutex);
    Copy = Rows;
  }
  for (int Each : Copy)
    co_yield Each;
}
mini::async_generator<int> readsOne() {
  for (std::size_t I = 0;; ++I) {
    std::optional<int> Each;
    if (std::lock_guard Lock(Mutex); I < Rows.size())
      Each = Rows[I];
    if (!Each)
      co_return;
    co_yield *Each;
  }
}
// The consumer's lock is no concern of the generator, which does not suspend it.
int sum() {
  std::lock_guard Lock(Mutex);
  int Sum = 0;
  for (int Each : copiesFirst())
    Sum += Each;
  return Sum;
}
mini::task<> sumInCoroutine() {
  std::unique_lock Lock(Mutex);
  int Sum = 0;
  for (int Each : unlockedMeanwhile())
    Sum += Each;
  Lock.unlock();
  if (Sum)
    co_await mini::yield();
}

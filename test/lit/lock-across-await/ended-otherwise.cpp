// RUN: %check %s
//
// Near misses: the lock ends with a closure, a temporary, a container or an object that
// only unlocks, before the suspension.

#include "mini/mini.h"

#include <mutex>
#include <utility>
#include <vector>

std::mutex Mutex;
int N = 0;

struct unlocks {
  std::mutex &Held;
  ~unlocks() { Held.unlock(); }
};
template <class F> struct at_exit {
  F Do;
  ~at_exit() { Do(); }
};
std::unique_lock<std::mutex> take() { return std::unique_lock(Mutex); }
std::unique_lock<std::mutex> tryToTake() { return {Mutex, std::try_to_lock}; }

mini::task<> byObject() {
  Mutex.lock();
  {
    unlocks Guard{Mutex};
    ++N;
  }
  co_await mini::yield();
}
mini::task<> byClosureAtExit() {
  Mutex.lock();
  {
    at_exit Unlock{[] { Mutex.unlock(); }};
    ++N;
  }
  co_await mini::yield();
}
mini::task<> movedIntoAClosure() {
  std::unique_lock Lock(Mutex);
  [Mine = std::move(Lock)] { ++N; }();
  co_await mini::yield();
}
mini::task<> temporary() {
  take(); // expect: coro-unnamed-guard
  N += take().owns_lock();
  co_await mini::yield();
}
mini::task<> asACondition() {
  if (auto Lock = tryToTake())
    ++N;
  co_await mini::yield();
}
mini::task<> exchanged() {
  std::unique_lock Lock(Mutex);
  ++N;
  std::exchange(Lock, {});
  co_await mini::yield();
}
mini::task<> movedAndUnlocked() {
  std::unique_lock One(Mutex);
  auto Two = std::move(One);
  ++N;
  Two.unlock();
  co_await mini::yield();
}
mini::task<> inAContainer(std::vector<std::mutex> &Mutexes) {
  std::vector<std::unique_lock<std::mutex>> Locks;
  for (auto &Each : Mutexes)
    Locks.emplace_back(Each);
  ++N;
  Locks.clear();
  co_await mini::yield();
}
mini::task<> inAHead() {
  for (std::unique_lock Lock(Mutex); N < 3; ++N)
    ;
  while (auto Lock = tryToTake())
    if (N++ > 5)
      break;
  co_await mini::yield();
}


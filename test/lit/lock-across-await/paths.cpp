// RUN: %check %s
//
// Which paths hold the lock at the suspension: conditions that belong together, jumps,
// exceptions, turns of a loop.

#include "mini/mini.h"

#include <exception>
#include <mutex>
#include <stdexcept>
#include <vector>

std::mutex Mutex;
int N = 0;
void check(int I) {
  if (I > 3)
    throw std::runtime_error("too many");
}

mini::task<> onlyWhenAsked(bool Exclusive) {
  std::unique_lock<std::mutex> Lock;
  if (Exclusive)
    Lock = std::unique_lock(Mutex);
  ++N;
  if (!Exclusive)
    co_await mini::yield();
}
mini::task<> onlyWhenAskedByHand(bool Exclusive) {
  if (Exclusive)
    Mutex.lock();
  ++N;
  if (Exclusive)
    Mutex.unlock();
  co_await mini::yield();
}
mini::task<> atTheEndOfEachTurn(const std::vector<int> &All) {
  std::unique_lock Lock(Mutex, std::defer_lock);
  for (int Each : All) {
    Lock.lock();
    N += Each;
    Lock.unlock();
    co_await mini::yield();
  }
}
mini::task<> continued(const std::vector<int> &All) {
  for (int Each : All) {
    std::unique_lock Lock(Mutex);
    if (Each == 0)
      continue;
    N += Each;
    Lock.unlock();
    co_await mini::yield();
  }
}
mini::task<> jumped() {
again: {
  std::lock_guard Lock(Mutex);
  if (N++ < 3)
    goto again;
}
  co_await mini::yield();
}
mini::task<> onOnePath(bool Waits) {
  Mutex.lock(); // expect: coro-lock-across-await
  if (Waits)
    co_await mini::yield();
  Mutex.unlock();
}
mini::task<> inTheNextTurn() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  for (int I = 0; I != 3; ++I) {
    co_await mini::yield();
    if (!Lock.owns_lock())
      Lock.lock(); // expect: coro-lock-across-await
    N += I;
  }
}
mini::task<> leftLockedByAnException(int I) {
  try {
    Mutex.lock(); // expect: coro-lock-across-await
    check(I);
    Mutex.unlock();
  } catch (const std::runtime_error &) {
    ++N;
  }
  co_await mini::yield();
}
mini::task<> lockThatThrows() {
  try {
    Mutex.lock();
    ++N;
    Mutex.unlock();
    co_await mini::yield();
  } catch (const std::exception &) {
    ++N;
  }
  co_await mini::yield();
}
mini::task<> guardThatThrows() {
  std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
  try {
    Lock.lock();
    ++N;
    Lock.unlock();
  } catch (const std::exception &) {
    ++N;
  }
  co_await mini::yield();
}
mini::task<> jumpedIn(int I) {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  switch (I) {
  case 0:
    Lock.unlock();
    [[fallthrough]];
  default:
    co_await mini::yield();
  }
}

// RUN: %check %s
// renamed: keep-models
//
// Whether the mutex was to be had is asked at once, in turns, or kept and asked later.

#include "mini/mini.h"

#include <chrono>
#include <mutex>

std::mutex Mutex;
std::timed_mutex Timed;
int N = 0;

mini::task<> waitsWhileTaken() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  while (!Lock.try_lock())
    co_await mini::yield();
  ++N;
}
mini::task<> waitsWhileTakenByHand() {
  while (!Mutex.try_lock())
    co_await mini::yield();
  ++N;
  Mutex.unlock();
}
mini::task<> newGuardInEachTurn() {
  for (;;) {
    std::unique_lock Lock(Mutex, std::try_to_lock);
    if (Lock.owns_lock()) {
      ++N;
      break;
    }
    co_await mini::yield();
  }
}
mini::task<> resultKeptByHand() {
  const bool Got = Mutex.try_lock();
  if (!Got) {
    co_await mini::yield();
    co_return;
  }
  ++N;
  Mutex.unlock();
}
mini::task<> heldWhenGot() {
  if (std::unique_lock Lock(Mutex, std::try_to_lock); Lock) // expect: coro-lock-across-await
    co_await mini::yield();
}
mini::task<> heldWhenGotInTime() {
  if (!Timed.try_lock_for(std::chrono::milliseconds(1))) // expect: coro-blocking-call, coro-lock-across-await
    co_return;
  co_await mini::yield();
  Timed.unlock();
}

// RUN: %check %s
//
// Near misses: there is a guard in scope, or a lock of another kind, and no mutex of a
// thread is locked at the suspension.

#include "mini/mini.h"

#include <coroutine>
#include <mutex>
#include <shared_mutex>

std::mutex Mutex;
std::shared_mutex Shared;
int N = 0;

mini::task<> ended() {
  {
    std::lock_guard Lock(Mutex);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> unlocked() {
  std::unique_lock Lock(Mutex);
  ++N;
  Lock.unlock();
  co_await mini::yield();
  Lock.lock();
  ++N;
}
mini::task<> deferred() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  co_await mini::yield();
  Lock.lock();
  ++N;
}
mini::task<> empty() {
  std::unique_lock<std::mutex> Lock;
  co_await mini::yield();
}
mini::task<> released() {
  std::unique_lock Lock(Mutex);
  std::mutex *Held = Lock.release();
  ++N;
  Held->unlock();
  co_await mini::yield();
}
mini::task<> behind() {
  co_await mini::yield();
  std::lock_guard Lock(Mutex);
  ++N;
}
mini::task<> inCondition() {
  if (std::lock_guard Lock(Mutex); N != 0)
    ++N;
  co_await mini::yield();
}
mini::task<> inTurns() {
  for (int I = 0; I != 3; ++I) {
    {
      std::shared_lock Lock(Shared);
      N += I;
    }
    co_await mini::yield();
  }
}
mini::task<> neverSuspends() {
  std::lock_guard Lock(Mutex);
  co_await std::suspend_never{};
}
// As a condition variable does, it lets the lock go while it waits.
struct signal {
  struct waiting {
    std::unique_lock<std::mutex> &Held;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) { Held.unlock(); }
    void await_resume() { Held.lock(); }
  };
  waiting wait(std::unique_lock<std::mutex> &Held) { return {Held}; }
};
mini::task<> handsTheLockOver(signal &Signal) {
  std::unique_lock Lock(Mutex);
  co_await Signal.wait(Lock);
}
struct unlocks_while_waiting {
  std::mutex &Held;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) { Held.unlock(); }
  void await_resume() { Held.lock(); }
};
mini::task<> handsTheMutexOver() {
  std::lock_guard Lock(Mutex);
  co_await unlocks_while_waiting{Mutex};
}
// An asynchronous mutex whose names are those of the standard's.
struct async_mutex {
  struct locking {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    void await_resume() const {}
  };
  locking lock();
  bool try_lock();
  void unlock();
};
mini::task<> asynchronous(async_mutex &Async) {
  co_await Async.lock();
  std::unique_lock<async_mutex> Lock(Async, std::adopt_lock);
  co_await mini::yield();
}
mini::task<> asynchronousByHand(async_mutex &Async) {
  co_await Async.lock();
  co_await mini::yield();
  Async.unlock();
}

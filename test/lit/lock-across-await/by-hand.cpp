// RUN: %check %s
//
// Mutexes that are locked without a guard, here or in a function that leaves them
// locked.

#include "mini/mini.h"

#include <mutex>
#include <pthread.h>

std::mutex Mutex;
pthread_mutex_t Plain = PTHREAD_MUTEX_INITIALIZER;
int N = 0;

mini::task<> locked() {
  Mutex.lock(); // expect: coro-lock-across-await
  co_await mini::yield();
  Mutex.unlock();
}
mini::task<> lockedByC() {
  pthread_mutex_lock(&Plain); // expect: coro-lock-across-await
  co_await mini::yield();
  pthread_mutex_unlock(&Plain);
}
mini::task<> tried() {
  if (Mutex.try_lock()) { // expect: coro-lock-across-await
    co_await mini::yield();
    Mutex.unlock();
  }
}
class cache {
public:
  mini::task<> update() {
    enter(); // expect: coro-lock-across-await
    co_await mini::yield();
    leave();
  }
  mini::task<> updateFirst() {
    enter();
    ++Values;
    leave();
    co_await mini::yield();
  }
  mini::task<> byMember() {
    std::lock_guard Lock(Guards); // expect: coro-lock-across-await
    ++Values;
    co_await mini::yield();
  }

private:
  void enter() { Guards.lock(); }
  void leave() { Guards.unlock(); }
  std::mutex Guards;
  int Values = 0;
};

// Near misses.
mini::task<> unlocked() {
  Mutex.lock();
  ++N;
  Mutex.unlock();
  co_await mini::yield();
}
mini::task<> triedInVain() {
  if (!Mutex.try_lock())
    co_return;
  ++N;
  Mutex.unlock();
  co_await mini::yield();
}
mini::task<> elsewhere() {
  [] {
    std::lock_guard Lock(Mutex);
    ++N;
  }();
  co_await mini::yield();
}

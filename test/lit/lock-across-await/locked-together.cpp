// RUN: %check %s
//
// std::lock takes several mutexes, or several guards that were deferred. A guard that
// adopts them lets them go.

#include "mini/mini.h"

#include <mutex>

std::mutex Mutex, Other;
int N = 0;

mini::task<> adoptedAndEnded() {
  {
    std::lock(Mutex, Other);
    std::scoped_lock Both(std::adopt_lock, Mutex, Other);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> scopedNone() {
  std::scoped_lock None;
  co_await mini::yield();
}
mini::task<> byHand() {
  std::lock(Mutex, Other);
  Mutex.unlock();
  Other.unlock();
  co_await mini::yield();
}
mini::task<> held() {
  std::unique_lock One(Mutex, std::defer_lock);
  std::unique_lock Two(Other, std::defer_lock);
  std::lock(One, Two); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> oneIsHeld() {
  std::lock(Mutex, Other); // expect: coro-lock-across-await
  Other.unlock();
  co_await mini::yield();
  Mutex.unlock();
}

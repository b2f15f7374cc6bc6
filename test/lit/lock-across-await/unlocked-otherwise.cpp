// RUN: %check %s
//
// A guard is unlocked, or locked again, by something else than its own functions: by an
// assignment, by a closure at the end of a block, by a guard the other way round.

#include "mini/mini.h"

#include <mutex>

std::mutex Mutex;
int N = 0;

template <class L> class without {
public:
  explicit without(L &Held) : Held(Held) { Held.unlock(); }
  ~without() { Held.lock(); }
  without(const without &) = delete;

private:
  L &Held;
};
template <class F> struct at_exit {
  F Do;
  ~at_exit() { Do(); }
};

mini::task<> byClosures() {
  std::unique_lock Lock(Mutex);
  {
    Lock.unlock();
    at_exit Relock{[&] { Lock.lock(); }};
    co_await mini::yield();
  }
  ++N;
}
mini::task<> behind() {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  {
    without Open(Lock);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> byAssignment() {
  std::unique_lock Lock(Mutex);
  ++N;
  Lock = {};
  co_await mini::yield();
}
void looksOnly(std::unique_lock<std::mutex> &Lock) { N += Lock.owns_lock(); }
mini::task<> stillHeld() {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  looksOnly(Lock);
  co_await mini::yield();
}

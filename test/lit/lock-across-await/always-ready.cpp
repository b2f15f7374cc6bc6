// RUN: %check %s
//
// Near misses: what is awaited under the lock is always there, or the await cannot be
// reached with the lock.

#include "mini/mini.h"

#include <coroutine>
#include <mutex>

std::mutex Mutex;
int N = 0;

/// A value that can be awaited.
template <class T> struct ready {
  T Value;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() const noexcept { return Value; }
};
/// Asks something of its coroutine, and goes on at once.
struct who_am_i {
  std::coroutine_handle<> Me;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> H) noexcept {
    Me = H;
    return false;
  }
  std::coroutine_handle<> await_resume() const noexcept { return Me; }
};

mini::task<> value() {
  std::lock_guard Lock(Mutex);
  N += co_await ready<int>{3};
}
mini::task<> asked() {
  std::lock_guard Lock(Mutex);
  N += (co_await who_am_i{}).done();
}
mini::task<> token() {
  std::lock_guard Lock(Mutex);
  mini::stop_token Stop = co_await mini::this_stop();
  N += Stop.stop_requested();
}
template <bool Locked> mini::task<> discarded() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  if constexpr (Locked) {
    Lock.lock();
    ++N;
  } else {
    co_await mini::yield();
  }
  co_return;
}
mini::task<> both() {
  co_await discarded<true>();
  co_await discarded<false>();
}
mini::task<> behindTheReturn(bool Found) {
  Mutex.lock();
  if (Found) {
    ++N;
    Mutex.unlock();
    co_return;
  }
  Mutex.unlock();
  co_await mini::yield();
}


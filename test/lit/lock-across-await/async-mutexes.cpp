// RUN: %check %s
//
// Near misses: locks of coroutines, which are made to be held over a suspension. They
// look like those of the standard, and have a mutex of threads within.

#include "mini/mini.h"

#include <coroutine>
#include <deque>
#include <mutex>
#include <utility>

int N = 0;

class async_mutex {
public:
  class [[nodiscard]] scoped_lock {
  public:
    explicit scoped_lock(async_mutex &M) : M(&M) {}
    scoped_lock(scoped_lock &&O) noexcept : M(std::exchange(O.M, nullptr)) {}
    ~scoped_lock() {
      if (M)
        M->unlock();
    }

  private:
    async_mutex *M;
  };
  struct locking {
    async_mutex &M;
    bool await_ready() { return M.try_lock(); }
    bool await_suspend(std::coroutine_handle<> H) {
      std::lock_guard Guard(M.Inner);
      if (!std::exchange(M.Taken, true))
        return false;
      M.Waiting.push_back(H);
      return true;
    }
    void await_resume() {}
  };
  struct scoped_locking : locking {
    scoped_lock await_resume() { return scoped_lock(M); }
  };
  locking lock_async() { return {*this}; }
  scoped_locking scoped_lock_async() { return {{*this}}; }
  bool try_lock() {
    std::unique_lock Guard(Inner);
    return !std::exchange(Taken, true);
  }
  void unlock() {
    std::unique_lock Guard(Inner);
    if (Waiting.empty()) {
      Taken = false;
      return;
    }
    auto Next = Waiting.front();
    Waiting.pop_front();
    Guard.unlock();
    Next.resume();
  }

private:
  std::mutex Inner;
  bool Taken = false;
  std::deque<std::coroutine_handle<>> Waiting;
};

mini::task<> byHand(async_mutex &M) {
  co_await M.lock_async();
  co_await mini::yield();
  M.unlock();
}
mini::task<> scoped(async_mutex &M) {
  auto Lock = co_await M.scoped_lock_async();
  co_await mini::yield();
}
mini::task<> tried(async_mutex &M) {
  if (!M.try_lock())
    co_return;
  co_await mini::yield();
  M.unlock();
}
mini::task<> triedAndAdopted(async_mutex &M) {
  if (!M.try_lock())
    co_return;
  async_mutex::scoped_lock Lock(M);
  co_await mini::yield();
}
mini::task<> ofTheLibrary(mini::mutex &M) {
  auto Lock = co_await M.lock();
  N += 1;
  co_await mini::yield();
  Lock.unlock();
  co_await mini::yield();
}
mini::task<> permit(mini::semaphore &S) {
  auto Held = co_await S.acquire();
  co_await mini::yield();
}

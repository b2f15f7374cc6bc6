// RUN: %check %s
// renamed: no (the standard's guards call the mutex by its names)
//
// Mutexes of every kind: the standard's, those of pthreads, one of one's own that spins.

#include "mini/mini.h"

#include <atomic>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>

int N = 0;
std::recursive_mutex Recursive;
std::shared_timed_mutex Shared;
pthread_rwlock_t Rows = PTHREAD_RWLOCK_INITIALIZER;
pthread_mutex_t Plain = PTHREAD_MUTEX_INITIALIZER;

class spinning {
public:
  void lock() {
    while (Taken.test_and_set(std::memory_order_acquire))
      ;
  }
  void unlock() { Taken.clear(std::memory_order_release); }

private:
  std::atomic_flag Taken;
};
spinning Own;
/// For programs with one thread.
struct null_mutex {
  void lock() {}
  void unlock() {}
};
null_mutex None;

mini::task<> recursive() {
  std::scoped_lock Lock(Recursive); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> sharedByHand() {
  Shared.lock_shared(); // expect: coro-lock-across-await
  co_await mini::yield();
  Shared.unlock_shared();
}
mini::task<> rows() {
  pthread_rwlock_rdlock(&Rows); // expect: coro-lock-across-await
  co_await mini::yield();
  pthread_rwlock_unlock(&Rows);
}
mini::task<> ofOnesOwn() {
  std::unique_lock Lock(Own); // expect: coro-lock-across-await
  co_await mini::yield();
}
// Near misses.
mini::task<> triedPlainInVain() {
  if (pthread_mutex_trylock(&Plain) != 0) {
    co_await mini::yield();
    co_return;
  }
  ++N;
  pthread_mutex_unlock(&Plain);
}
mini::task<> rowsUnlocked() {
  pthread_rwlock_wrlock(&Rows);
  ++N;
  pthread_rwlock_unlock(&Rows);
  co_await mini::yield();
}
template <class M> mini::task<> ofAnyKind(M &Any) {
  {
    std::lock_guard Lock(Any);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> ofEach() {
  co_await ofAnyKind(Recursive);
  co_await ofAnyKind(Own);
  co_await ofAnyKind(None);
}

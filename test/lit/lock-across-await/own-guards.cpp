// RUN: %check %s
//
// Near misses: guards that a project writes for itself, over pthreads and with a second
// chance to unlock, hold nothing at the suspension; and one that never locks.

#include "mini/mini.h"

#include <mutex>
#include <pthread.h>

int N = 0;
std::mutex Mutex;
pthread_mutex_t Plain = PTHREAD_MUTEX_INITIALIZER;

class plain_guard {
public:
  explicit plain_guard(pthread_mutex_t &Held) : Held(Held) {
    pthread_mutex_lock(&Held);
  }
  ~plain_guard() { pthread_mutex_unlock(&Held); }

private:
  pthread_mutex_t &Held;
};
class mutex_locker {
public:
  explicit mutex_locker(std::mutex *M) : M(M) { relock(); }
  ~mutex_locker() { unlock(); }
  void unlock() {
    if (Locked) {
      M->unlock();
      Locked = false;
    }
  }
  void relock() {
    if (!Locked) {
      M->lock();
      Locked = true;
    }
  }

private:
  std::mutex *M;
  bool Locked = false;
};
struct guard_of_nothing {
  explicit guard_of_nothing(std::mutex &) {}
  ~guard_of_nothing() { ++N; }
};

mini::task<> overPthreadsEnded() {
  {
    plain_guard Lock(Plain);
    ++N;
  }
  co_await mini::yield();
}
mini::task<> likeQtUnlocked() {
  mutex_locker Lock(&Mutex);
  ++N;
  Lock.unlock();
  co_await mini::yield();
}
mini::task<> ofNothing() {
  guard_of_nothing Lock(Mutex);
  co_await mini::yield();
}

// RUN: %check %s
//
// A guard that holds the mutex of a thread lives, and holds it, at a suspension.

#include "mini/mini.h"

#include <mutex>
#include <shared_mutex>
#include <utility>

std::mutex Mutex, Other;
std::shared_mutex Shared;
int N = 0;

mini::task<int> load() {
  co_await mini::yield();
  co_return 1;
}
struct spin_lock {
  void lock();
  void unlock();
};
spin_lock Spin;
/// A guard of one's own.
template <class M> class locked {
public:
  explicit locked(M &Held) : Held(Held) { Held.lock(); }
  ~locked() { Held.unlock(); }

private:
  M &Held;
};
/// One that can be unlocked before, and does that by its own functions.
class unlockable {
public:
  explicit unlockable(std::mutex &Held) : Held(Held) { lock(); }
  ~unlockable() {
    if (Owns)
      unlock();
  }
  void lock() {
    Held.lock();
    Owns = true;
  }
  void unlock() {
    Held.unlock();
    Owns = false;
  }

private:
  std::mutex &Held;
  bool Owns = false;
};
// They unlock each other, and are no guards.
struct right_hand;
struct left_hand {
  right_hand *Other = nullptr;
  left_hand();
  ~left_hand();
  void lock();
  void unlock();
};
struct right_hand {
  left_hand *Other = nullptr;
  right_hand() { Other->lock(); }
  ~right_hand() { Other->unlock(); }
  void lock();
  void unlock();
};
inline left_hand::left_hand() { Other->lock(); }
inline left_hand::~left_hand() { Other->unlock(); }

mini::task<> ofUnlockable() {
  unlockable Lock(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> unlockedBefore() {
  unlockable Lock(Mutex);
  Lock.unlock();
  co_await mini::yield();
}
mini::task<> ofHands(left_hand &Left) {
  ++N;
  co_await mini::yield();
  Left.unlock();
}
mini::task<> guard() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> unique() {
  std::unique_lock<std::mutex> Lock(Mutex); // expect: coro-lock-across-await
  N += co_await load();
}
mini::task<> several() {
  std::scoped_lock Lock(Mutex, Other); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> shared() {
  std::shared_lock Lock(Shared); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> ofAnotherMutex() {
  std::lock_guard Lock(Spin); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> ownGuard() {
  locked Lock(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> inCondition() {
  if (std::lock_guard Lock(Mutex); N != 0) // expect: coro-lock-across-await
    co_await mini::yield();
}
mini::task<> inLoop() {
  for (int I = 0; I != 3; ++I) {
    std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
    N += co_await load();
  }
}
mini::task<> deferred() {
  std::unique_lock Lock(Mutex, std::defer_lock);
  co_await mini::yield();
  Lock.lock(); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> adopted() {
  std::lock(Mutex, Other); // expect: coro-lock-across-await
  std::lock_guard One(Mutex, std::adopt_lock);
  std::lock_guard Two(Other, std::adopt_lock);
  co_await mini::yield();
}
mini::task<> tried() {
  std::unique_lock Lock(Mutex, std::try_to_lock); // expect: coro-lock-across-await
  if (!Lock)
    co_return;
  co_await mini::yield();
}
mini::task<> assigned() {
  std::unique_lock<std::mutex> Lock;
  Lock = std::unique_lock<std::mutex>(Mutex); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> moved() {
  std::unique_lock One(Mutex); // expect: coro-lock-across-await
  std::unique_lock Two(std::move(One));
  co_await mini::yield();
}
mini::task<> lockedAgain() {
  std::unique_lock Lock(Mutex);
  ++N;
  Lock.unlock();
  co_await mini::yield();
  Lock.lock(); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> letOnOnePath(bool Early) {
  std::unique_lock Lock(Mutex); // expect: coro-lock-across-await
  if (Early)
    Lock.unlock();
  co_await mini::yield();
}
std::unique_lock<std::mutex> take() {
  return std::unique_lock<std::mutex>(Mutex);
}
mini::task<> given() {
  auto Lock = take(); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> asParameter(std::unique_lock<std::mutex> Lock) {
  co_await mini::yield(); // expect: coro-lock-across-await
}
mini::generator<int> yields() {
  std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
  for (int I = 0; I != N; ++I)
    co_yield I;
}
template <class M> mini::task<> ofTemplate(M &Any) {
  std::lock_guard Lock(Any); // expect: coro-lock-across-await
  co_await mini::yield();
}
mini::task<> instantiates() { co_await ofTemplate(Mutex); }
mini::task<> inLambda() {
  auto Step = [](int M) -> mini::task<> {
    std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
    N += M + co_await load();
  };
  co_await Step(1);
}

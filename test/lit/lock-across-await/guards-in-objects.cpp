// RUN: %check %s
//
// Near misses: the guard is a part of something, which has ended before the suspension,
// or has been unlocked.

#include "mini/mini.h"

#include <mutex>
#include <string>
#include <utility>

int N = 0;

/// A value that is reached with the lock only.
template <class T> class guarded {
public:
  class access {
  public:
    explicit access(guarded &Of) : Of(&Of), Lock(Of.Mutex) {}
    T *operator->() { return &Of->Value; }
    T &operator*() { return Of->Value; }

  private:
    guarded *Of;
    std::unique_lock<std::mutex> Lock;
  };
  access lock() { return access(*this); }
  template <class F> auto with(F Body) {
    std::lock_guard Lock(Mutex);
    return Body(Value);
  }

private:
  std::mutex Mutex;
  T Value{};
};
guarded<std::string> Name;

mini::task<> send(std::size_t Size) {
  co_await mini::yield();
  N += int(Size);
}
mini::task<> endedInBlock() {
  std::string Copy;
  {
    auto Access = Name.lock();
    Copy = *Access;
  }
  co_await send(Copy.size());
}
mini::task<> temporary() {
  std::size_t Size = Name.lock()->size();
  co_await send(Size);
}
mini::task<> byFunction() {
  co_await send(Name.with([](std::string &Value) { return Value.size(); }));
}
std::mutex Mutex;
std::pair<std::unique_lock<std::mutex>, int> lockAndRead() {
  std::unique_lock Lock(Mutex);
  return {std::move(Lock), N};
}
mini::task<> ofAPairUnlocked() {
  auto [Lock, Value] = lockAndRead();
  Lock.unlock();
  co_await send(std::size_t(Value));
}

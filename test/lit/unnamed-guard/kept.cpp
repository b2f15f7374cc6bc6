// RUN: %check %s
//
// Near misses: the guard is kept, is handed on, is made to let go, or there is none.

#include "mini/mini.h"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

int Sum = 0;
mini::mutex Mutex;
mini::semaphore Slots{2};
std::mutex OfThreads;

mini::task<> named() {
  auto Lock = co_await Mutex.lock();
  [[maybe_unused]] auto _ = co_await Slots.acquire();
  const auto &Bound = co_await Slots.acquire();
  auto &&Other = co_await Slots.acquire();
  ++Sum;
}
mini::task<> inCondition() {
  if (auto Lock = co_await Mutex.lock(); Sum == 0)
    ++Sum;
}
// It lives until the end of the full-expression.
mini::task<> besides() {
  co_await Mutex.lock(), ++Sum;
  std::lock_guard<std::mutex>(OfThreads), ++Sum;
}
int add(mini::permit, int N) { return Sum += N; }
mini::task<> asArgument() {
  add(co_await Slots.acquire(), 1);
  std::vector<mini::permit> All;
  All.push_back(co_await Slots.acquire());
  std::optional<mini::lock_guard> Lock;
  Lock.emplace(co_await Mutex.lock());
  ++Sum;
}
mini::task<mini::lock_guard> handedOn() { co_return co_await Mutex.lock(); }
mini::lock_guard given() { return mini::lock_guard(Mutex); }
mini::task<> keeps() {
  auto Lock = co_await handedOn();
  ++Sum;
}
struct session {
  mini::permit Slot;
  mini::task<> open() { Slot = co_await Slots.acquire(); }
};
// A guard that is thrown away to let go what it has.
void letsGo(mini::lock_guard Held, std::unique_lock<std::mutex> Also) {
  std::exchange(Held, {});
  std::unique_lock<std::mutex>{std::move(Also)};
  std::lock_guard<std::mutex>(OfThreads, std::adopt_lock);
}
// Nothing is held by these.
mini::task<> nothing() {
  co_await mini::yield();
  co_await Slots.take(1);
  mini::permit();
  std::unique_lock<std::mutex>();
  std::unique_lock<std::mutex>(OfThreads, std::defer_lock);
  Slots.give_back(1);
}
// Objects that one can work with, and counted ones, own something.
struct pool {
  int Free = 3;
  void release(int *) { ++Free; }
};
class connection {
public:
  connection(pool &From, int *Wire) : From(&From), Wire(Wire) {}
  connection(connection &&O) noexcept
      : From(O.From), Wire(std::exchange(O.Wire, nullptr)) {}
  ~connection() {
    if (Wire)
      From->release(Wire);
  }
  int *operator->() { return Wire; }

private:
  pool *From;
  int *Wire;
};
struct state {
  int Count = 0;
  void release() {
    if (--Count == 0)
      delete this;
  }
};
class counted {
public:
  explicit counted(state *S) : S(S) { ++S->Count; }
  counted(const counted &O) : S(O.S) { ++S->Count; }
  ~counted() { S->release(); }

private:
  state *S;
};
pool Pool;
mini::task<connection> connect() { co_return connection(Pool, &Sum); }
mini::task<counted> share() { co_return counted(new state); }
mini::task<> warmUp() {
  co_await connect();
  co_await share();
}
// What is waited for when it is destroyed is no lock.
class joined {
public:
  explicit joined(int *Done) : Done(Done) {}
  ~joined() { *Done = 1; }

private:
  int *Done;
};
mini::task<joined> join() { co_return joined(&Sum); }
mini::task<> joins() { co_await join(); }

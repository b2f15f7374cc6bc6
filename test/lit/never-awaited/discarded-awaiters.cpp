// RUN: %check %s
//
// Awaitables that are no coroutines wait for nothing until they are awaited.

#include "mini/mini.h"

#include <chrono>

using namespace std::chrono_literals;

mini::task<> waits(mini::event &Event, mini::mutex &Mutex,
                   mini::semaphore &Semaphore, mini::thread_pool &Pool) {
  mini::sleep_for(10ms); // expect: coro-never-awaited
  co_await mini::sleep_for(10ms);
  Event.wait(); // expect: coro-never-awaited
  co_await Event.wait();
  Event.set();
  Mutex.lock(); // expect: coro-never-awaited
  if (Mutex.try_lock())
    Mutex.unlock();
  Semaphore.acquire(); // expect: coro-never-awaited
  Pool.schedule();     // expect: coro-never-awaited
  mini::yield();       // expect: coro-never-awaited
  (void)mini::yield(); // expect: coro-never-awaited
  co_await mini::yield();
}

mini::task<> inBranches(mini::event &Event, bool Polite) {
  if (Polite)
    mini::yield(); // expect: coro-never-awaited
  else
    co_await mini::yield();
  for (int I = 0; I < 3; ++I)
    mini::sleep_for(I * 1ms); // expect: coro-never-awaited
  Polite ? co_await Event.wait() : co_await mini::yield();
}

mini::sleep_awaiter shortPause() { return mini::sleep_for(5ms); }

template <typename Awaitable> auto twice(Awaitable Make) {
  Make(); // expect: coro-never-awaited
  return Make();
}

mini::task<> throughHelpers() {
  shortPause(); // expect: coro-never-awaited
  co_await shortPause();
  co_await twice(shortPause);
  auto Short = [] { return mini::sleep_for(1ms); };
  Short(); // expect: coro-never-awaited
  co_await Short();
}

void notACoroutine(mini::event &Event) {
  Event.wait(); // expect: coro-never-awaited
}

struct Gate {
  mini::event Open;
  auto pass() { return Open.wait(); }
  mini::task<> passTwice() {
    pass(); // expect: coro-never-awaited
    co_await pass();
  }
};

// An awaiter may be driven by hand, as awaiters do with one another.
struct Both {
  mini::event &First;
  bool await_ready() { return First.wait().await_ready(); }
  void await_suspend(std::coroutine_handle<> Waiting) {
    First.wait().await_suspend(Waiting);
  }
  void await_resume() {}
};

mini::task<> combined(mini::event &Event) { co_await Both{Event}; }

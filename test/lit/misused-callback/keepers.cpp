// RUN: %check %s
// renamed: keep-models
//
// What keeps a callable, calls it later, and has no use for what it gives. Started work
// may be meant to run on its own.

#include "mini/mini.h"

#include <functional>
#include <future>
#include <stop_token>
#include <thread>
#include <utility>

int Sum = 0;

mini::task<> lazy() {
  co_await mini::yield();
  ++Sum;
}
mini::future<> running() {
  co_await mini::yield();
  ++Sum;
}

void lazyOnes(std::stop_token Stop) {
  std::packaged_task<void()> Task([] { return lazy(); });
  // expect@-1: coro-misused-callback
  std::stop_callback OnStop(Stop, [] { return lazy(); });
  // expect@-1: coro-misused-callback
  std::function<void()> Slot = lazy; // expect: coro-never-awaited
  std::thread(lazy).detach(); // expect: coro-never-awaited
  Task();
  Slot();
}
void startedOnes(mini::loop &Loop) {
  std::function<void()> Slot = [] { return running(); };
  // expect-low@-1: coro-misused-callback
  Slot = running; // expect-low: coro-misused-callback
  Loop.post([]() -> mini::future<> { co_await running(); });
  // expect-low@-1: coro-misused-callback
  std::thread(running).detach(); // expect-low: coro-misused-callback
  Slot();
}

// RUN: %check %s
// renamed: keep-models
//
// A loop without a suspension point that waits for somebody else to change its
// condition keeps the event loop from running that somebody.

#include "mini/mini.h"

#include <atomic>
#include <chrono>
#include <future>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;

struct Worker {
  std::atomic<bool> Done{false};
  std::atomic<int> Left{3};
  bool finished() const { return Done.load(std::memory_order_acquire); }
};

mini::task<> empty(std::atomic<bool> &Flag) {
  while (!Flag.load()) { // expect: coro-blocking-call-in-loop
  }
  co_await mini::yield();
}

mini::task<> implicit(std::atomic<bool> &Flag, std::atomic<int> &Left) {
  while (!Flag) // expect: coro-blocking-call-in-loop
    ;
  co_await mini::yield();
  for (; Left > 0;) // expect: coro-blocking-call-in-loop
    ;
}

mini::task<> yields(const std::atomic<bool> &Flag) {
  while (!Flag.load()) // expect: coro-blocking-call-in-loop
    std::this_thread::yield();
  co_return;
}

mini::task<> inBody(std::atomic<bool> &Flag) {
  for (;;) { // expect: coro-blocking-call-in-loop
    if (Flag.load())
      break;
  }
  co_await mini::yield();
}

mini::task<> atLeastOnce(std::atomic<int> &Left) {
  do { // expect: coro-blocking-call-in-loop
    std::this_thread::yield();
  } while (Left.load() != 0);
  co_return;
}

mini::task<> helper(Worker &W) {
  while (!W.finished()) // expect: coro-blocking-call-in-loop
    std::this_thread::yield();
  co_await mini::yield();
  auto Busy = [&W] { return W.Left.load() > 0; };
  while (Busy()) { // expect: coro-blocking-call-in-loop
  }
}

mini::task<int> asked(std::future<int> &Future) {
  while (Future.wait_for(0s) != std::future_status::ready) { // expect: coro-blocking-call-in-loop
  }
  co_return Future.get();
}

mini::task<> device(const volatile int *Register) {
  while ((*Register & 1) == 0) { // expect: coro-blocking-call-in-loop
  }
  co_await mini::yield();
}

mini::task<> noAtomic(const bool &Done, mini::event &Event) {
  while (!Done) // expect: coro-blocking-call-in-loop
    std::this_thread::yield();
  while (!Event.is_set()) { // expect: coro-blocking-call-in-loop
  }
  co_return;
}

mini::task<> stop(std::stop_token Token) {
  while (!Token.stop_requested()) // expect: coro-blocking-call-in-loop
    std::this_thread::yield();
  co_return;
}

// It sleeps, so the sleep is the finding.
mini::task<> sleeps(std::atomic<bool> &Flag) {
  while (!Flag.load()) {
    std::this_thread::sleep_for(1ms); // expect: coro-blocking-call-in-loop
  }
  co_return;
}

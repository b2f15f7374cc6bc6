// RUN: %check %s
// renamed: keep-models
//
// Each spelling of a thread's sleep stops the event loop. The library's own
// timer, and things that only look like a sleep, do not.

#include "mini/mini.h"

#include <chrono>
#include <ctime>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<> standardSleeps() {
  std::this_thread::sleep_for(10ms); // expect: coro-blocking-call
  co_await mini::sleep_for(10ms);
  const auto Until = std::chrono::steady_clock::now() + 5ms;
  std::this_thread::sleep_until(Until); // expect: coro-blocking-call
  std::this_thread::yield();
}

mini::task<> posixSleeps() {
  ::sleep(1);   // expect: coro-blocking-call
  usleep(2000); // expect: coro-blocking-call
  timespec Span{0, 1000};
  nanosleep(&Span, nullptr); // expect: coro-blocking-call
  co_await mini::yield();
  clock_nanosleep(CLOCK_MONOTONIC, 0, &Span, nullptr); // expect: coro-blocking-call
}

mini::task<> shortNames() {
  namespace thread = std::this_thread;
  thread::sleep_for(1ms); // expect: coro-blocking-call
  using std::this_thread::sleep_for;
  sleep_for(2ms); // expect: coro-blocking-call
  using mini::yield;
  co_await yield();
}

// A duration, a clock and an identifier are values.
mini::task<std::chrono::milliseconds> values() {
  auto Sleep = std::chrono::duration_cast<std::chrono::milliseconds>(3s);
  auto Me = std::this_thread::get_id();
  if (Me == std::thread::id())
    Sleep = 0ms;
  co_await mini::sleep_for(Sleep);
  co_return Sleep;
}

int main() {
  mini::sync_wait(standardSleeps());
  mini::sync_wait(posixSleeps());
  mini::sync_wait(shortNames());
  std::this_thread::sleep_for(1ms);
  return mini::sync_wait(values()) > 1s ? 0 : 1;
}

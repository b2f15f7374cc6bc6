// RUN: %check %s
// renamed: keep-models
//
// Awaiters, generators and tasks in loops: whose body blocks, and how often?

#include "mini/mini.h"

#include <coroutine>
#include <optional>
#include <thread>
#include <unistd.h>
#include <vector>

struct Synced {
  int Fd;
  bool await_ready() const { return ::fsync(Fd) == 0; }
  void await_suspend(std::coroutine_handle<> Waiting) const {
    mini::loop::current().resume_soon(Waiting);
  }
  void await_resume() const noexcept {}
};

mini::task<> once(int Fd) {
  ::fsync(Fd); // expect: coro-blocking-call
  co_return;
}

mini::task<> turns(std::vector<int> Fds) {
  for (int Fd : Fds) {
    co_await Synced{Fd}; // expect: coro-blocking-call-in-loop
    co_await once(Fd);
    co_await mini::yield();
  }
  co_await Synced{0}; // expect: coro-blocking-call
}

mini::async_generator<char> bytes(int Fd) {
  char Byte = 0;
  while (::read(Fd, &Byte, 1) == 1) // expect: coro-blocking-call-in-loop
    co_yield Byte;
}

mini::async_generator<int> ticks(int N) {
  for (int I = 0; I < N; ++I) {
    co_yield I;
    ::usleep(10); // expect: coro-blocking-call-in-loop
  }
}

mini::task<int> consumes(int Fd) {
  int Sum = 0;
  auto Source = bytes(Fd);
  while (std::optional<char> Byte = co_await Source.next())
    Sum += *Byte;
  auto Clock = ticks(3);
  for (auto Tick = co_await Clock.next(); Tick; Tick = co_await Clock.next())
    Sum += *Tick;
  co_return Sum;
}

mini::detached heartbeat(int Fd, const bool &Alive) {
  while (Alive) {
    co_await mini::sleep_for(std::chrono::milliseconds(5));
    ::write(Fd, ".", 1); // expect: coro-blocking-call-in-loop
  }
}

mini::future<int> eager(std::vector<int> Fds) {
  int N = 0;
  for (int Fd : Fds)
    N += ::fsync(Fd); // expect: coro-blocking-call-in-loop
  co_await mini::yield();
  co_return N;
}

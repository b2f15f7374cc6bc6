// RUN: %check %s
// renamed: keep-models
//
// One call in each kind of loop. A call in a loop has the loop's finding only.

#include "mini/mini.h"

#include <chrono>
#include <thread>
#include <unistd.h>
#include <vector>

mini::task<> forLoop(int N) {
  for (int I = 0; I < N; ++I) {
    ::usleep(10); // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
  ::usleep(10); // expect: coro-blocking-call
}

mini::task<> whileLoop(int N) {
  ::usleep(10); // expect: coro-blocking-call
  while (N-- > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(N)); // expect: coro-blocking-call-in-loop
  co_return;
}

mini::task<> doLoop(int N) {
  do {
    ::usleep(10); // expect: coro-blocking-call-in-loop
    --N;
  } while (N > 0);
  co_await mini::yield();
}

mini::task<> rangeLoop(std::vector<int> Fds) {
  for (int Fd : Fds)
    ::fsync(Fd); // expect: coro-blocking-call-in-loop
  co_return;
}

mini::task<> gotoLoop(int N) {
again:
  ::usleep(10); // expect: coro-blocking-call-in-loop
  if (--N > 0)
    goto again;
  co_await mini::yield();
}

mini::task<> endless(int Fd) {
  for (;;) {
    co_await mini::sleep_for(std::chrono::milliseconds(10));
    if (Fd < 0)
      co_return;
    ::fsync(Fd); // expect: coro-blocking-call-in-loop
  }
}

mini::task<> nested(std::vector<std::vector<int>> Groups) {
  for (const auto &Group : Groups) {
    for (int Fd : Group)
      ::fsync(Fd); // expect: coro-blocking-call-in-loop
    ::usleep(1); // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
}

mini::task<> inside(std::vector<int> Fds, bool Durable) {
  for (int Fd : Fds) {
    if (Durable) {
      try {
        ::fsync(Fd); // expect: coro-blocking-call-in-loop
      } catch (int) {
        continue;
      }
    }
    switch (Fd) {
    case 0:
      ::usleep(1); // expect: coro-blocking-call-in-loop
      break;
    default:
      co_await mini::yield();
    }
  }
}

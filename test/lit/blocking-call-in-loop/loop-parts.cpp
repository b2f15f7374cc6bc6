// RUN: %check %s
// renamed: keep-models
//
// What of a loop runs once, and what runs each time.

#include "mini/mini.h"

#include <poll.h>
#include <unistd.h>
#include <vector>

int slow(int N) { return ::usleep(static_cast<useconds_t>(N)); }
std::vector<int> loaded(int N) { return std::vector<int>(slow(N) + 1); }

mini::task<int> forParts(int N) {
  int Sum = 0;
  for (int I = slow(N); I < N; ++I) { // expect: coro-blocking-call
    co_await mini::yield();
    Sum += I;
  }
  for (int I = 0; I < slow(N); ++I) // expect: coro-blocking-call-in-loop
    Sum += co_await [](int V) -> mini::task<int> { co_return V; }(I);
  for (int I = 0; I < N; I += slow(N) + 1) // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  co_return Sum;
}

mini::task<> whileConditions(int Fd) {
  pollfd Entry{Fd, POLLIN, 0};
  while (::poll(&Entry, 1, 100) == 0) // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  int N = 3;
  do {
    co_await mini::yield();
  } while (slow(--N) == 0 && N > 0); // expect: coro-blocking-call-in-loop
  while (int Got = slow(N)) { // expect: coro-blocking-call-in-loop
    N = Got;
    co_await mini::yield();
  }
}

mini::task<int> ranges(int N) {
  int Sum = 0;
  for (int Each : loaded(N)) { // expect: coro-blocking-call
    co_await mini::yield();
    Sum += Each;
  }
  for (auto All = loaded(N); int Each : All) { // expect: coro-blocking-call
    co_await mini::yield();
    Sum += Each;
  }
  co_return Sum;
}

mini::task<int> around(int N) {
  int Limit = slow(N); // expect: coro-blocking-call
  for (int I = 0; I < Limit; ++I)
    co_await mini::yield();
  if (N > 0)
    co_return slow(N); // expect: coro-blocking-call
  co_return Limit;
}

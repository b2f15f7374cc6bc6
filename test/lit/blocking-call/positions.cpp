// RUN: %check %s
// renamed: keep-models
//
// Wherever the call stands in the coroutine: conditions, operands, arguments,
// handlers, bindings.

#include "mini/mini.h"

#include <stdexcept>
#include <unistd.h>
#include <utility>

int slow(int N) { return ::usleep(static_cast<useconds_t>(N)); }
std::pair<int, int> both(int N) { return {slow(N), N}; }
int quick(int N) { return N + 1; }
mini::task<int> add(int A, int B) { co_return A + B; }

mini::task<int> conditions(int N) {
  if (slow(N) == 0) // expect: coro-blocking-call
    co_return quick(N);
  if (int Got = slow(N); Got < 0) // expect: coro-blocking-call
    co_return Got;
  switch (slow(N)) { // expect: coro-blocking-call
  case 0:
    co_return 1;
  default:
    break;
  }
  co_await mini::yield();
  co_return N > 3 ? slow(N) : quick(N); // expect: coro-blocking-call
}

mini::task<int> operands(int N) {
  int Sum = co_await add(quick(N), slow(N)); // expect: coro-blocking-call
  co_await mini::sleep_for(std::chrono::milliseconds(slow(N))); // expect: coro-blocking-call
  auto [A, B] = both(N); // expect: coro-blocking-call
  bool Fine = N > 0 && slow(N) == 0; // expect: coro-blocking-call
  int Values[] = {quick(1), slow(2)}; // expect: coro-blocking-call
  co_return Sum + A + B + Fine + Values[0];
}

mini::task<int> handlers(int N) {
  try {
    if (quick(N) < 0)
      throw std::runtime_error("negative");
  } catch (const std::runtime_error &) {
    slow(N); // expect: coro-blocking-call
  }
  co_await mini::yield();
  co_return quick(N);
}

mini::task<int> branches(int N) {
  int Got = 0;
  if (N > 10) {
    co_await mini::yield();
    Got = quick(N);
  } else {
    Got = slow(N); // expect: coro-blocking-call
  }
  (void)slow(N); // expect: coro-blocking-call
  co_return Got;
}

mini::async_generator<int> yields(int N) {
  co_yield quick(N);
  co_yield slow(N); // expect: coro-blocking-call
}

mini::task<int> tries(int N) try {
  co_await mini::yield();
  co_return slow(N); // expect: coro-blocking-call
} catch (const std::runtime_error &) {
  throw;
}

// RUN: %check %s
// renamed: no (that these are no cancellations is known by their names)
//
// Exceptions that say in their names that something else was aborted, where the library
// has a cancellation of its own: to try again is right.

#include "mini/mini.h"

#include <chrono>
#include <functional>
#include <stdexcept>
#include <vector>

int Again = 0;

struct transaction_aborted : std::runtime_error {
  using runtime_error::runtime_error;
};
struct OrderCanceled : std::runtime_error {
  using runtime_error::runtime_error;
};
struct aborted : std::runtime_error {
  using runtime_error::runtime_error;
};

mini::task<int> step(int N) {
  co_await mini::sleep_for(std::chrono::milliseconds(1));
  if (N == 1)
    throw transaction_aborted("conflict");
  if (N == 2)
    throw OrderCanceled("sold out");
  if (N == 3)
    throw aborted("conflict");
  co_return N;
}

mini::task<int> retries(int N) {
  for (;;) {
    try {
      co_return co_await step(N);
    } catch (const transaction_aborted &) {
      ++Again;
    } catch (const OrderCanceled &) {
      ++N;
    } catch (const aborted &) {
      ++Again;
    }
  }
}
mini::task<> goesOn(std::vector<std::function<mini::task<>()>> All) {
  for (auto &Each : All) {
    try {
      co_await Each();
    } catch (const mini::cancelled &) {
      throw;
    } catch (const std::exception &) {
      ++Again;
    }
  }
}

// The cancellation itself.
mini::task<int> swallows(int N) {
  for (;;) {
    try {
      co_return co_await step(N);
    } catch (const transaction_aborted &) {
      ++Again;
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Again;
    }
  }
}

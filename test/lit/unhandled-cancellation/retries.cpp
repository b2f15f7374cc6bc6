// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// Loops that try again: a stop is no reason for another attempt.

#include "mini/mini.h"

#include <exception>
#include <stdexcept>

using namespace std::chrono_literals;

int Attempts = 0;

mini::task<int> fetch() {
  co_await mini::sleep_for(5ms);
  if (Attempts < 3)
    throw std::runtime_error("busy");
  co_return Attempts;
}

mini::task<int> until_it_works() {
  while (true) {
    try {
      co_return co_await fetch();
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Attempts;
    }
  }
}

mini::task<int> a_few_times() {
  for (int I = 1;; ++I) {
    try {
      if (I > 1)
        co_await mini::sleep_for(I * 10ms);
      co_return co_await fetch();
    } catch (...) { // expect: coro-unhandled-cancellation
      if (I == 5)
        throw;
    }
  }
}

mini::task<int> last_error_kept() {
  std::exception_ptr Last;
  for (int I = 0; I != 3; ++I) {
    try {
      co_return co_await fetch();
    } catch (...) { // expect: coro-unhandled-cancellation
      Last = std::current_exception();
    }
  }
  std::rethrow_exception(Last);
}

template <typename Operation>
auto with_retries(Operation Run, int Left) -> decltype(Run()) {
  for (;;) {
    try {
      co_return co_await Run();
    } catch (...) { // expect: coro-unhandled-cancellation
      if (--Left == 0)
        throw;
    }
  }
}

mini::task<int> fetch_with_retries() {
  co_return co_await with_retries([] { return fetch(); }, 4);
}

// Errors are tried again, stops are not.
mini::task<int> errors_again() {
  for (int I = 1;; ++I) {
    try {
      co_return co_await fetch();
    } catch (const std::exception &) {
      if (I == 5)
        throw;
    }
  }
}

mini::task<int> stops_first() {
  while (true) {
    try {
      co_return co_await fetch();
    } catch (const mini::cancelled &) {
      throw;
    } catch (...) {
      ++Attempts;
    }
  }
}

// One attempt, and its failure is the caller's.
mini::task<int> not_again() {
  bool Tried = false;
  while (!Tried) {
    Tried = true;
    try {
      co_return co_await fetch();
    } catch (...) {
      ++Attempts;
      throw;
    }
  }
  co_return 0;
}

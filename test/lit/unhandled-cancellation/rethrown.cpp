// RUN: %check %s
//
// Many ways to let the cancellation go on, and some that only look so.

#include "mini/mini.h"

#include <exception>

using namespace std::chrono_literals;

int Errors = 0;
void note() { ++Errors; }

mini::task<> rethrows() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      note();
      throw;
    }
  }
}

mini::task<> rethrows_current() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      std::rethrow_exception(std::current_exception());
    }
  }
}

[[noreturn]] void give_up() {
  note();
  throw;
}
void count_and_throw() {
  note();
  throw;
}

mini::task<> rethrows_in_a_helper() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      give_up();
    }
  }
}

mini::task<> rethrows_deeper() {
  auto Handle = [] { count_and_throw(); };
  for (;;) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      Handle();
    }
  }
}

// Cleaning up needs an await, which no handler may have.
mini::task<int> rethrows_after_cleanup(mini::event &Closed) {
  std::exception_ptr Why;
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    Why = std::current_exception();
  }
  co_await Closed.wait();
  if (Why)
    std::rethrow_exception(Why);
  co_return 1;
}

mini::task<> rethrows_sometimes(bool Strict) {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      if (Strict)
        throw;
      note();
    }
  }
}

mini::task<int> keeps_it_for_nobody() {
  std::exception_ptr Why;
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    Why = std::current_exception();
  }
  co_return Why ? 0 : 1;
}

mini::task<> helper_only_notes() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      note();
    }
  }
}

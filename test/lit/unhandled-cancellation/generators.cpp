// RUN: %check %s
//
// Values that come one at a time: the cancellation comes out of next(), and a
// generator that swallows one gives further values.

#include "mini/mini.h"

#include <optional>

using namespace std::chrono_literals;

int Errors = 0;

mini::async_generator<int> ticks() {
  for (int I = 0;; ++I) {
    co_await mini::sleep_for(1ms);
    co_yield I;
  }
}

mini::async_generator<int> ticks_that_go_on() {
  for (int I = 0;; ++I) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
    co_yield I;
  }
}

mini::async_generator<int> ticks_with_a_last_one() {
  try {
    while (true) {
      co_await mini::sleep_for(1ms);
      co_yield 1;
    }
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
  co_yield -1;
}

mini::task<> next_in_the_block() {
  auto Ticks = ticks();
  while (true) {
    try {
      std::optional<int> Tick = co_await Ticks.next();
      if (!Tick)
        Ticks = ticks();
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

// A generator that is told to stop ends.
mini::async_generator<int> ticks_until_stopped() {
  try {
    for (int I = 0;; ++I) {
      co_await mini::sleep_for(1ms);
      co_yield I;
    }
  } catch (...) {
    ++Errors;
  }
}

mini::task<> loop_in_the_block() {
  auto Ticks = ticks();
  try {
    while (auto Tick = co_await Ticks.next())
      Errors += *Tick;
  } catch (...) {
    Errors = 0;
  }
}

// Nothing asynchronous is in a plain generator: `co_yield` to it cannot be
// cancelled.
mini::generator<int> numbers() {
  for (int I = 0; I != 10; ++I) {
    try {
      co_yield I;
    } catch (...) {
      ++Errors;
    }
  }
}

mini::task<int> sum_of_numbers() {
  int Sum = 0;
  try {
    for (int Number : numbers())
      Sum += Number;
  } catch (...) {
    co_return -1;
  }
  co_await mini::sleep_for(1ms);
  co_return Sum;
}

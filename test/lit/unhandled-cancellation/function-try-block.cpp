// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// The handler of a whole body: what it gives is what the caller sees.

#include "mini/mini.h"

#include <stdexcept>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<int> answers() try {
  co_await mini::sleep_for(1ms);
  co_return 1;
} catch (...) { // expect: coro-unhandled-cancellation
  co_return 0;
}

mini::task<> replaces() try {
  while (true)
    co_await mini::sleep_for(1ms);
} catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
  throw std::runtime_error("interrupted");
}

mini::task<> waits_in_a_helper();

mini::task<bool> second_handler() try {
  co_await waits_in_a_helper();
  co_return true;
} catch (const std::exception &) {
  co_return false;
} catch (...) { // expect: coro-unhandled-cancellation
  ++Errors;
  co_return false;
}

mini::task<> waits_in_a_helper() { co_await mini::sleep_for(1ms); }

// Nothing is left to do.
mini::task<> ends() try {
  while (true)
    co_await mini::sleep_for(1ms);
} catch (...) {
  ++Errors;
}

mini::task<int> passes_on() try {
  co_await mini::sleep_for(1ms);
  co_return 1;
} catch (...) {
  ++Errors;
  throw;
}

mini::task<int> only_errors() try {
  co_await mini::sleep_for(1ms);
  co_return 1;
} catch (const std::exception &) {
  co_return 0;
}

// A plain function's body.
int plain(int Value) try {
  if (Value < 0)
    throw std::invalid_argument("negative");
  return Value;
} catch (...) {
  return 0;
}

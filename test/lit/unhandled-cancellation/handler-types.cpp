// RUN: %check %s
//
// Only a handler whose type can be a cancellation swallows one. What cancels a
// sleep is not derived from std::exception.

#include "mini/mini.h"

#include <stdexcept>
#include <system_error>

using namespace std::chrono_literals;

int Seen = 0;

mini::task<> by_const_reference() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
      ++Seen;
    }
  }
}

mini::task<> by_value() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (mini::cancelled) { // expect: coro-unhandled-cancellation
    }
  }
}

using Stop = mini::cancelled;

mini::task<> by_alias_and_name() {
  for (int I = 0; I != 100; ++I) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const std::logic_error &) {
      ++Seen;
    } catch (Stop &Why) { // expect: coro-unhandled-cancellation
      (void)Why;
      continue;
    }
  }
}

mini::task<> after_other_handlers() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const std::exception &) {
      ++Seen;
    } catch (...) { // expect: coro-unhandled-cancellation
      --Seen;
    }
  }
}

// No standard exception is ever a mini::cancelled.
mini::task<> standard_ones_only() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const std::system_error &) {
      ++Seen;
    } catch (const std::exception &) {
      ++Seen;
    } catch (int) {
      ++Seen;
    }
  }
}

// A pointer to one is another type.
mini::task<> a_pointer() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled *) {
      ++Seen;
    }
  }
}

// The earlier handler lets it pass.
mini::task<> earlier_handler() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) {
      throw;
    } catch (...) {
      ++Seen;
    }
  }
}

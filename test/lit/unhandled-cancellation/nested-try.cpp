// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// Of several handlers around one await, the innermost that can catch the
// cancellation decides.

#include "mini/mini.h"

#include <stdexcept>

using namespace std::chrono_literals;

int Errors = 0;

// The inner handler catches no cancellation; the outer one ends the coroutine.
mini::task<> inner_harmless() {
  try {
    while (true) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (const std::exception &) {
        ++Errors;
      }
    }
  } catch (...) {
    --Errors;
  }
}

// The inner handler swallows; the outer one never sees it.
mini::task<> inner_swallows() {
  try {
    while (true) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) { // expect: coro-unhandled-cancellation
        ++Errors;
      }
    }
  } catch (const mini::cancelled &) {
    --Errors;
  }
}

// The inner handler passes it to an outer one within the same loop.
mini::task<> outer_swallows() {
  while (true) {
    try {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) {
        ++Errors;
        throw;
      }
    } catch (...) { // expect: coro-unhandled-cancellation
      --Errors;
    }
  }
}

// The error of the inner block's replacement is still caught here.
mini::task<int> replaced_then_answered() {
  try {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
      throw std::runtime_error("sleep");
    }
  } catch (const std::runtime_error &) {
    co_return 0;
  }
  co_return 1;
}

// A try block in a handler has nothing to do with the stop: it goes on from
// the outer handler.
void close_files() {
  if (Errors > 3)
    throw std::runtime_error("close");
}

mini::task<> cleans_up_and_rethrows() {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      try {
        close_files();
      } catch (...) {
        ++Errors;
      }
      throw;
    }
  }
}

// Rethrown where the inner handler ends, and the coroutine ends outside.
mini::task<> passed_outwards() {
  try {
    for (;;) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (const mini::cancelled &) {
        throw;
      } catch (...) {
        ++Errors;
      }
    }
  } catch (const mini::cancelled &) {
    --Errors;
  }
}

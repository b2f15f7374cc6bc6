// RUN: %check %s
// RUN: %fixes --check coro-unhandled-cancellation %s
//
// Handlers of whole functions, of closures, and of loops within loops.

#include "mini/mini.h"

#include <cstdio>
#include <string>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<> step() { co_await mini::sleep_for(1ms); }

mini::task<> whole_function() try {
  for (;;)
    co_await step();
} catch (...) {
  ++Errors;
}

mini::task<int> whole_function_answers() try {
  co_await step();
  co_return 1;
} catch (...) { // expect: coro-unhandled-cancellation
  co_return 0;
}

mini::task<> closure_swallows() {
  auto Quiet = []() -> mini::task<> {
    try {
      co_await step();
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  };
  for (;;)
    co_await Quiet();
}

mini::task<> closure_called_once() {
  auto Quiet = []() -> mini::task<> {
    try {
      co_await step();
    } catch (...) {
      ++Errors;
    }
  };
  co_await Quiet();
}

mini::task<> caller_looks_at_the_stop(mini::stop_token Stop) {
  auto Quiet = []() -> mini::task<> {
    try {
      co_await step();
    } catch (...) {
      ++Errors;
    }
  };
  while (!Stop.stop_requested())
    co_await Quiet();
}

// The inner loop is left, the outer one goes on.
mini::task<> leaves_the_inner_loop() {
  while (true) {
    for (int I = 0; I != 10; ++I) {
      try {
        co_await step();
      } catch (...) { // expect: coro-unhandled-cancellation
        break;
      }
    }
    ++Errors;
  }
}

mini::task<> leaves_both_loops() {
  while (true) {
    for (int I = 0; I != 10; ++I) {
      try {
        co_await step();
      } catch (...) {
        goto out;
      }
    }
  }
out:
  ++Errors;
}

// One handler, and one finding, for several awaits.
mini::task<> several_awaits() {
  while (true) {
    try {
      co_await step();
      co_await mini::yield();
      co_await step();
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
    co_await step();
  }
}

// The inner handler takes it: the outer one never sees it.
mini::task<> inner_takes_it() {
  while (true) {
    try {
      try {
        co_await step();
      } catch (...) { // expect: coro-unhandled-cancellation
        ++Errors;
      }
    } catch (...) {
      --Errors;
    }
  }
}

mini::task<> inner_replaces_it() {
  while (true) {
    try {
      try {
        co_await step();
      } catch (...) { // expect: coro-unhandled-cancellation
        throw std::runtime_error("step");
      }
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

mini::task<> inner_rethrows_outer_ends() {
  try {
    while (true) {
      try {
        co_await step();
      } catch (...) {
        ++Errors;
        throw;
      }
    }
  } catch (const mini::cancelled &) {
    std::puts("stopped");
  }
}

void on_error(std::exception_ptr) { ++Errors; }

[[noreturn]] void raise(std::exception_ptr Why) { std::rethrow_exception(Why); }

mini::task<> given_to_a_counter() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // expect: coro-unhandled-cancellation
      on_error(std::current_exception());
    }
  }
}

mini::task<> given_to_a_raiser() {
  while (true) {
    try {
      co_await step();
    } catch (...) {
      raise(std::current_exception());
    }
  }
}

mini::task<> kept_then_raised() {
  std::exception_ptr Why = nullptr;
  try {
    co_await step();
  } catch (...) {
    Why = std::current_exception();
  }
  ++Errors;
  if (Why != nullptr)
    raise(Why);
  co_await step();
}

mini::task<> nested_quietly() noexcept {
  try {
    co_await step();
  } catch (...) {
  }
}

mini::task<> each_in_a_range(std::vector<int> Items) {
  for (int Item : Items) {
    try {
      co_await mini::sleep_for(Item * 1ms);
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

mini::task<> each_in_a_range_whatever(std::vector<int> Items) {
  for (int Item : Items) {
    try {
      co_await mini::sleep_for(Item * 1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
      continue;
    }
    --Errors;
  }
}

mini::task<> in_a_destructor_like_stop(mini::stream &S) {
  try {
    co_await step();
  } catch (...) {
  }
  S.close();
}

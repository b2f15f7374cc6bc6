// RUN: %check %s
//
// Leaving the inner loop is not enough when an outer one goes on.

#include "mini/mini.h"

using namespace std::chrono_literals;

struct Counters {
  int Rounds = 0;
  int Broken = 0;
};

mini::task<> inner_breaks(Counters &C) {
  for (int Round = 0; Round != 100; ++Round) {
    for (int Step = 0; Step != 10; ++Step) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) { // expect: coro-unhandled-cancellation
        ++C.Broken;
        break;
      }
    }
    ++C.Rounds;
  }
}

mini::task<> inner_loop_guarded(Counters &C) {
  while (true) {
    try {
      for (int Step = 0; Step != 10; ++Step)
        co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++C.Broken;
    }
    ++C.Rounds;
  }
}

// Both loops are left, and the coroutine ends.
mini::task<> leaves_both(Counters &C) {
  for (int Round = 0; Round != 100; ++Round) {
    for (int Step = 0; Step != 10; ++Step) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) {
        ++C.Broken;
        goto done;
      }
    }
    ++C.Rounds;
  }
done:
  ++C.Rounds;
}

// A loop that only cleans up runs in the handler; then the coroutine ends.
mini::task<> cleans_in_a_loop(Counters &C) {
  try {
    for (;;)
      co_await mini::sleep_for(1ms);
  } catch (...) {
    for (int I = C.Broken; I > 0; --I)
      --C.Broken;
  }
}

// The loop that goes on has no suspension in it.
mini::task<> sums_up(Counters &C) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    ++C.Broken;
  }
  for (int I = 0; I != 3; ++I)
    C.Rounds += C.Broken;
}

// RUN: %check %s
//
// A catch-all within a loop: the loop takes its next turn after a stop, however
// the loop is spelled. Handlers around the loop, or that leave it, let it end.

#include "mini/mini.h"

#include <vector>

using namespace std::chrono_literals;

int Failures = 0;

mini::task<> poll_forever() {
  while (true) {
    try {
      co_await mini::sleep_for(10ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Failures;
    }
  }
}

mini::task<> count_down(int Turns) {
  for (int I = 0; I != Turns; ++I) {
    try {
      co_await mini::sleep_for(10ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      continue;
    }
    --Failures;
  }
}

mini::task<> at_least_once(int Turns) {
  do {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
    }
  } while (--Turns > 0);
}

mini::task<> each_of(std::vector<int> Delays) {
  for (int Delay : Delays)
    try {
      co_await mini::sleep_for(std::chrono::milliseconds(Delay));
    } catch (...) { // expect: coro-unhandled-cancellation
      Failures += Delay;
    }
}

mini::task<> jump_back(int Turns) {
again:
  try {
    co_await mini::sleep_for(5ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    ++Failures;
  }
  if (--Turns > 0)
    goto again;
}

// The handler is outside the loop, so the loop ends.
mini::task<> poll_until_stopped() {
  try {
    while (true)
      co_await mini::sleep_for(10ms);
  } catch (...) {
    ++Failures;
  }
}

// The handler leaves the loop, and nothing follows.
mini::task<> leave_the_loop() {
  for (;;) {
    try {
      co_await mini::sleep_for(10ms);
    } catch (...) {
      break;
    }
  }
  ++Failures;
}

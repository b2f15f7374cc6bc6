// RUN: %check %s
//
// A handler that asks whether it was a stop, or a loop that asks before its
// next turn, does not swallow it.

#include "mini/mini.h"

using namespace std::chrono_literals;

int Errors = 0;

mini::task<> handler_returns(mini::stop_token Stop) {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      if (Stop.stop_requested())
        co_return;
      ++Errors;
    }
  }
}

mini::task<int> handler_throws(mini::stop_token Stop) {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
      co_return 1;
    } catch (...) {
      Stop.throw_if_stopped();
      ++Errors;
    }
  }
}

mini::task<> handler_breaks(mini::stop_token Stop) {
  for (;;) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      ++Errors;
      if (Stop.stop_requested())
        break;
    }
  }
}

mini::task<> condition_asks(mini::stop_token Stop) {
  while (!Stop.stop_requested()) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      ++Errors;
    }
  }
}

mini::task<> body_asks(mini::stop_token Stop) {
  for (;;) {
    if (Stop.stop_requested())
      co_return;
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      ++Errors;
    }
  }
}

mini::task<> flag_asks() {
  bool Running = true;
  while (Running) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) {
      Running = false;
    }
  }
}

// The answer is not used.
mini::task<> asks_in_vain(mini::stop_token Stop) {
  while (true) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      if (Stop.stop_requested())
        ++Errors;
    }
  }
}

// Another flag decides about the loop.
mini::task<> other_flag() {
  bool Failed = false;
  while (Errors < 1000) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      Failed = true;
    }
  }
  Errors += Failed;
}

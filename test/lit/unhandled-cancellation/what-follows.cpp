// RUN: %check %s
//
// The same handler is right where the coroutine then ends and wrong where it
// goes on to wait for something else.

#include "mini/mini.h"

using namespace std::chrono_literals;

int State = 0;
void report(int What) { State = What; }

// A fibre that says why it ends.
mini::detached top_level() {
  try {
    co_await mini::sleep_for(1ms);
    co_await mini::sleep_for(2ms);
  } catch (...) {
    report(1);
  }
}

mini::task<> ends_after_work() {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    report(2);
  }
  report(3);
  if (State == 3)
    co_return;
  report(4);
}

mini::task<> waits_again(mini::event &Next) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) { // expect: coro-unhandled-cancellation
    report(5);
  }
  co_await Next.wait();
  report(6);
}

mini::task<> waits_on_one_branch(mini::event &Next, bool Again) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    report(7);
  }
  if (Again)
    co_await Next.wait();
}

// What follows is left out after a stop.
mini::task<> returns_at_once(mini::event &Next) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    report(8);
    co_return;
  }
  co_await Next.wait();
}

mini::task<> leaves_a_switch(int Mode, mini::event &Next) {
  switch (Mode) {
  case 0:
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      break;
    }
    report(9);
    break;
  case 1:
    try {
      co_await mini::sleep_for(1ms);
    } catch (...) {
      co_return;
    }
    break;
  default:
    co_return;
  }
  co_await Next.wait();
}

// `break` leaves only the switch: the loop goes on.
mini::task<> switch_in_a_loop(const int &Mode) {
  while (true) {
    switch (Mode) {
    case 0:
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) { // expect: coro-unhandled-cancellation
        break;
      }
    default:
      co_await mini::yield();
    }
  }
}

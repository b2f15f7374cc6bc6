// RUN: %check %s
//
// A loop that was given a stop token and neither asks it nor hands it on.

#include "mini/mini.h"

#include <stop_token>
#include <utility>

using namespace std::chrono_literals;

int Done = 0;

mini::task<> step() {
  co_await mini::yield();
  ++Done;
}
mini::task<> step_until(mini::stop_token Stop) {
  co_await mini::yield();
  Stop.throw_if_stopped();
  ++Done;
}

mini::task<> endless(mini::stop_token Stop) {
  while (true) { // expect-low: coro-unhandled-cancellation
    co_await step();
  }
}

mini::task<> standard_token(std::stop_token Stop) {
  for (;;) // expect-low: coro-unhandled-cancellation
    co_await step();
}

class Poller {
public:
  mini::task<> run() {
    while (true) { // expect-low: coro-unhandled-cancellation
      co_await step();
      ++Polls;
    }
  }
  mini::task<> run_until_stopped() {
    while (!Stop.stop_requested()) {
      co_await step();
      ++Polls;
    }
  }

private:
  mini::stop_token Stop;
  int Polls = 0;
};

mini::task<> asked(mini::stop_token Stop) {
  while (true) {
    if (Stop.stop_requested())
      co_return;
    co_await step();
  }
}

mini::task<> asked_by_standard_name(std::stop_token Stop) {
  for (; !Stop.stop_requested();)
    co_await step();
}

mini::task<> thrown(mini::stop_token Stop) {
  for (;;) {
    Stop.throw_if_stopped();
    co_await step();
  }
}

mini::task<> handed_on(mini::stop_token Stop) {
  while (true)
    co_await step_until(Stop);
}

// The loop ends by itself.
mini::task<> a_few_turns(mini::stop_token Stop) {
  for (int I = 0; I != 3; ++I)
    co_await step();
  Stop.throw_if_stopped();
}

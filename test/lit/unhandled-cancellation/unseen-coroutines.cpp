// RUN: %check %s
//
// A coroutine of which only a declaration is seen may swallow a cancellation:
// said with low certainty where the loop that awaits it would go on, also
// through coroutines in between, and never of one whose body is seen.

#include "mini/mini.h"

using namespace std::chrono_literals;

mini::task<> step();
mini::task<int> load(int Id);
mini::task<bool> wantsMore();

struct Store {
  virtual mini::task<int> find(int Id) = 0;
  mini::task<> flush();
  virtual ~Store() = default;
};

mini::task<> seenStep() { co_await mini::sleep_for(1ms); }

mini::task<> throughTwo() { co_await step(); }
mini::task<> throughOne() { co_await throughTwo(); }

mini::task<> loops() {
  while (true)
    co_await step(); // expect-low: coro-unhandled-cancellation {{'step'}}
}

mini::task<int> sums(Store &Data) {
  int Sum = 0;
  for (int Id = 0; Id != 100; ++Id) {
    Sum += co_await load(Id);      // expect-low: coro-unhandled-cancellation
    Sum += co_await Data.find(Id); // expect-low: coro-unhandled-cancellation
    co_await Data.flush();         // expect-low: coro-unhandled-cancellation
  }
  co_return Sum;
}

mini::task<> loopsThroughOthers() {
  for (;;)
    co_await throughOne(); // expect-low: coro-unhandled-cancellation {{'step'}}
}

template <class Work> mini::task<> repeat(Work Each) {
  for (int I = 0; I != 3; ++I)
    co_await Each();
}
mini::task<> repeats() {
  // A lambda in between.
  co_await repeat([]() -> mini::task<> { co_await step(); });
  auto Again = []() -> mini::task<> {
    for (;;)
      co_await step(); // expect-low: coro-unhandled-cancellation
  };
  co_await Again();
}

// A handler that swallows is worse than one that nobody has seen.
mini::task<> quietStep() {
  try {
    co_await step();
  } catch (...) { // expect: coro-unhandled-cancellation
  }
}
mini::task<> quietLoop() {
  for (;;)
    co_await quietStep();
}

// Once, or with the stop asked for: whatever it does, the coroutine ends.
mini::task<> once() {
  co_await step();
  co_await load(1);
}
mini::task<> asks(mini::stop_token Token) {
  while (!Token.stop_requested())
    co_await step();
}
mini::task<> asksAfterwards(mini::stop_token Token) {
  for (;;) {
    co_await step();
    if (Token.stop_requested())
      co_return;
  }
}
mini::task<> seen() {
  for (;;)
    co_await seenStep();
}

// RUN: %check %s
//
// What stands after a suspension point to undo what stands before it is left
// out when the coroutine is cancelled there, unless a destructor or a handler
// does it.

#include "mini/mini.h"

#include <utility>

using namespace std::chrono_literals;

int Active = 0;
bool Busy = false;

struct Session {
  void begin() { Open = true; }
  void end() { Open = false; }
  bool Open = false;
};

struct Count {
  explicit Count(int &Number) : Number(Number) { ++Number; }
  ~Count() { --Number; }
  int &Number;
};

mini::task<> counter() {
  ++Active;
  co_await mini::sleep_for(1ms); // expect-low: coro-unhandled-cancellation
  --Active;
}

mini::task<> flag() {
  Busy = true;
  co_await mini::sleep_for(1ms); // expect-low: coro-unhandled-cancellation
  Busy = false;
}

mini::task<> pair_of_calls(Session &S) {
  S.begin();
  co_await mini::sleep_for(1ms); // expect-low: coro-unhandled-cancellation
  S.end();
}

// Not seen yet: what take() takes is taken by its awaiter.
mini::task<> units(mini::semaphore &Slots) {
  co_await Slots.take(2);
  co_await mini::sleep_for(1ms);
  Slots.give_back(2);
}

// A destructor undoes it.
mini::task<> guarded() {
  Count Here(Active);
  co_await mini::sleep_for(1ms);
}

mini::task<> guarded_units(mini::semaphore &Slots) {
  auto Permit = co_await Slots.acquire();
  co_await mini::sleep_for(1ms);
}

// A handler undoes it.
mini::task<> handled(Session &S) {
  S.begin();
  try {
    co_await mini::sleep_for(1ms);
  } catch (...) {
    S.end();
    throw;
  }
  S.end();
}

// Undone before the suspension.
mini::task<> undone_first() {
  ++Active;
  --Active;
  co_await mini::sleep_for(1ms);
}

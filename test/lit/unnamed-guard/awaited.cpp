// RUN: %check %s
//
// An await gives a lock or a permit, and nobody keeps it: it is given back before the
// next statement.

#include "mini/mini.h"

#include <optional>
#include <tuple>
#include <utility>

int Sum = 0;
mini::mutex Mutex;
mini::semaphore Slots{2};

mini::task<> statement() {
  co_await Mutex.lock(); // expect: coro-unnamed-guard
  ++Sum;
}
mini::task<> permits() {
  co_await Slots.acquire(); // expect: coro-unnamed-guard
  ++Sum;
}
mini::task<> someUnits() {
  co_await mini::get_units(Slots, 2); // expect: coro-unnamed-guard
  ++Sum;
}
// A cast silences [[nodiscard]] and keeps nothing.
mini::task<> casts() {
  (void)co_await Mutex.lock(); // expect: coro-unnamed-guard
  ++Sum;
  static_cast<void>(co_await Slots.acquire()); // expect: coro-unnamed-guard
  ++Sum;
  std::ignore = co_await Slots.acquire(); // expect: coro-unnamed-guard
  ++Sum;
}
// What stands to the right of a comma ends at once as well.
mini::task<> behindComma() {
  ++Sum, co_await Mutex.lock(); // expect: coro-unnamed-guard
  ++Sum;
}
mini::task<> branches(bool First) {
  First ? co_await Slots.acquire() // expect: coro-unnamed-guard
        : co_await Slots.acquire(); // expect: coro-unnamed-guard
  if (First)
    co_await Mutex.lock(); // expect: coro-unnamed-guard
  else
    (co_await Mutex.lock()); // expect: coro-unnamed-guard
  ++Sum;
}
mini::task<> loops() {
  for (co_await Mutex.lock(); Sum < 10; // expect: coro-unnamed-guard
       ++Sum)
    co_await Slots.acquire(); // expect: coro-unnamed-guard
  do {
    co_await Slots.acquire(); // expect: coro-unnamed-guard
    ++Sum;
  } while (Sum < 20);
}
mini::task<> cases(int N) {
  switch (N) {
  case 0:
    co_await Mutex.lock(); // expect: coro-unnamed-guard
    ++Sum;
    break;
  default:
    co_await Slots.acquire(); // expect: coro-unnamed-guard
  }
}
mini::task<> handlers() {
  try {
    co_await Slots.acquire(); // expect: coro-unnamed-guard
    ++Sum;
  } catch (...) {
    Sum = 0;
    throw;
  }
}

// A helper coroutine gives it.
mini::task<mini::lock_guard> locked() { co_return co_await Mutex.lock(); }
mini::task<std::optional<mini::permit>> lockedIfFree() {
  if (!Slots.try_take(1))
    co_return std::nullopt;
  co_return mini::permit(Slots);
}
mini::task<> throughHelpers() {
  co_await locked(); // expect: coro-unnamed-guard
  ++Sum;
  co_await lockedIfFree(); // expect: coro-unnamed-guard
  ++Sum;
}

template <class Lockable> mini::task<> counted(Lockable &Each) {
  co_await Each.lock(); // expect: coro-unnamed-guard
  ++Sum;
}
mini::task<> templates() { co_await counted(Mutex); }

struct counter {
  mini::mutex Own;
  int Count = 0;
  mini::task<> count() {
    co_await Own.lock(); // expect: coro-unnamed-guard
    ++Count;
  }
  mini::task<> countIn() {
    auto Step = [this]() -> mini::task<> {
      co_await Own.lock(); // expect: coro-unnamed-guard
      ++Count;
    };
    co_await Step();
  }
};

#define TAKE(M) co_await (M).lock()
mini::task<> macros() {
  TAKE(Mutex); // expect: coro-unnamed-guard
  ++Sum;
}

mini::task<> program() {
  co_await statement();
  co_await permits();
  co_await someUnits();
  co_await casts();
  co_await behindComma();
  co_await branches(true);
  co_await loops();
  co_await cases(0);
  co_await handlers();
  co_await throughHelpers();
  co_await templates();
  counter C;
  co_await C.count();
  co_await C.countIn();
  co_await macros();
}

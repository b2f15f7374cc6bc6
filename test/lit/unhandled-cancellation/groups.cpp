// RUN: %check %s
//
// Awaiting many at once delivers their cancellation too.

#include "mini/mini.h"

#include <utility>
#include <vector>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<int> part(int I) {
  co_await mini::sleep_for(1ms);
  co_return I;
}
mini::task<> part_without_value() { co_await mini::sleep_for(1ms); }

mini::task<int> both_or_nothing() {
  try {
    auto [A, B] = co_await mini::when_all(part(1), part(2));
    co_return A + B;
  } catch (...) { // expect: coro-unhandled-cancellation
    co_return 0;
  }
}

mini::task<> rounds() {
  while (true) {
    std::vector<mini::task<>> Parts;
    for (int I = 0; I != 3; ++I)
      Parts.push_back(part_without_value());
    try {
      co_await mini::when_all(std::move(Parts));
    } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

mini::task<> each_part_in_a_lambda() {
  auto Careless = [](int I) -> mini::task<int> {
    try {
      co_return co_await part(I);
    } catch (...) { // expect: coro-unhandled-cancellation
      co_return 0;
    }
  };
  auto [A, B] = co_await mini::when_all(Careless(1), Careless(2));
  Errors += A + B;
}

mini::task<> the_first(mini::event &Next) {
  try {
    auto First = co_await mini::when_any(part(1), part(2));
    Errors += First.given;
  } catch (...) { // expect: coro-unhandled-cancellation
    Errors = 0;
  }
  co_await Next.wait();
}

// The scope is told to stop and waited for, and the cancellation goes on.
mini::task<> scope_stops() {
  mini::scope Scope;
  bool Stopped = false;
  Scope.spawn(part_without_value());
  try {
    co_await mini::sleep_for(5ms);
  } catch (const mini::cancelled &) {
    Scope.request_stop();
    Stopped = true;
  }
  co_await Scope.join();
  if (Stopped)
    throw mini::cancelled{};
}

// Its own end is all that follows.
mini::task<> joins_at_the_end() {
  mini::scope Scope;
  Scope.spawn(part_without_value());
  try {
    co_await Scope.join();
  } catch (...) {
    ++Errors;
  }
}

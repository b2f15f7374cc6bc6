// RUN: %check %s
//
// Made in one turn of a loop at most, and awaited after it.

#include "mini/mini.h"

#include <optional>
#include <utility>

int Sum = 0;

mini::task<int> count();

mini::task<> at_its_turn(int Which) {
  std::optional<mini::task<int>> Held;
  for (int I = 0; I != 5; ++I)
    if (I == Which)
      Held = count();
  if (Held)
    Sum += co_await std::move(*Held);
}
mini::task<> at_its_turn_and_more(int Which, bool Wanted) {
  std::optional<mini::task<int>> Held;
  for (int I = 9; I > 0; I -= 2) {
    if (Wanted && (Which == I)) {
      ++Sum;
      Held = count();
    }
  }
  if (Held)
    Sum += co_await std::move(*Held);
}

mini::task<> in_many_turns(int Which) {
  std::optional<mini::task<int>> Held;
  for (int I = 0; I != 5; ++I)
    if (I >= Which)
      Held = count(); // expect: coro-never-awaited
  if (Held)
    Sum += co_await std::move(*Held);
}
mini::task<> in_each_other_turn(int Which) {
  std::optional<mini::task<int>> Held;
  for (int I = 0; I != 5; ++I)
    if (I == Which)
      ++Sum;
    else
      Held = count(); // expect: coro-never-awaited
  if (Held)
    Sum += co_await std::move(*Held);
}
mini::task<> by_another_variable(int Which, int Chosen) {
  std::optional<mini::task<int>> Held;
  for (int I = 0; I != 5; ++I)
    if (Chosen == Which)
      Held = count(); // expect: coro-never-awaited
  if (Held)
    Sum += co_await std::move(*Held);
}

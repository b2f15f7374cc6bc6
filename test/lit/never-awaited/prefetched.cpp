// RUN: %check %s
//
// A task is made while the last one of the same place waits in another variable: both are
// awaited.

#include "mini/mini.h"

#include <utility>

mini::task<int> fetch(int Id);

mini::task<int> exchanged() {
  auto Next = fetch(0);
  for (int I = 1; I <= 3; ++I) {
    auto Now = std::exchange(Next, fetch(I));
    co_await std::move(Now);
  }
  co_return co_await std::move(Next);
}
mini::task<int> moved() {
  auto Next = fetch(0);
  for (int I = 1; I <= 3; ++I) {
    auto Now = std::move(Next);
    Next = fetch(I);
    co_await std::move(Now);
  }
  co_return co_await std::move(Next);
}

// Those that are lost.
mini::task<int> overwritten() {
  auto Next = fetch(0); // expect: coro-never-awaited
  for (int I = 1; I <= 3; ++I)
    Next = fetch(I); // expect: coro-never-awaited
  co_return co_await std::move(Next);
}
mini::task<int> theLastIsLost() {
  auto Next = fetch(0);
  for (int I = 1; I <= 3; ++I) {
    auto Now = std::exchange(Next, fetch(I)); // expect: coro-never-awaited
    co_await std::move(Now);
  }
  co_return 0;
}

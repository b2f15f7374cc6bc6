// RUN: %check %s
//
// A task that was made before a loop is used in each turn of it: loops of every kind.

#include "mini/mini.h"

#include <stdexcept>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();

mini::task<> counted() {
  auto Work = make();
  for (int I = 0;; ++I) {
    co_await std::move(Work); // expect: coro-double-await
    if (I == 3)
      break;
  }
}
mini::task<> ranged(const std::vector<int> &All) {
  auto Work = make(); // expect: coro-never-awaited
  for (int Each : All)
    if (Each > 0)
      co_await takes(std::move(Work)); // expect: coro-double-await
}
mini::task<> endless() {
  auto Work = make();
  for (;;) {
    co_await std::move(Work); // expect: coro-double-await
    if (flip())
      co_return;
  }
}
mini::task<> byGoto() {
  auto Work = make();
again:
  co_await std::move(Work); // expect: coro-double-await
  if (flip())
    goto again;
}
mini::task<> attempts(mini::task<> Work) {
  for (int Try = 0; Try != 3; ++Try) {
    bool Failed = false;
    try {
      co_await takes(std::move(Work)); // expect: coro-double-await
    } catch (const std::runtime_error &) {
      Failed = true;
    }
    if (!Failed)
      co_return;
    co_await mini::yield();
  }
}
mini::task<> spawnedInEachTurn() {
  auto Work = make(); // expect: coro-never-awaited
  while (flip())
    mini::spawn(std::move(Work)); // expect: coro-double-await
}
mini::task<> nested() {
  for (int I = 0; I != 2; ++I) {
    auto Work = make();
    do {
      co_await std::move(Work); // expect: coro-double-await
    } while (flip());
  }
}
mini::task<> continued(const std::vector<int> &All) {
  auto Work = make(); // expect: coro-never-awaited
  for (int Each : All) {
    if (Each == 0)
      continue;
    co_await takes(std::move(Work)); // expect: coro-double-await
    if (Each == 1)
      break;
  }
}
// Near misses: made in the turn, or used in the last one.
mini::task<> madeInTheTurn(const std::vector<int> &All) {
  for (int Each : All) {
    auto Work = make();
    if (Each > 0)
      co_await std::move(Work);
    else
      co_await takes(std::move(Work));
  }
}
mini::task<> lastTurn() {
  auto Work = make();
  while (true) {
    if (flip()) {
      co_await mini::yield();
      continue;
    }
    co_await takes(std::move(Work));
    break;
  }
}
mini::task<> toReturn(mini::task<> Work) {
  for (;;) {
    if (flip())
      co_return co_await std::move(Work);
    co_await mini::yield();
  }
}

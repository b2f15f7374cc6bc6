// RUN: %check %s
//
// Near misses: loops that are known to have a turn, in which the task is awaited. True:
// loops that may have none, and turns that leave it.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }

mini::task<> overList() {
  auto Work = make();
  for (int I : {1, 2}) {
    if (I > 5)
      continue;
    co_await Work;
  }
}
mini::task<> overArray() {
  auto Work = make();
  int Some[] = {1, 2};
  for (int Each : Some)
    co_await Work;
}
mini::task<> countedDown() {
  auto Work = make();
  int Left = 2;
  while (Left-- > 0) {
    co_await std::move(Work);
    break;
  }
}
mini::task<> countedDownBefore() {
  auto Work = make();
  int Left = 2;
  while (--Left) {
    co_await std::move(Work);
    break;
  }
}
mini::task<> firstTurnOnly() {
  auto First = make();
  for (int Try = 0; Try != 3; ++Try) {
    if (Try == 0)
      co_await std::move(First);
    else
      co_await make();
  }
}
mini::task<> firstTurnOfMany(int Most) {
  auto First = make();
  for (int Try = 0;; ++Try) {
    if (Try == 0)
      co_await std::move(First);
    if (Try >= Most)
      co_return;
  }
}

mini::task<> overNothing(std::vector<int> Some) {
  auto Work = make(); // expect: coro-never-awaited
  for (int Each : Some)
    co_await Work;
}
mini::task<> leftOutInBoth() {
  auto Work = make(); // expect: coro-never-awaited
  for (int I : {1, 7}) {
    if (I > 5)
      co_await Work;
    if (I < 5)
      co_return;
  }
}
mini::task<> noneLeft() {
  auto Work = make(); // expect: coro-never-awaited
  int Left = 0;
  while (Left-- > 0)
    co_await Work;
}
mini::task<> ofParameter(int Try = 0) {
  auto Work = make(); // expect: coro-never-awaited
  ++Try;
  if (Try == 0)
    co_await Work;
}

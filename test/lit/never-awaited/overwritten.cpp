// RUN: %check %s
//
// A task that is overwritten is destroyed unrun; reported where it was made.

#include "mini/mini.h"

#include <optional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> assignedTwice() {
  auto Work = flush(1); // expect: coro-never-awaited
  Work = flush(2);
  co_await std::move(Work);
  Work = flush(3);
  co_await std::move(Work);
}

mini::task<> assignedInBranch(bool Urgent) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Urgent)
    Work = flush(2);
  co_await std::move(Work);
}

mini::task<> assignedInEach(bool Urgent) {
  mini::task<> Work;
  if (Urgent)
    Work = flush(2);
  else
    Work = flush(3);
  co_await std::move(Work);
}

mini::task<> emptied() {
  auto Work = flush(1); // expect: coro-never-awaited
  Work = {};
  auto Other = flush(2); // expect: coro-never-awaited
  Other = mini::task<>();
  co_await flush(3);
}

mini::task<> byMove() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Second = flush(2);
  First = std::move(Second);
  co_await std::move(First);
}

mini::task<> optionals() {
  std::optional<mini::task<>> Work = flush(1); // expect: coro-never-awaited
  Work = flush(2);                             // expect: coro-never-awaited
  Work.emplace(flush(3));                      // expect: coro-never-awaited
  Work.reset();
  Work.emplace(flush(4));
  co_await std::move(*Work);
}

mini::task<int> retried(int Tries) {
  mini::task<int> Number = count();
  for (int I = 0; I < Tries; ++I) {
    int Got = co_await std::move(Number);
    if (Got > 0)
      co_return Got;
    Number = count();
  }
  co_return co_await std::move(Number);
}

mini::task<> elements() {
  std::vector<mini::task<>> Works(2);
  Works[0] = flush(1);
  Works[1] = flush(2);
  for (auto &Work : Works)
    co_await std::move(Work);
}

void replace(mini::task<> &Work) { Work = flush(9); }

mini::task<> throughHelper() {
  auto Work = flush(1); // expect: coro-never-awaited
  replace(Work);
  co_await std::move(Work);
  mini::task<> Later;
  replace(Later);
  co_await std::move(Later);
}

// A closure that is running takes what the variable has then.
mini::task<> takenByAClosure() {
  auto Work = flush(1);
  auto Body = [&]() -> mini::task<> {
    for (int I = 0; I != 2; ++I)
      co_await std::move(Work);
  };
  auto Running = mini::start(Body());
  co_await std::suspend_never();
  Work = flush(2);
  co_await std::move(Running);
}
mini::task<> noClosureHasIt() {
  auto Work = flush(1);
  auto Other = flush(2);
  co_await [&]() -> mini::task<> { co_await std::move(Other); }();
  co_await std::move(Work);
  Work = flush(3); // expect: coro-never-awaited
}

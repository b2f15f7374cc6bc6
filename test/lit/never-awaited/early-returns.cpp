// RUN: %check %s
//
// One path leaves before the task is awaited.

#include "mini/mini.h"

#include <cstdlib>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
mini::task<bool> connected();
[[noreturn]] void fail();

mini::task<> leavesEarly(bool Stopped) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Stopped)
    co_return;
  co_await std::move(Work);
}

mini::task<int> leavesAfterAwait() {
  auto Number = count(); // expect: coro-never-awaited
  if (!co_await connected())
    co_return 0;
  co_return co_await std::move(Number);
}

mini::task<> oneBranch(bool Urgent) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Urgent)
    co_await std::move(Work);
}

mini::task<> bothBranches(bool Urgent) {
  auto Work = flush(1);
  if (Urgent)
    co_await std::move(Work);
  else
    mini::spawn(std::move(Work));
}

mini::task<> everyReturn(bool Stopped) {
  auto Work = flush(1);
  if (Stopped) {
    co_await std::move(Work);
    co_return;
  }
  co_await flush(2);
  co_await std::move(Work);
}

mini::task<> createdLate(bool Stopped) {
  if (Stopped)
    co_return;
  auto Work = flush(1);
  co_await std::move(Work);
}

mini::task<> endsTheProgram(bool Broken, int Code) {
  auto Work = flush(1);
  if (Broken)
    fail();
  if (Code != 0)
    std::abort();
  co_await std::move(Work);
}

mini::task<int> ladder(int Kind) {
  auto Number = count(); // expect: coro-never-awaited
  if (Kind == 0)
    co_return co_await std::move(Number);
  else if (Kind == 1)
    co_return 1 + co_await std::move(Number);
  else if (Kind == 2)
    co_return 2;
  co_return co_await Number;
}

mini::task<> logicalOperators(bool Ready) {
  auto First = connected(); // expect: coro-never-awaited
  if (Ready && co_await std::move(First))
    co_await flush(1);
  auto Second = connected();
  if (co_await std::move(Second) && Ready)
    co_await flush(2);
}

void plain(bool Later, mini::scope &Scope) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Later)
    return;
  Scope.spawn(std::move(Work));
}

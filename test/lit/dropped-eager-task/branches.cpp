// RUN: %check %s
//
// Eager tasks that are awaited on some paths, or on all of them but late.

#include "mini/mini.h"

#include <stdexcept>
#include <utility>

mini::future<> save(int Id);
mini::future<int> load(int Id);
void check(int Id);

mini::task<> startedThenAwaited() {
  auto First = save(1);
  auto Second = load(2);
  check(co_await std::move(Second));
  co_await First;
}

mini::task<> assignedInABranch(bool Wanted) {
  mini::future<> Saved;
  if (Wanted)
    Saved = save(1); // expect: coro-dropped-eager-task
  check(1);
  co_return;
}

mini::task<> sameCondition(bool Wanted) {
  mini::future<> Saved;
  if (Wanted)
    Saved = save(1);
  check(1);
  if (Wanted)
    co_await std::move(Saved);
}

mini::task<> asksTheFuture(bool Wanted) {
  mini::future<> Saved;
  if (Wanted)
    Saved = save(1);
  if (Saved.valid())
    co_await Saved;
}

mini::task<int> leavesEarly(int Id) {
  auto Loaded = load(Id); // expect: coro-dropped-eager-task
  if (Id < 0)
    co_return 0;
  co_return co_await std::move(Loaded);
}

mini::task<int> bothPaths(int Id) {
  auto Loaded = load(Id);
  if (Id < 0)
    co_return -co_await std::move(Loaded);
  co_return co_await std::move(Loaded);
}

mini::task<int> throws(int Id) {
  auto Loaded = load(Id);
  if (Id < 0)
    throw std::invalid_argument("id");
  check(Id);
  co_return co_await Loaded;
}

mini::task<> overwritten() {
  auto Saved = save(1); // expect: coro-dropped-eager-task
  Saved = save(2);
  co_await Saved;
  Saved = save(3);
  co_await Saved;
}

mini::task<> switches(int Kind) {
  auto Saved = save(Kind); // expect: coro-dropped-eager-task
  switch (Kind) {
  case 0:
    co_await Saved;
    break;
  case 1:
    co_return;
  default:
    co_await std::move(Saved);
  }
}

mini::task<> loops(int N) {
  for (int I = 0; I < N; ++I) {
    auto Saved = save(I); // expect: coro-dropped-eager-task
    if (I == 3)
      break;
    co_await std::move(Saved);
  }
  auto Next = load(0);
  while (int Got = co_await std::move(Next)) {
    Next = load(Got);
    check(Got);
  }
}

mini::task<bool> onlyLooksAt() {
  auto Saved = save(1); // expect: coro-dropped-eager-task
  co_return Saved.ready();
}

mini::task<int> initStatement(bool Wanted) {
  if (auto Loaded = load(1); Wanted) // expect: coro-dropped-eager-task
    co_return co_await Loaded;
  auto Chosen = Wanted ? load(2) : load(3);
  co_return co_await Chosen;
}

// RUN: %check %s
//
// Ways to run a task without awaiting it here, and what is forgotten with them.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
mini::detached beat();

mini::task<> spawns(mini::executor &Where) {
  mini::spawn(flush(1));
  auto Second = flush(2);
  mini::spawn(Where, std::move(Second));
  beat();
  auto Beat = beat();
  mini::scope Scope;
  Scope.spawn(flush(3));
  auto Fourth = flush(4);
  Scope.spawn(std::move(Fourth));
  co_await Scope.join();
}

mini::task<> joinForgotten() {
  mini::scope Scope;
  Scope.spawn(flush(1));
  Scope.join(); // expect: coro-never-awaited
  co_await Scope.join();
}

mini::task<int> joins() {
  auto First = flush(1);
  auto Number = count();
  co_await mini::when_all(std::move(First), std::move(Number));
  auto [Nothing, Got] = co_await mini::when_all(flush(2), count());
  auto Third = flush(3);
  auto Fourth = flush(4);
  auto Both = mini::when_all(std::move(Third), std::move(Fourth));
  co_await std::move(Both);
  co_await mini::when_any(flush(5), flush(6));
  co_return Got;
}

mini::task<> joinNotAwaited(bool Wanted) {
  auto First = flush(1);
  auto Second = flush(2);
  mini::when_all(std::move(First), std::move(Second));
  // expect@-1: coro-never-awaited
  auto Third = count();
  auto Fourth = count();
  auto Race = mini::when_any(std::move(Third), std::move(Fourth));
  // expect@-1: coro-never-awaited
  if (Wanted)
    co_await std::move(Race);
}

mini::task<> onSomePath(bool Wanted, mini::scope &Scope) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Wanted)
    Scope.spawn(std::move(Work));
  co_await Scope.join();
}

mini::task<> inALoop(int N) {
  mini::scope Scope;
  for (int I = 0; I < N; ++I) {
    auto Work = flush(I);
    Scope.spawn(std::move(Work));
    if (I % 2 == 0)
      flush(-I); // expect: coro-never-awaited
  }
  co_await Scope.join();
}

mini::task<> offloads(int N) {
  co_await mini::to_thread([N] { return N * N; });
  mini::to_thread([N] { return N * N; }); // expect: coro-never-awaited
  auto Lost = mini::to_thread([] {});     // expect: coro-never-awaited
}

int blocks() {
  mini::sync_wait(flush(1));
  auto Work = count();
  auto Lost = count(); // expect: coro-never-awaited
  return mini::sync_wait(std::move(Work));
}

int main() {
  mini::loop Loop;
  Loop.post([] { mini::spawn(flush(1)); });
  flush(2); // expect: coro-never-awaited
  Loop.run();
  return blocks();
}

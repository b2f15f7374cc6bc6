// RUN: %check %s
//
// Tasks that are made in the header of an if, a switch or a loop.

#include "mini/mini.h"

#include <optional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
mini::task<bool> more();
std::vector<mini::task<>> flushAll();
std::optional<mini::task<>> tryFlush();

mini::task<> ifs(bool Wanted) {
  if (auto Work = flush(1); Wanted) // expect: coro-never-awaited
    co_await std::move(Work);
  if (auto Work = flush(2); Work.valid())
    co_await std::move(Work);
  if (auto Work = flush(3); Wanted)
    co_await std::move(Work);
  else
    mini::spawn(std::move(Work));
  if (auto Work = flush(4); Wanted) // expect: coro-never-awaited
    co_await flush(5);
  if (int Number = co_await count(); Number > 0)
    co_await flush(Number);
  if (auto Work = tryFlush())
    co_await std::move(*Work);
  if (flush(6); Wanted) // expect: coro-never-awaited
    co_await flush(7);
}

mini::task<int> switches() {
  switch (auto Number = count(); co_await count()) {
  // expect@-1: coro-never-awaited
  case 0:
    co_return co_await std::move(Number);
  default:
    break;
  }
  switch (auto Number = count(); co_await count()) {
  case 0:
    co_return co_await std::move(Number);
  default:
    co_return 1 + co_await std::move(Number);
  }
}

mini::task<> loops(int N) {
  for (auto Work = flush(1); N > 0; --N) { // expect: coro-never-awaited
    co_await std::move(Work);
    co_return;
  }
  for (auto Work = flush(2);;) {
    co_await std::move(Work);
    break;
  }
  for (auto &Work : flushAll())
    co_await std::move(Work);
  for (auto Works = flushAll(); auto &Work : Works)
    co_await std::move(Work);
  for (auto Lost = flush(3); auto &Work : flushAll())
    // expect@-1: coro-never-awaited
    mini::spawn(std::move(Work));
  while (auto Work = tryFlush())
    co_await std::move(*Work);
  while (co_await more())
    co_await flush(4);
}

mini::task<> forEachLost(int N) {
  for (auto &Work : flushAll()) { // expect: coro-never-awaited
    if (Work.valid())
      --N;
  }
  co_await flush(N);
}

void inLambda(bool Wanted) {
  auto Start = [Wanted] {
    if (auto Work = flush(1); Wanted) // expect: coro-never-awaited
      mini::spawn(std::move(Work));
  };
  Start();
}

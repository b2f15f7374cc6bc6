// RUN: %check %s
//
// What an endless loop holds and never takes is lost on the paths that lead
// there, whatever happens to it on others.

#include "mini/mini.h"

#include <optional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<bool> more();

mini::task<> neverTaken() {
  auto Work = flush(0); // expect: coro-never-awaited
  for (;;)
    co_await flush(1);
}

mini::task<> onePathOnly(bool Wanted) {
  auto Work = flush(0); // expect: coro-never-awaited {{on some paths}}
  if (Wanted)
    co_await std::move(Work);
  while (true)
    co_await flush(1);
}

mini::task<> inACase(int Kind) {
  std::optional<mini::task<>> Work;
  switch (Kind) {
  case 0:
    Work = flush(0); // expect: coro-never-awaited {{on some paths}}
    break;
  default:
    co_return;
  }
  if (co_await more())
    co_await std::move(*Work);
  for (;;)
    co_await flush(1);
}

template <typename Task> mini::task<> inTemplate(Task Work, bool Wanted) {
  Task Mine = std::move(Work);
  if (Wanted) {
    co_await std::move(Mine);
    co_return;
  }
  for (;;)
    co_await mini::yield();
}

mini::task<> useTemplate(bool Wanted) {
  co_await inTemplate(flush(0), Wanted); // expect: coro-never-awaited
}

mini::task<> inContainer(bool Wanted) {
  std::vector<mini::task<>> Works; // expect@+1: coro-never-awaited
  Works.push_back(flush(0));
  if (Wanted)
    for (auto &Each : Works)
      co_await std::move(Each);
  else
    for (;;)
      co_await flush(1);
}

mini::task<> takenInTheLoop(bool Wanted) {
  auto Work = flush(0);
  bool Done = false;
  if (Wanted) {
    co_await std::move(Work);
    Done = true;
  }
  for (;;) {
    if (!Done && co_await more()) {
      co_await std::move(Work);
      Done = true;
    }
    co_await mini::yield();
  }
}

mini::task<> replacedInTheLoop() {
  auto Next = flush(0);
  for (int Id = 1;; ++Id) {
    co_await std::move(Next);
    Next = flush(Id);
  }
}

mini::task<> takenAfterAnError(bool Wanted) {
  auto Work = flush(0);
  if (Wanted) {
    co_await std::move(Work);
    co_return;
  }
  bool Failed = false;
  try {
    for (;;)
      co_await flush(1);
  } catch (const std::exception &) {
    Failed = true;
  }
  if (Failed)
    co_await std::move(Work);
}

mini::task<> handedOver(bool Wanted) {
  auto Work = flush(0);
  if (Wanted)
    co_await std::move(Work);
  else
    mini::spawn(std::move(Work));
  for (;;)
    co_await flush(1);
}

// RUN: %check %s
//
// Loops that leave, or take their next turn, before the task is awaited.

#include "mini/mini.h"

#include <utility>
#include <vector>

struct Item {
  int Id;
  bool Skip;
};

mini::task<> flush(int Id);
mini::task<bool> more();
mini::task<int> count();

mini::task<> continues(const std::vector<Item> &Items) {
  for (const Item &I : Items) {
    auto Work = flush(I.Id); // expect: coro-never-awaited
    if (I.Skip)
      continue;
    co_await std::move(Work);
  }
}

mini::task<> continuesFirst(const std::vector<Item> &Items) {
  for (const Item &I : Items) {
    if (I.Skip)
      continue;
    auto Work = flush(I.Id);
    co_await std::move(Work);
  }
}

mini::task<> breaks() {
  for (;;) {
    auto Work = flush(1); // expect: coro-never-awaited
    if (!co_await more())
      break;
    co_await std::move(Work);
  }
}

mini::task<> breaksAfter() {
  while (true) {
    auto Work = flush(1);
    co_await std::move(Work);
    if (!co_await more())
      break;
  }
}

mini::task<> notFound(const std::vector<Item> &Items) {
  auto Work = flush(0); // expect: coro-never-awaited
  for (const Item &I : Items)
    if (I.Id == 0) {
      co_await std::move(Work);
      co_return;
    }
}

mini::task<> waitsFirst() {
  auto Work = flush(0);
  while (co_await more())
    co_await flush(1);
  do
    co_await mini::yield();
  while (co_await more());
  co_await std::move(Work);
}

mini::task<> keepsTheLast(const std::vector<Item> &Items) {
  mini::task<> Last;
  for (const Item &I : Items)
    Last = flush(I.Id); // expect: coro-never-awaited
  if (Last.valid())
    co_await std::move(Last);
}

mini::task<> oneAhead() {
  auto Ahead = count();
  while (co_await std::move(Ahead) > 0)
    Ahead = count();
}

mini::task<> inTheHeader(int N) {
  for (int I = 0; I < N; ++I, flush(I)) // expect: coro-never-awaited
    co_await flush(I);
  for (int I = co_await count(); I < N; I += co_await count())
    co_await flush(I);
  if (flush(N).valid()) // expect: coro-never-awaited
    --N;
}

mini::task<> pushedAndJoined(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I < N; ++I) {
    if (I == 3)
      continue;
    Works.push_back(flush(I));
    if (I == 7)
      break;
  }
  co_await mini::when_all(std::move(Works));
}

// RUN: %check %s
//
// A task in a variable that dies without having been awaited.

#include "mini/mini.h"

#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
void log(bool Valid);

mini::task<> neverUsed() {
  auto First = flush(1);           // expect: coro-never-awaited
  mini::task<> Second = flush(2);  // expect: coro-never-awaited
  mini::task<> Third{flush(3)};    // expect: coro-never-awaited
  mini::task<int> Number(count()); // expect: coro-never-awaited
  const auto Fourth = flush(4);    // expect: coro-never-awaited
  mini::task<> Empty;
  co_return;
}

mini::task<> references() {
  auto &&First = flush(1);       // expect: coro-never-awaited
  const auto &Second = flush(2); // expect: coro-never-awaited
  auto &&Third = flush(3);
  co_await std::move(Third);
  auto Fourth = flush(4);
  auto &Alias = Fourth;
  co_await Alias;
  auto Fifth = flush(5);
  mini::task<> *Pointer = &Fifth;
  co_await std::move(*Pointer);
  log(First.valid() && Second.valid());
}

mini::task<int> onlyLookedAt() {
  auto First = flush(1); // expect: coro-never-awaited
  if (!First.valid())
    log(false);
  auto Second = flush(2);
  log(Second.finished());
  co_await std::move(Second);
  auto Number = count(); // expect: coro-never-awaited
  bool Valid = Number.valid();
  co_return Valid ? 1 : 0;
}

mini::task<int> awaited() {
  auto First = flush(1);
  auto Number = count();
  co_await std::move(First);
  auto Second = flush(2);
  co_await Second;
  co_await static_cast<mini::task<> &&>(flush(3));
  co_return co_await std::move(Number);
}

mini::task<> innerScopes() {
  {
    auto Inner = flush(1); // expect: coro-never-awaited
    co_await flush(2);
  }
  {
    auto Inner = flush(3);
    {
      auto Shadow = flush(4); // expect: coro-never-awaited
      log(Shadow.valid());
    }
    co_await std::move(Inner);
  }
}

void notACoroutine() {
  auto Lost = flush(1); // expect: coro-never-awaited
  auto Driven = count();
  log(mini::sync_wait(std::move(Driven)) > 0);
}

// RUN: %check %s
//
// Throwing a lazy task away on purpose is still a mistake: nothing runs.

#include "mini/mini.h"

#include <tuple>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
mini::detached beat();
int nextId();

#define UNUSED(Value) static_cast<void>(Value)

mini::task<> casts(int Id) {
  (void)flush(Id);              // expect: coro-never-awaited
  static_cast<void>(flush(Id)); // expect: coro-never-awaited
  std::ignore = flush(Id);      // expect: coro-never-awaited
  nextId(), void(count());      // expect: coro-never-awaited
  UNUSED(flush(Id));            // expect: coro-never-awaited
  (void)co_await count();
  std::ignore = co_await count();
  static_cast<void>(co_await count());
  (void)nextId();
  std::ignore = nextId();
  (void)beat();
}

mini::task<> variables() {
  [[maybe_unused]] auto First = flush(1); // expect: coro-never-awaited
  auto Second = flush(2);                 // expect: coro-never-awaited
  (void)Second;
  auto Third = flush(3); // expect: coro-never-awaited
  std::ignore = std::move(Third);
  [[maybe_unused]] auto Fourth = flush(4);
  co_await std::move(Fourth);
  [[maybe_unused]] auto Number = co_await count();
  auto Fifth = flush(5);
  (void)Fifth;
  mini::spawn(std::move(Fifth));
}

template <typename Value> void ignore(Value &&) {}

void throughHelper() {
  ignore(flush(1)); // expect: coro-never-awaited
  ignore(nextId());
}

mini::task<> inBranch(bool Quiet) {
  if (Quiet)
    (void)flush(1); // expect: coro-never-awaited
  else
    co_await flush(1);
}

mini::task<> inLambda() {
  auto Log = [](int Id) { (void)flush(Id); }; // expect: coro-never-awaited
  Log(1);
  auto Send = [](int Id) { mini::spawn(flush(Id)); };
  Send(2);
  co_return;
}

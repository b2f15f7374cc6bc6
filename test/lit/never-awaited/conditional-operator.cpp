// RUN: %check %s
//
// Conditional operators and commas.

#include "mini/mini.h"

#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
void log(int Value);

mini::task<> discarded(bool Urgent) {
  Urgent ? flush(1)  // expect: coro-never-awaited
         : flush(2); // expect: coro-never-awaited
  co_await (Urgent ? flush(3) : flush(4));
  Urgent ? mini::spawn(flush(5)) : mini::spawn(flush(6));
}

mini::task<int> oneArm(bool Urgent) {
  Urgent ? co_await flush(1)
         : static_cast<void>(flush(2)); // expect: coro-never-awaited
  Urgent ? (void)flush(3)               // expect: coro-never-awaited
         : co_await flush(4);
  int Got = Urgent ? co_await count() : 0;
  co_return Urgent ? co_await count() : co_await count() + Got;
}

mini::task<> variable(bool Urgent) {
  auto Lost = Urgent ? flush(1)  // expect: coro-never-awaited
                     : flush(2); // expect: coro-never-awaited
  auto Work = Urgent ? flush(3) : flush(4);
  co_await std::move(Work);
  auto Maybe = Urgent ? flush(5) : mini::task<>();
  if (Maybe.valid())
    co_await std::move(Maybe);
}

mini::task<> chosen(bool Urgent) {
  auto First = flush(1);
  auto Second = flush(2); // expect: coro-never-awaited
  co_await (Urgent ? std::move(First) : std::move(Second));
  if (!Urgent)
    co_await std::move(First);
}

mini::task<int> commas(int N) {
  flush(1), co_await flush(2);   // expect: coro-never-awaited
  co_await (flush(3), flush(4)); // expect: coro-never-awaited
  log(N), co_await flush(5);
  auto Number = (log(1), count());
  auto Lost = (log(2), count()); // expect: coro-never-awaited
  co_return co_await std::move(Number);
}

mini::task<bool> logical(bool Ready) {
  bool Done = Ready && (flush(1), true); // expect: coro-never-awaited
  bool Many = Ready || co_await count() > 3;
  co_return Done &&Many;
}

mini::task<> pick(bool First) {
  auto Left = flush(1); // expect: coro-never-awaited
  return First ? std::move(Left) : flush(2);
}

mini::task<> helper(bool Urgent, mini::scope &Scope) {
  Scope.spawn(Urgent ? flush(1) : flush(2));
  mini::when_all(Urgent ? flush(3) : flush(4)); // expect: coro-never-awaited
  co_await mini::when_all(Urgent ? flush(5) : flush(6), count());
}

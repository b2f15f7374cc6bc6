// RUN: %check %s
//
// A move is no await: the task is lost if its last owner does nothing with it.

#include "mini/mini.h"

#include <memory>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> chain() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Second = std::move(First);
  mini::task<> Third;
  Third = std::move(Second);
  co_return;
}

mini::task<> chainAwaited() {
  auto First = flush(1);
  auto Second = std::move(First);
  mini::task<> Third;
  Third = std::move(Second);
  co_await std::move(Third);
}

mini::task<> movedByCast() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Second = static_cast<mini::task<> &&>(First);
  auto Third = flush(3);
  auto Fourth(std::forward<mini::task<>>(Third));
  co_await std::move(Fourth);
}

mini::task<> moveIsNoUse() {
  auto First = flush(1); // expect: coro-never-awaited
  static_cast<void>(std::move(First));
  auto &&Second = flush(2); // expect: coro-never-awaited
  auto Third = std::move(Second);
  co_return;
}

mini::task<> toInnerScope(bool Inside) {
  auto First = flush(1); // expect: coro-never-awaited
  if (Inside) {
    auto Second = std::move(First);
    co_await std::move(Second);
  } else {
    auto Third = std::move(First);
  }
}

mini::task<> toOuterScope(bool Urgent) {
  mini::task<> Outer;
  {
    auto Inner = Urgent ? flush(1) : flush(2);
    Outer = std::move(Inner);
  }
  co_await std::move(Outer);
}

template <typename Task> Task pass(Task Given) { return Given; }
mini::task<> &&cast(mini::task<> &Given) { return std::move(Given); }

mini::task<int> throughIdentity() {
  auto First = pass(flush(1)); // expect: coro-never-awaited
  auto Second = pass(flush(2));
  co_await pass(std::move(Second));
  auto Third = flush(3);
  co_await cast(Third);
  co_return co_await pass(pass(count()));
}

mini::task<> intoLambda() {
  auto First = flush(1); // expect: coro-never-awaited
  auto Keep = [Held = std::move(First)] { return Held.valid(); };
  auto Second = flush(2);
  auto Run = [Held = std::move(Second)]() mutable { return std::move(Held); };
  if (Keep())
    co_await Run();
  else
    co_await Run();
}

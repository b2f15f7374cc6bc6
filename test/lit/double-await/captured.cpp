// RUN: %check %s
//
// Closures that take the task, or that use it each time that they are called.

#include "mini/mini.h"

#include <utility>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();

mini::task<> movedIntoAClosure() {
  auto Work = make();
  auto Later = [Held = std::move(Work)]() mutable -> mini::task<> {
    co_await std::move(Held);
  };
  co_await Later();
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> twiceInAClosure() {
  co_await [](mini::task<> Work) -> mini::task<> {
    co_await takes(std::move(Work));
    co_await takes(std::move(Work)); // expect: coro-double-await
  }(make());
}
mini::task<> handedToACalledClosure() {
  auto Work = make();
  auto Drive = [](mini::task<> Given) { mini::spawn(std::move(Given)); };
  Drive(std::move(Work));
  Drive(std::move(Work)); // expect: coro-double-await
}

// Near misses.
mini::task<> movedIntoAClosureOnly() {
  auto Work = make();
  auto Later = [Held = std::move(Work)]() mutable -> mini::task<> {
    co_await std::move(Held);
  };
  co_await Later();
}
mini::task<> eachCallMakesOne() {
  auto Body = [] { return make(); };
  co_await Body();
  co_await Body();
}
mini::task<> byReferenceOnOnePath() {
  auto Work = make();
  auto Body = [&]() -> mini::task<> { co_await takes(std::move(Work)); };
  if (flip())
    co_await Body();
  else
    co_await takes(std::move(Work));
}

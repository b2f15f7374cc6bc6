// RUN: %check %s
//
// The same task by another name: a reference, a pointer, one arm of a conditional, the
// variable that it was moved through.

#include "mini/mini.h"

#include <utility>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();

mini::task<> byReference() {
  auto Work = make();
  auto &Same = Work;
  co_await takes(std::move(Same));
  co_await takes(std::move(Work)); // expect: coro-double-await
}
mini::task<> byRvalueReference() {
  auto Work = make();
  auto &&Same = std::move(Work);
  co_await std::move(Same);
  co_await std::move(Work); // expect: coro-double-await
}
mini::task<> byPointer() {
  auto Work = make();
  auto *Same = &Work;
  co_await takes(std::move(*Same));
  co_await takes(std::move(Work)); // expect: coro-double-await
}
mini::task<> ofAConditional() {
  auto One = make();
  auto Two = make(); // expect: coro-never-awaited
  co_await (flip() ? std::move(One) : std::move(Two));
  co_await std::move(One); // expect: coro-double-await
}
mini::task<> movedOn() {
  auto One = make();
  auto Two = std::move(One);
  auto Three = std::move(Two);
  co_await std::move(Three);
  co_await std::move(Two); // expect: coro-double-await
}

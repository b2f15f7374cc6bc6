// RUN: %check %s
//
// Near misses: the variable gets another task in a closure, in the head of a loop, in an
// optional.

#include "mini/mini.h"

#include <optional>
#include <utility>

mini::task<> make() { co_await mini::yield(); }
bool flip();

mini::task<> byClosure() {
  auto Work = make();
  auto Again = [&] { Work = make(); };
  for (int I = 0; I != 3; ++I) {
    co_await std::move(Work);
    Again();
  }
}
mini::task<> byEmplace() {
  std::optional<mini::task<>> Work(make());
  co_await std::move(*Work);
  Work.emplace(make());
  co_await std::move(*Work);
}
mini::task<> inHeadOfLoop() {
  for (auto Work = make();; Work = make()) {
    co_await std::move(Work);
    if (flip())
      break;
  }
}

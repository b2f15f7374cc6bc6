// RUN: %check %s
//
// Near misses: std::move is only a cast. What is given the task leaves it where it is.

#include "mini/mini.h"

#include <utility>

mini::task<> make() { co_await mini::yield(); }
bool flip();

bool looks(mini::task<> &&Work) { return Work.valid(); }

mini::task<> lookedAt() {
  auto Work = make();
  bool Valid = looks(std::move(Work));
  co_await std::move(Work);
  (void)Valid;
}
mini::task<> castOnly() {
  auto Work = make();
  (void)std::move(Work);
  co_await std::move(Work);
}
mini::task<> boundOnly() {
  auto Work = make();
  mini::task<> &&Same = std::move(Work);
  if (flip())
    co_await std::move(Same);
  else
    co_await std::move(Work);
}
mini::task<> askedForItsState() {
  auto Work = make();
  bool Valid = std::move(Work).valid();
  co_await std::move(Work);
  (void)Valid;
}

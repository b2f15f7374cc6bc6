// RUN: %check %s
//
// Near misses: the variable has got another task, each path uses it once, or the task
// may be awaited often.

#include "mini/mini.h"

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();

mini::task<> another() {
  auto Work = make();
  co_await std::move(Work);
  Work = make();
  co_await std::move(Work);
}
mini::task<> ofEachTurn() {
  for (int I = 0; I != 3; ++I) {
    auto Work = make();
    co_await std::move(Work);
  }
}
mini::task<> onEachPath() {
  auto Work = make();
  if (flip())
    co_await std::move(Work);
  else
    co_await takes(std::move(Work));
}
mini::task<> leftAtOnce() {
  auto Work = make();
  for (;;)
    if (flip()) {
      co_await std::move(Work);
      break;
    }
}
mini::task<> untilDone() {
  auto Work = make();
  bool Done = false;
  while (!Done) {
    co_await std::move(Work);
    Done = true;
  }
}
mini::task<> madeInHandler() {
  std::optional<mini::task<>> Work = make();
  while (Work) {
    try {
      co_await std::move(*Work);
      Work.reset();
    } catch (const std::runtime_error &) {
      Work = make();
    }
  }
}
mini::task<> elements() {
  std::vector<mini::task<>> All;
  All.push_back(make());
  All.push_back(make());
  co_await std::move(All[0]);
  co_await std::move(All[1]);
}

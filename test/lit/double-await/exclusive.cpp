// RUN: %check %s
//
// Near misses: each path uses the task once, whatever the branches look like.

#include "mini/mini.h"

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
bool flip();
enum class mode { now, later, never };

mini::task<> switched(mode How) {
  auto Work = make(); // expect: coro-never-awaited
  switch (How) {
  case mode::now:
    co_await std::move(Work);
    break;
  case mode::later:
    mini::spawn(std::move(Work));
    break;
  case mode::never:
    break;
  }
}
mini::task<> conditional() {
  auto One = make(); // expect: coro-never-awaited
  auto Two = make(); // expect: coro-never-awaited
  co_await (flip() ? std::move(One) : std::move(Two));
}
mini::task<> guarded(bool Now) {
  auto Work = make();
  if (Now) {
    co_await std::move(Work);
    co_return;
  }
  co_await mini::yield();
  mini::spawn(std::move(Work));
}
mini::task<> sameCondition(const bool Now) {
  auto Work = make();
  if (Now)
    co_await std::move(Work);
  co_await mini::yield();
  if (!Now)
    co_await takes(std::move(Work));
}
mini::task<> jumped() {
  auto Work = make();
  if (flip())
    goto spawned;
  co_await std::move(Work);
  co_return;
spawned:
  mini::spawn(std::move(Work));
}
mini::task<> thrown(int N) {
  auto Work = make();
  bool Failed = false;
  try {
    if (N > 3)
      throw std::runtime_error("too many");
  } catch (const std::runtime_error &) {
    Failed = true;
  }
  if (Failed)
    mini::spawn(std::move(Work));
  else
    co_await std::move(Work);
}
mini::task<> foundInALoop(const std::vector<int> &All) {
  auto Work = make();
  for (int Each : All)
    if (Each == 3) {
      co_await std::move(Work);
      co_return;
    }
  co_await takes(std::move(Work));
}
mini::task<> inClosures() {
  auto One = [](mini::task<> Work) -> mini::task<> {
    co_await std::move(Work);
  };
  co_await One(make());
  co_await One(make());
}
mini::task<> remembers() {
  auto Work = make();
  bool Begun = false;
  if (flip()) {
    Begun = true;
    co_await takes(std::move(Work));
  }
  co_await mini::yield();
  if (!Begun)
    co_await takes(std::move(Work));
}
mini::task<> onTheHeap() {
  auto Work = std::make_unique<mini::task<>>(make());
  while (Work) {
    co_await std::move(*Work);
    Work = nullptr;
  }
}

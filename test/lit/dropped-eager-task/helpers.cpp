// RUN: %check %s
//
// Helpers, templates and lambdas that take, look at or lose an eager task.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::future<> save(int Id);
mini::future<int> load(int Id);

std::vector<mini::future<>> Background;

void drop(mini::future<> Saved) { static_cast<void>(Saved.ready()); }
void dropDeeper(mini::future<> &&Saved) { drop(std::move(Saved)); }
void look(const mini::future<> &Saved) { static_cast<void>(Saved.ready()); }
void keep(mini::future<> Saved) { Background.push_back(std::move(Saved)); }
mini::task<> logged(mini::future<> Saved) { co_await std::move(Saved); }
mini::detached finish(mini::future<> Saved) { co_await Saved; }
mini::future<> after(mini::future<> Saved) {
  co_await std::move(Saved);
  co_await save(0);
}
template <typename Future> auto timed(Future Given) -> Future {
  co_return co_await std::move(Given);
}
template <typename Future> void dropAny(Future &&Given) {
  Future Own = std::move(Given);
}

mini::task<> takes() {
  keep(save(1));
  co_await logged(save(2));
  finish(save(3));
  auto Fourth = save(4);
  co_await after(std::move(Fourth));
  co_await timed(load(5));
  auto Sixth = save(6);
  look(Sixth);
  co_await Sixth;
}

mini::task<> loses(bool Wanted) {
  drop(save(1));         // expect: coro-dropped-eager-task
  auto Second = save(2); // expect: coro-dropped-eager-task
  dropDeeper(std::move(Second));
  auto Third = save(3); // expect: coro-dropped-eager-task
  look(Third);
  dropAny(load(4));     // expect: coro-dropped-eager-task
  auto Fifth = save(5); // expect: coro-dropped-eager-task
  if (Wanted)
    keep(std::move(Fifth));
  auto Sixth = save(6);
  auto After = after(std::move(Sixth)); // expect: coro-dropped-eager-task
  co_return;
}

mini::task<> lambdas() {
  auto First = save(1);
  auto Finish = [&First]() -> mini::task<> { co_await std::move(First); };
  co_await Finish();
  auto Second = save(2); // expect: coro-dropped-eager-task
  auto Never = [Held = std::move(Second)]() mutable -> mini::task<> {
    co_await std::move(Held);
  };
  auto Drop = [](mini::future<int> Given) { return Given.ready(); };
  Drop(load(3)); // expect: coro-dropped-eager-task
  auto Await = [](mini::future<int> Given) -> mini::task<int> {
    co_return co_await std::move(Given);
  };
  co_await Await(load(4));
}

template <typename... Futures> mini::task<> all(Futures... Given) {
  ((void)co_await std::move(Given), ...);
}

mini::task<> variadic() { co_await all(save(1), load(2), save(3)); }

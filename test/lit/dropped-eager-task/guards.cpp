// RUN: %check %s
//
// A future in a variable that looks like a guard: the semaphore may not be held
// while the variable lives, and is given back as soon as the future ends.

#include "mini/mini.h"

#include <optional>
#include <utility>

void touch();
bool urgent();

mini::task<> kept(mini::semaphore &Limit) {
  auto Units = mini::get_units(Limit, 1); // expect: coro-dropped-eager-task
  touch();
  co_await mini::yield();
}

mini::task<> awaited(mini::semaphore &Limit) {
  auto Units = co_await mini::get_units(Limit, 1);
  touch();
  co_await mini::yield();
}

mini::task<> awaitedLater(mini::semaphore &Limit) {
  auto Waiting = mini::get_units(Limit, 1);
  touch();
  auto Units = co_await std::move(Waiting);
  co_await mini::yield();
}

mini::task<> declarations(mini::semaphore &Limit) {
  [[maybe_unused]] auto Units = mini::get_units(Limit, 1);
  // expect@-1: coro-dropped-eager-task
  const auto Fixed = mini::get_units(Limit, 1);
  // expect@-1: coro-dropped-eager-task
  mini::future<mini::units> Typed = mini::get_units(Limit, 1);
  // expect@-1: coro-dropped-eager-task
  auto &&Bound = mini::get_units(Limit, 1); // expect: coro-dropped-eager-task
  const auto &Extended = mini::get_units(Limit, 1);
  // expect@-1: coro-dropped-eager-task
  mini::units Held = co_await mini::get_units(Limit, 1);
  touch();
}

void notACoroutine(mini::semaphore &Limit) {
  auto Units = mini::get_units(Limit, 1); // expect: coro-dropped-eager-task
  touch();
}

mini::future<mini::units> acquire(mini::semaphore &Limit) {
  return mini::get_units(Limit, 1);
}
template <typename Semaphore> auto lock(Semaphore &Limit, std::size_t Count) {
  return mini::get_units(Limit, Count);
}

mini::task<> throughHelpers(mini::semaphore &Limit) {
  {
    auto Units = acquire(Limit); // expect: coro-dropped-eager-task
    touch();
  }
  {
    auto Units = lock(Limit, 2); // expect: coro-dropped-eager-task
    touch();
  }
  auto Take = [&Limit] { return mini::get_units(Limit, 1); };
  auto Units = Take(); // expect: coro-dropped-eager-task
  auto First = co_await acquire(Limit);
  auto Second = co_await lock(Limit, 2);
  auto Third = co_await Take();
  touch();
}

mini::task<> onSomePath(mini::semaphore &Limit) {
  auto Waiting = mini::get_units(Limit, 1); // expect: coro-dropped-eager-task
  if (urgent()) {
    touch();
    co_return;
  }
  auto Units = co_await std::move(Waiting);
  touch();
}

struct Request {
  mini::future<mini::units> Units;
  int Id;
};

mini::task<> inObjects(mini::semaphore &Limit) {
  std::optional<mini::future<mini::units>> Maybe = mini::get_units(Limit, 1);
  // expect@-1: coro-dropped-eager-task
  Request Lost{mini::get_units(Limit, 1), 1}; // expect: coro-dropped-eager-task
  Request Kept{mini::get_units(Limit, 1), 2};
  auto Units = co_await std::move(Kept.Units);
  touch();
}

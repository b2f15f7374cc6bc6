// RUN: %check %s
//
// Tasks in pairs, tuples and small structures, taken apart again or not.

#include "mini/mini.h"

#include <tuple>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
std::pair<mini::task<>, mini::task<int>> both();

struct Split {
  mini::task<> Left;
  mini::task<> Right;
};
Split split(int Id);

mini::task<> pairs() {
  std::pair<int, mini::task<>> Lost(1, flush(1)); // expect: coro-never-awaited
  auto Made = std::make_pair(2, flush(2));        // expect: coro-never-awaited
  auto Work = std::make_pair(3, flush(3));
  co_await std::move(Work.second);
  std::pair Two(flush(4), count());
  co_await std::move(Two.first);
  co_await std::get<1>(std::move(Two));
}

mini::task<> tuples() {
  auto Lost = std::make_tuple(1, flush(1)); // expect: coro-never-awaited
  auto Work = std::make_tuple(flush(2), 2);
  co_await std::get<0>(std::move(Work));
  std::tuple Spread(flush(3), flush(4));
  std::apply([](auto... Works) { (mini::spawn(std::move(Works)), ...); },
             std::move(Spread));
}

mini::task<int> bindings() {
  auto [Work, Number] = both();
  co_await std::move(Work);
  co_return co_await std::move(Number);
}

mini::task<> bindingLost() {
  auto [First, Second] = std::pair(flush(1),
                                   flush(2)); // expect: coro-never-awaited
  co_await std::move(First);
}

mini::task<> bindingOnSomePath(bool Wanted) {
  auto [Left, Right] = Split{
      flush(1),
      flush(2), // expect: coro-never-awaited
  };
  co_await std::move(Left);
  if (Wanted)
    co_await std::move(Right);
}

mini::task<> bindingByReference() {
  Split Both{flush(1), flush(2)};
  auto &[Left, Right] = Both;
  co_await std::move(Left);
  co_await std::move(Right);
}

mini::task<> called() {
  both();                // expect: coro-never-awaited
  split(1);              // expect: coro-never-awaited
  auto Whole = split(2); // expect: coro-never-awaited
  auto [Left, Right] = split(3);
  co_await mini::when_all(std::move(Left), std::move(Right));
}

std::pair<mini::task<>, mini::task<int>> forwarded() {
  return {flush(1), count()};
}

std::tuple<mini::task<>, int> returned() {
  auto Work = flush(1);
  return {std::move(Work), 1};
}

mini::task<> tied() {
  mini::task<> Left;
  mini::task<> Right;
  std::tie(Left, Right) = std::make_tuple(flush(1), flush(2));
  co_await std::move(Left);
  co_await std::move(Right);
}

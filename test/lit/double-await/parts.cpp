// RUN: %check %s
//
// Near misses: each part of something has a task of its own; a task is wrapped again and
// again into the same variable.

#include "mini/mini.h"

#include <array>
#include <list>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> logged(mini::task<> Work) { co_await std::move(Work); }
bool flip();
std::pair<mini::task<>, mini::task<>> makeTwo() { return {make(), make()}; }
struct both {
  mini::task<> One, Two;
};

mini::task<> wrapped() {
  auto Work = make();
  Work = logged(std::move(Work));
  Work = logged(std::move(Work));
  co_await std::move(Work);
}
mini::task<> wrappedInTurns(int Layers) {
  auto Work = make();
  for (int I = 0; I < Layers; ++I)
    Work = logged(std::move(Work));
  co_await std::move(Work);
}
mini::task<> bindings() {
  auto [One, Two] = makeTwo();
  co_await std::move(One);
  co_await std::move(Two);
}
mini::task<> ofTuple() {
  std::tuple<mini::task<>, mini::task<>> All{make(), make()};
  co_await logged(std::move(std::get<0>(All)));
  co_await logged(std::move(std::get<1>(All)));
}
mini::task<> ofArrays() {
  mini::task<> Plain[2] = {make(), make()};
  std::array<mini::task<>, 2> Array{make(), make()};
  co_await logged(std::move(Plain[0]));
  co_await logged(std::move(Plain[1]));
  co_await logged(std::move(Array[0]));
  co_await logged(std::move(Array[1]));
}
mini::task<> ofAStruct() {
  both Both{make(), make()};
  co_await logged(std::move(Both.One));
  co_await logged(std::move(Both.Two));
}
mini::task<> ofAList() {
  std::list<mini::task<>> All;
  All.push_back(make());
  All.push_back(make());
  while (!All.empty()) {
    auto Work = std::move(All.front());
    All.pop_front();
    co_await std::move(Work);
  }
}
mini::task<> keptInTurns() {
  std::vector<mini::task<>> All;
  auto Work = make();
  do {
    All.push_back(std::move(Work));
    Work = make();
  } while (flip());
  All.push_back(std::move(Work));
  co_await mini::when_all(std::move(All));
}
mini::task<> ofAnOptional() {
  std::optional<mini::task<>> Work = make();
  if (flip()) {
    co_await std::move(*Work);
    Work.reset();
  }
  if (Work)
    co_await std::move(*Work);
}
mini::task<> handedOn(mini::task<> One, mini::task<> Two) {
  auto First = flip() ? std::move(One) : logged(std::move(One));
  co_await std::move(First);
  auto Second = std::move(Two);
  co_await std::move(Second);
}

// RUN: %check %s
//
// Where the handle is: an optional, an array, a map, a unique_ptr, a pair, a struct, an
// outer variable. Joined from there, it is fine.

#include "mini/mini.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
struct job {
  std::string Name;
  mini::join_handle<> Handle;
};
mini::task<> joinAll(std::vector<mini::join_handle<>> All) {
  for (auto &Each : All)
    co_await Each;
}

mini::task<> inOptional(bool Start) {
  std::string Key = "key";
  std::optional<mini::join_handle<>> Running;
  if (Start)
    Running.emplace(mini::start(use(Key)));
  co_await mini::yield();
  if (Running)
    co_await *Running;
}
mini::task<> inArray() {
  std::string Key = "key";
  std::array<mini::join_handle<>, 2> Running{mini::start(use(Key)),
                                             mini::start(use(Key))};
  for (auto &Each : Running)
    co_await Each;
}
mini::task<> inMap() {
  std::string Key = "key";
  std::map<int, mini::join_handle<>> Running;
  Running.emplace(1, mini::start(use(Key)));
  Running[2] = mini::start(use(Key));
  for (auto &[Id, Each] : Running)
    co_await Each;
}
mini::task<> onTheHeap() {
  std::string Key = "key";
  auto Running = std::make_unique<mini::join_handle<>>(mini::start(use(Key)));
  co_await mini::yield();
  co_await *Running;
}
mini::task<> inStruct() {
  std::string Key = "key";
  job Job{"job", mini::start(use(Key))};
  co_await Job.Handle;
}
mini::task<> inOuterVariable() {
  std::string Key = "key";
  mini::join_handle<> Running;
  {
    Running = mini::start(use(Key));
    co_await mini::yield();
  }
  co_await Running;
}
mini::task<> handedToAHelper() {
  std::string Key = "key";
  std::vector<mini::join_handle<>> All;
  All.push_back(mini::start(use(Key)));
  All.push_back(mini::start(use(Key)));
  co_await joinAll(std::move(All));
}
mini::task<> swapped() {
  std::string Key = "key";
  auto One = mini::start(use(Key));
  mini::join_handle<> Two;
  std::swap(One, Two);
  co_await Two;
}
mini::task<> backwards() {
  std::string Key = "key";
  std::vector<mini::join_handle<>> All;
  for (int I = 0; I != 3; ++I)
    All.push_back(mini::start(use(Key)));
  while (!All.empty()) {
    co_await All.back();
    All.pop_back();
  }
}
// Those that some path does not join.
mini::task<> optionalNotAsked(bool Start) {
  std::string Key = "key";
  std::optional<mini::join_handle<>> Running;
  if (Start)
    Running.emplace(mini::start(use(Key))); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  co_await mini::yield();
}
mini::task<> cleared() {
  std::string Key = "key";
  std::vector<mini::join_handle<>> All;
  All.push_back(mini::start(use(Key))); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  All.clear();
  co_await mini::yield();
}
mini::task<> overwritten() {
  std::string Key = "key";
  auto Running = mini::start(use(Key)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  Running = mini::start(use(Key));
  co_await Running;
}
mini::task<> shorterThanTheHandle() {
  mini::join_handle<> Running;
  {
    std::string Key = "key";
    Running = mini::start(use(Key)); // expect: coro-local-in-spawned-task
  }
  co_await Running;
}

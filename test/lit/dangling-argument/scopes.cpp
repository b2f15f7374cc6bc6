// RUN: %check %s
//
// A task that outlives the scope of a variable that it uses.

#include "mini/mini.h"

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

mini::task<> outlives() {
  std::optional<mini::task<>> Work;
  {
    std::string Key = "inner";
    Work = use(Key); // expect: coro-dangling-argument
  }
  co_await std::move(*Work);
}

mini::task<> ofEachTurn() {
  std::vector<mini::task<>> Works;
  for (int I = 0; I != 3; ++I) {
    std::string Key = std::to_string(I);
    Works.push_back(use(Key)); // expect: coro-dangling-argument
  }
  for (auto &Work : Works)
    co_await std::move(Work);
}

mini::task<> elementsAreCopies(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (auto Key : Keys)
    Works.push_back(use(Key)); // expect: coro-dangling-argument
  for (auto &Work : Works)
    co_await std::move(Work);
}

mini::task<> sameScope() {
  std::string Key = "same";
  auto Work = use(Key);
  co_await std::move(Work);
}

mini::task<> innerTask() {
  std::string Key = "outer";
  {
    auto Work = use(Key);
    co_await std::move(Work);
  }
}

mini::task<> awaitedInTime() {
  std::optional<mini::task<>> Work;
  {
    std::string Key = "inner";
    Work = use(Key);
    co_await std::move(*Work);
  }
}

mini::task<> elements(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (auto &Key : Keys)
    Works.push_back(use(Key));
  for (auto &Work : Works)
    co_await std::move(Work);
}

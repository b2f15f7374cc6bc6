// RUN: %check %s
//
// Loops: a task of one turn, awaited in the same one, in the next one, after the loop.

#include "mini/mini.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> inTheNextTurn(int N) {
  std::optional<mini::task<>> Last;
  for (int I = 0; I != N; ++I) {
    std::string Key = std::to_string(I);
    if (Last)
      co_await std::move(*Last);
    Last = use(Key); // expect: coro-dangling-argument
  }
  if (Last)
    co_await std::move(*Last);
}
mini::task<> ofIf(const std::string &Given) {
  mini::task<> Work;
  if (std::string Key = Given + "/"; !Key.empty())
    Work = use(Key); // expect: coro-dangling-argument
  else
    Work = use(Given);
  co_await std::move(Work);
}

mini::task<> inTheSameTurn(int N) {
  std::optional<mini::task<>> Work;
  for (int I = 0; I != N; ++I) {
    std::string Key = std::to_string(I);
    Work = use(Key);
    co_await std::move(*Work);
  }
}
mini::task<> ofStableElements(int N) {
  std::deque<std::string> Keys;
  std::vector<mini::task<>> Works;
  for (int I = 0; I != N; ++I) {
    Keys.push_back(std::to_string(I));
    Works.push_back(use(Keys.back()));
  }
  for (auto &Work : Works)
    co_await std::move(Work);
}
mini::task<> emptiedEachTurn(int N) {
  std::vector<mini::task<>> Works;
  for (int I = 0; I != N; ++I) {
    std::string Key = std::to_string(I);
    Works.push_back(use(Key));
    Works.push_back(use(Key));
    co_await mini::when_all(std::exchange(Works, {}));
  }
}
mini::task<> pipelined(std::vector<std::string> Keys) {
  std::optional<mini::task<>> Last;
  for (const std::string &Key : Keys) {
    if (Last)
      co_await std::move(*Last);
    Last = use(Key);
  }
  if (Last)
    co_await std::move(*Last);
}
mini::task<> untilEmpty(std::vector<std::string> Keys) {
  std::optional<mini::task<>> Work;
  while (!Keys.empty()) {
    std::string Key = std::move(Keys.back());
    Keys.pop_back();
    Work.emplace(use(Key));
    co_await std::move(*Work);
    Work.reset();
  }
}

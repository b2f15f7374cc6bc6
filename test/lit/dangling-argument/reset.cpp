// RUN: %check %s
//
// The task is thrown away, unrun, or another one takes its place, before what it uses
// ends.

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

mini::task<> awaitedThenReset(const std::string &Given) {
  std::optional<mini::task<>> Work;
  {
    std::string Key = Given + "/";
    Work = use(Key);
    co_await std::move(*Work);
    Work.reset();
  }
  Work = use(Given);
  co_await std::move(*Work);
}
mini::task<> awaitedThenSet(const std::string &Given) {
  mini::task<> Work;
  if (flip()) {
    std::string Key = Given + "/";
    Work = use(Key);
    co_await std::move(Work);
  }
  Work = use(Given);
  co_await std::move(Work);
}
mini::task<> tried(std::vector<std::string> Keys) {
  mini::task<> Last;
  for (std::string Key : Keys) {
    Last = use(Key);
    try {
      co_await std::move(Last);
    } catch (const std::exception &) {
      continue;
    }
  }
}
mini::task<> clearedEachTurn(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (std::string Key : Keys) {
    Works.clear();
    Works.push_back(use(Key));
    for (auto &Work : Works)
      co_await std::move(Work);
  }
}
mini::task<> onOnePath(const std::string &Given) {
  std::optional<mini::task<>> Work;
  {
    std::string Key = Given + "/";
    Work = use(Key); // expect: coro-dangling-argument
    if (flip()) {
      co_await std::move(*Work);
      Work = use(Given);
    }
  }
  co_await std::move(*Work);
}

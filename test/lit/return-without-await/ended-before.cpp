// RUN: %check %s
//
// A plain function makes a task of its own variable, waits for it, and returns another.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> other(std::string Key) {
  mini::sync_wait(use(Key));
  return copy(std::move(Key));
}
mini::task<> sameVariable(const std::string &Given) {
  std::string Key = Given + "/";
  auto Work = use(Key);
  mini::sync_wait(std::move(Work));
  Work = use(Given);
  return Work;
}
mini::task<> all(const std::string &Given) {
  std::vector<std::string> Keys(3, Given);
  std::vector<mini::task<>> Works;
  for (auto &Key : Keys)
    Works.push_back(use(Key));
  mini::sync_wait(mini::when_all(std::move(Works)));
  return use(Given);
}
mini::task<> onOnePath(std::string Key) {
  if (flip()) {
    mini::sync_wait(use(Key));
    return copy("done");
  }
  return use(Key); // expect: coro-return-without-await
}
mini::task<> replacedOnOnePath(const std::string &Given) {
  std::string Key = Given + "/";
  auto Work = use(Key); // expect: coro-never-awaited
  if (flip())
    Work = use(Given);
  return Work; // expect: coro-return-without-await
}

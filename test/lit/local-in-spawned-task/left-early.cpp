// RUN: %check %s
//
// Some path leaves before the work has been waited for.

#include "mini/mini.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();
void check(int N) {
  if (N > 1)
    throw std::runtime_error("too many");
}
void look(int N) { Sum += N; }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> returns() {
  std::string Key = "key";
  auto Running = mini::start(use(Key)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (flip())
    co_return;
  co_await Running;
}
mini::task<> breaks() {
  std::string Key = "key";
  for (int I = 0; I != 3; ++I) {
    auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
    if (I == 1)
      break;
    co_await std::move(Work);
  }
}
mini::task<> throws(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  check(N);
  co_await std::move(Work);
}
mini::task<> cannotThrow(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  look(N);
  co_await std::move(Work);
}
mini::task<> scopeLeft() {
  std::string Key = "key";
  mini::scope Scope;
  Scope.spawn(use(Key)); // expect: coro-local-in-spawned-task
  if (flip())
    co_return;
  co_await Scope.join();
}
mini::task<> secondOfTwo() {
  std::string Key = "key";
  auto First = mini::start(use(Key));
  auto Second = mini::start(use(Key)); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  co_await First;
  if (flip())
    co_return;
  co_await Second;
}
mini::task<> innerScope() {
  mini::scope Scope;
  {
    std::string Key = "key";
    Scope.spawn(use(Key)); // expect: coro-local-in-spawned-task
  }
  co_await Scope.join();
}
mini::task<> eachTurn() {
  std::vector<mini::join_handle<>> Running;
  for (int I = 0; I != 3; ++I) {
    std::string Key = std::to_string(I);
    Running.push_back(mini::start(use(Key))); // expect: coro-local-in-spawned-task
  }
  for (auto &Each : Running)
    co_await Each;
}

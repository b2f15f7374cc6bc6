// RUN: %check %s
//
// Ways out between the start and the join, other than a plain return.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();
enum class kind { skip, stop, work };

mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> continues(const std::vector<std::string> &All) {
  for (std::string Key : All) {
    auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
    if (Key.empty())
      continue;
    co_await std::move(Work);
  }
}
mini::task<> jumps() {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (flip())
    goto out;
  co_await std::move(Work);
out:
  ++Sum;
}
mini::task<> switches(kind Kind) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  switch (Kind) {
  case kind::skip:
    break;
  case kind::stop:
    co_return;
  case kind::work:
    co_await std::move(Work);
  }
}
mini::task<> leavesABlock() {
  do {
    std::string Key = "key";
    auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
    if (flip())
      break;
    co_await std::move(Work);
  } while (flip());
}
mini::task<> shortCircuit() {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  flip() && (co_await std::move(Work), true);
}
mini::task<> sometimesStarted(bool Start) {
  mini::future<> Work;
  std::string Key = "key";
  if (Start)
    Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  if (flip())
    co_return;
  if (Start)
    co_await std::move(Work);
}
// Near misses: each way out joins, or comes before the start.
mini::task<> joinsBeforeContinue(const std::vector<std::string> &All) {
  for (std::string Key : All) {
    if (Key.empty())
      continue;
    auto Work = after(Key);
    if (Key.size() == 1) {
      co_await std::move(Work);
      continue;
    }
    co_await mini::yield();
    co_await std::move(Work);
  }
}
mini::task<> jumpsToTheJoin() {
  std::string Key = "key";
  auto Work = after(Key);
  if (flip())
    goto join;
  co_await mini::yield();
join:
  co_await std::move(Work);
}
mini::task<> switchesAndJoins(kind Kind) {
  std::string Key = "key";
  auto Work = after(Key);
  switch (Kind) {
  case kind::skip:
  case kind::stop:
    ++Sum;
    [[fallthrough]];
  case kind::work:
    co_await std::move(Work);
  }
}
mini::task<> sometimesStartedAndJoined(bool Start) {
  std::string Key = "key";
  mini::future<> Work;
  if (Start)
    Work = after(Key);
  co_await mini::yield();
  if (Start)
    co_await std::move(Work);
}
mini::task<> startedIfNotLeft() {
  std::string Key = "key";
  if (flip())
    co_return;
  auto Work = after(Key);
  co_await std::move(Work);
}

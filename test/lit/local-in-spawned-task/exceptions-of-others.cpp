// RUN: %check %s
//
// What is thrown deep inside of another file is mostly for callers that break a rule.

#include "exceptions-of-others.h"

#include <string>
#include <utility>

int Sum = 0;

mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> byCall(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  direct(N);
  co_await std::move(Work);
}
mini::task<> byAwait(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  co_await directLater(N);
  co_await std::move(Work);
}
// Near misses.
mini::task<> deepInTheOther(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  deep(N);
  co_await std::move(Work);
}
mini::task<> deepInTheOthersTask(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  co_await deepLater(N);
  co_await std::move(Work);
}

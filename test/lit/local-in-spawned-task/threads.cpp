// RUN: %check %s
// renamed: keep-models
//
// Threads that are started in a coroutine and use its variables: left alone, or joined by
// a guard, by the end of a std::jthread or of std::async's future, which blocks.

#include "mini/mini.h"

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

std::atomic<int> Sum = 0;
bool flip();

class joins {
public:
  explicit joins(std::thread T) : T(std::move(T)) {}
  joins(joins &&) = default;
  ~joins() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread T;
};

mini::task<> detached() {
  std::string Key = "key";
  std::thread([&Key] { Sum += int(Key.size()); }).detach(); // expect: coro-lambda-capture
  co_await mini::yield();
}
mini::task<> detachedByName() {
  std::string Key = "key";
  std::thread Worker([&] { Sum += int(Key.size()); }); // expect: coro-lambda-capture
  Worker.detach();
  co_await mini::yield();
}
// Near misses.
mini::task<> joinedByGuard() {
  std::string Key = "key";
  joins Worker(std::thread([&Key] { Sum += int(Key.size()); })); // expect: coro-blocking-call
  if (flip())
    co_return;
  co_await mini::yield();
}
mini::task<> joinedByItself() {
  std::string Key = "key";
  std::jthread Worker([&Key] { Sum += int(Key.size()); }); // expect: coro-blocking-call
  if (flip())
    co_return;
  co_await mini::yield();
}
mini::task<> joinedByFuture() {
  std::string Key = "key";
  auto Result = // expect: coro-blocking-call
      std::async(std::launch::async, [&Key] { return int(Key.size()); });
  if (flip())
    co_return;
  co_await mini::yield();
}
mini::task<> manyJoined() {
  std::string Key = "key";
  std::vector<std::jthread> Workers; // expect: coro-blocking-call
  for (int I = 0; I != 3; ++I)
    Workers.emplace_back([&Key] { Sum += int(Key.size()); });
  co_await mini::yield();
}
mini::task<> detachedWithCopies() {
  std::string Key = "key";
  std::thread([Key] { Sum += int(Key.size()); }).detach();
  std::thread([](const std::string &S) { Sum += int(S.size()); }, Key).detach();
  std::thread([Mine = std::move(Key)] { Sum += int(Mine.size()); }).detach();
  co_await mini::yield();
}
mini::task<> awaited() {
  std::string Key = "key";
  co_await mini::to_thread([&Key] { Sum += int(Key.size()); });
}

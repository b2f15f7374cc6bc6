// RUN: %check %s
//
// Near misses: plain functions and coroutines wait for the work by a promise, an atomic,
// a latch, by asking the handle, or do not leave at all.

#include "mini/mini.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <future>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

std::atomic<int> Sum = 0;
bool flip();
[[noreturn]] void fail() { std::abort(); }

mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

void byPromise(mini::thread_pool &Pool) {
  std::string Key = "key";
  std::promise<void> Done;
  Pool.post([&] {
    Sum += int(Key.size());
    Done.set_value();
  });
  Done.get_future().wait();
}
void byAtomic(mini::thread_pool &Pool) {
  std::string Key = "key";
  std::atomic<bool> Done = false;
  Pool.post([&] {
    Sum += int(Key.size());
    Done = true;
    Done.notify_one();
  });
  Done.wait(false);
}
void byLatch(mini::thread_pool &Pool) {
  std::string Key = "key";
  std::latch Left(3);
  for (int I = 0; I != 3; ++I)
    Pool.post([&] {
      Sum += int(Key.size());
      Left.count_down();
    });
  Left.wait();
}
void byCondition(mini::thread_pool &Pool) {
  std::string Key = "key";
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
  Pool.post([&] {
    std::lock_guard Lock(Mutex);
    Sum += int(Key.size());
    Done = true;
    Changed.notify_one();
  });
  std::unique_lock Lock(Mutex);
  Changed.wait(Lock, [&] { return Done; });
}
void bySpinning(mini::thread_pool &Pool) {
  std::string Key = "key";
  std::atomic<bool> Done = false;
  Pool.post([&] {
    Sum += int(Key.size());
    Done = true;
  });
  while (!Done)
    std::this_thread::yield();
}
void byThreads() {
  std::string Key = "key";
  std::vector<std::thread> Workers;
  for (int I = 0; I != 3; ++I)
    Workers.emplace_back([&Key] { Sum += int(Key.size()); });
  for (auto &Each : Workers)
    Each.join();
}
void byOwnPool() {
  std::string Key = "key";
  mini::thread_pool Pool;
  Pool.post([&Key] { Sum += int(Key.size()); });
}
mini::task<> endsTheProgram() {
  std::string Key = "key";
  auto Work = after(Key);
  if (flip())
    fail();
  co_await std::move(Work);
}
mini::task<> asksTheHandle() {
  std::string Key = "key";
  auto Work = after(Key);
  while (!Work.ready())
    co_await mini::yield();
  co_await std::move(Work);
}
mini::task<> joinsInARangeOfTurns() {
  std::string Key = "key";
  auto Work = after(Key);
  for (;;) {
    if (Work.ready()) {
      co_await std::move(Work);
      co_return;
    }
    co_await mini::yield();
  }
}

// RUN: %check %s
//
// Threads that use the object: one that is left alone, and those that a member keeps
// and the destructor joins.

#include "mini/mini.h"

#include <atomic>
#include <future>
#include <thread>
#include <utility>
#include <vector>

class byJthread {
public:
  ~byJthread() { Count = 0; }
  void start() {
    Worker = std::jthread([this](std::stop_token Stop) {
      while (!Stop.stop_requested())
        ++Count;
    });
  }

private:
  std::atomic<int> Count = 0;
  std::jthread Worker;
};
class byFuture {
public:
  ~byFuture() { Result.get(); }
  void start() {
    Result = std::async(std::launch::async, [this] { ++Count; });
  }

private:
  std::atomic<int> Count = 0;
  std::future<void> Result;
};
class byMany {
public:
  ~byMany() {
    for (auto &Each : Workers)
      Each.join();
  }
  void start() {
    for (int I = 0; I != 3; ++I)
      Workers.emplace_back([this] { ++Count; });
  }

private:
  std::atomic<int> Count = 0;
  std::vector<std::thread> Workers;
};
class byAwait {
public:
  ~byAwait() { Count = 0; }
  mini::task<int> compute() {
    co_return co_await mini::to_thread([this] { return ++Count; });
  }
  mini::task<> computeLater() {
    auto Work = mini::to_thread([this] { return ++Count; });
    co_await mini::yield();
    Sum += co_await std::move(Work);
  }

private:
  std::atomic<int> Count = 0;
  int Sum = 0;
};
class byPool {
public:
  ~byPool() { Count = 0; }
  void start() {
    Pool.post([this] { ++Count; });
  }

private:
  std::atomic<int> Count = 0;
  mini::thread_pool Pool;
};
class leftAlone {
public:
  ~leftAlone() { Count = 0; }
  void start() {
    std::thread([this] { ++Count; }).detach(); // expect: coro-this-escape
  }
  void startNamed() {
    std::thread Worker([this] { ++Count; }); // expect: coro-this-escape
    Worker.detach();
  }

private:
  std::atomic<int> Count = 0;
};

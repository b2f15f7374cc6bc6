// RUN: %check %s
// renamed: keep-models
//
// A coroutine whose task is handed to a pool, or is only awaited on a pool's
// thread, may block: the pool is known by its threads. One that the loop runs
// as well may not.

#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "mini/mini.h"

using namespace std::chrono_literals;

class pool {
public:
  explicit pool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      threads_.emplace_back([this](std::stop_token stop) { work(stop); });
  }

  void resume(std::coroutine_handle<> handle) {
    std::lock_guard lock(mutex_);
    ready_.push_back(handle);
    filled_.notify_one();
  }

  void spawn(mini::task<> work) {
    std::lock_guard lock(mutex_);
    spawned_.push_back(std::move(work));
    resume_later(spawned_.back());
  }

  auto schedule() {
    struct awaiter {
      pool &to;
      bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> handle) { to.resume(handle); }
      void await_resume() {}
    };
    return awaiter{*this};
  }

private:
  void resume_later(mini::task<> &work);
  void work(std::stop_token stop);

  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::deque<std::coroutine_handle<>> ready_;
  std::deque<mini::task<>> spawned_;
  std::vector<std::jthread> threads_;
};

mini::task<> given() {
  std::this_thread::sleep_for(1ms);
  co_return;
}

mini::task<> throughVariable() {
  std::this_thread::sleep_for(1ms);
  co_return;
}

mini::task<> awaitedThere() {
  std::this_thread::sleep_for(1ms);
  co_return;
}

mini::task<> awaitedByIt() {
  co_await awaitedThere();
  auto Later = awaitedThere();
  co_await std::move(Later);
}

mini::task<> both() {
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
  co_return;
}

mini::task<> awaitedOnEitherThread() {
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
  co_return;
}

mini::task<> awaitedBeforeTheHop() {
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
  co_return;
}

mini::task<> work(pool &Pool, bool Hop) {
  co_await awaitedBeforeTheHop();
  if (Hop)
    co_await Pool.schedule();
  co_await awaitedOnEitherThread();
  co_await Pool.schedule();
  co_await awaitedByIt();
}

void start(const std::unique_ptr<pool> &Pool) {
  Pool->spawn(given());
  auto Named = throughVariable();
  auto Moved = std::move(Named);
  Pool->spawn(std::move(Moved));
  auto InLambda = []() -> mini::task<> {
    std::this_thread::sleep_for(1ms);
    co_return;
  };
  Pool->spawn(InLambda());
  Pool->spawn(both());
  mini::sync_wait(both());
  mini::sync_wait(work(*Pool, true));
}

// One thread with a queue may be a loop of its own.
class queue {
public:
  void spawn(mini::task<> work);

private:
  std::jthread thread_;
};

mini::task<> givenToQueue() {
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
  co_return;
}

void start(queue &Queue) { Queue.spawn(givenToQueue()); }

//===- executor.cpp - work on other threads -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/executor.h"

#include "aio/detail/arrival.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <stdexcept>
#include <system_error>

namespace aio {

struct ThreadPoolExecutor::State {
  const unsigned MaxWorkers;
  const std::string NamePrefix;
  std::mutex Lock;
  std::condition_variable HasWork;
  std::deque<std::unique_ptr<detail::Job>> Jobs;
  std::vector<std::thread> Threads;
  unsigned Idle = 0;
  bool Closed = false;

  State(unsigned MaxWorkers, std::string NamePrefix)
      : MaxWorkers(MaxWorkers), NamePrefix(std::move(NamePrefix)) {}

  void work() {
    std::unique_lock Held(Lock);
    for (;;) {
      ++Idle;
      HasWork.wait(Held, [this] { return Closed || !Jobs.empty(); });
      --Idle;
      if (Jobs.empty())
        return;
      std::unique_ptr<detail::Job> J = std::move(Jobs.front());
      Jobs.pop_front();
      Held.unlock();
      J->run();
      J.reset(); // What it holds is let go before the next wait.
      Held.lock();
    }
  }
};

ThreadPoolExecutor::ThreadPoolExecutor(unsigned MaxWorkers,
                                       std::string NamePrefix) {
  if (MaxWorkers == 0)
    MaxWorkers = std::min(32u, std::thread::hardware_concurrency() + 4);
  S = std::make_shared<State>(MaxWorkers, std::move(NamePrefix));
}

ThreadPoolExecutor::~ThreadPoolExecutor() { shutdown(); }

void ThreadPoolExecutor::add(std::unique_ptr<detail::Job> J) {
  std::lock_guard Held(S->Lock);
  if (S->Closed)
    throw std::runtime_error("cannot schedule new futures after shutdown");
  S->Jobs.push_back(std::move(J));
  if (S->Jobs.size() > S->Idle && S->Threads.size() < S->MaxWorkers) {
    try {
      // The threads share the state: they may run on after `shutdown(false)`.
      S->Threads.emplace_back([S = S] { S->work(); });
    } catch (const std::system_error &) {
      // With fewer threads it takes longer; without any, it cannot be done.
      if (S->Threads.empty()) {
        S->Jobs.pop_back();
        throw;
      }
    }
    std::string Name =
        S->NamePrefix + "-" + std::to_string(S->Threads.size() - 1);
    // The kernel keeps 15 characters.
    ::pthread_setname_np(S->Threads.back().native_handle(),
                         Name.substr(0, 15).c_str());
  }
  S->HasWork.notify_one();
}

void ThreadPoolExecutor::shutdown(bool Wait, bool CancelFutures) {
  std::deque<std::unique_ptr<detail::Job>> Dropped;
  std::vector<std::thread> Threads;
  {
    std::lock_guard Held(S->Lock);
    S->Closed = true;
    if (CancelFutures)
      Dropped.swap(S->Jobs);
    Threads.swap(S->Threads);
    S->HasWork.notify_all();
  }
  for (auto &J : Dropped)
    J->cancel();
  for (std::thread &T : Threads) {
    // From one of its own threads it cannot be waited for.
    if (Wait && T.get_id() != std::this_thread::get_id())
      T.join();
    else
      T.detach();
  }
}

ThreadPoolExecutor &EventLoop::defaultExecutor() {
  if (DefaultIsShutDown)
    throw std::runtime_error("Executor shutdown has been called");
  if (!Default)
    Default = std::make_shared<ThreadPoolExecutor>();
  return *Default;
}

void EventLoop::set_default_executor(std::shared_ptr<ThreadPoolExecutor> E) {
  Default = std::move(E);
}

Coro<void> EventLoop::shutdown_default_executor() {
  DefaultIsShutDown = true;
  if (!Default)
    co_return;
  // Waiting for the threads takes a thread.
  Future<void> Ended(*this);
  auto Tell = detail::expectOn(*this, [Ended] {
    if (!Ended.done())
      Ended.set_result();
  });
  std::thread Waits([E = Default, Tell]() mutable {
    E->shutdown();
    E.reset();
    Tell();
  });
  struct Join {
    std::thread &T;
    ~Join() { T.join(); }
  } AtEnd{Waits}; // NOLINT(coro-blocking-call): it ends once it has told
  co_await Ended;
}

} // namespace aio

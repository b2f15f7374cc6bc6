//===- ExecutorTest.cpp - work on other threads ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

int twice(int N) { return 2 * N; }

TEST(ConcurrentFuture, IsSetOnceAndAskedOften) {
  aio::ConcurrentFuture<int> F;
  EXPECT_THROW(F.result(1ms), aio::TimeoutError);
  int Told = 0;
  F.add_done_callback([&](const auto &F) { Told = F.result(); });
  F.set_result(3);
  EXPECT_EQ(F.result(), 3);
  EXPECT_EQ(F.result(), 3);
  EXPECT_EQ(Told, 3);
  EXPECT_FALSE(F.exception());
  EXPECT_THROW(F.set_result(4), aio::InvalidStateError);
  EXPECT_FALSE(F.cancel());
  F.add_done_callback([&](const auto &) { Told = 4; });
  EXPECT_EQ(Told, 4) << "called at once";
}

TEST(ConcurrentFuture, IsCancelledBeforeItRuns) {
  aio::ConcurrentFuture<int> F, G;
  EXPECT_TRUE(F.cancel());
  EXPECT_TRUE(F.cancel());
  EXPECT_FALSE(F.set_running_or_notify_cancel());
  EXPECT_THROW(F.result(), aio::CancelledError);
  EXPECT_TRUE(G.set_running_or_notify_cancel());
  EXPECT_TRUE(G.running());
  EXPECT_FALSE(G.cancel());
}

TEST(ThreadPoolExecutor, RunsWhatItIsGiven) {
  aio::ThreadPoolExecutor Pool(2);
  EXPECT_EQ(Pool.submit(twice, 4).result(), 8);
  auto Box = Pool.submit([](std::unique_ptr<int> P) { return P; },
                         std::make_unique<int>(5));
  EXPECT_EQ(*Box.result(), 5);
  auto Bad = Pool.submit([] { throw std::out_of_range("x"); });
  EXPECT_THROW(Bad.result(), std::out_of_range);
  int Sum = 0;
  for (auto &F : Pool.map(twice, std::vector<int>{1, 2, 3}))
    Sum += F.result();
  EXPECT_EQ(Sum, 12);
}

TEST(ThreadPoolExecutor, HasAtMostSoManyThreads) {
  std::atomic<int> Now = 0, Most = 0;
  {
    aio::ThreadPoolExecutor Pool(3);
    for (int I = 0; I != 30; ++I)
      (void)Pool.submit([&] {
        int N = ++Now;
        for (int M = Most; N > M && !Most.compare_exchange_weak(M, N);)
          ;
        std::this_thread::sleep_for(1ms);
        --Now;
      });
  }
  EXPECT_LE(Most, 3);
  EXPECT_GE(Most, 1);
}

TEST(ThreadPoolExecutor, ShutsDown) {
  aio::ThreadPoolExecutor Pool(1);
  std::atomic<bool> Go = false;
  auto Runs = Pool.submit([&] {
    while (!Go)
      std::this_thread::sleep_for(100us);
    return 1;
  });
  auto Waits = Pool.submit([] { return 2; });
  while (!Runs.running())
    std::this_thread::sleep_for(100us);
  Pool.shutdown(/*Wait=*/false, /*CancelFutures=*/true);
  EXPECT_TRUE(Waits.cancelled());
  Go = true;
  EXPECT_EQ(Runs.result(), 1);
  EXPECT_THROW((void)Pool.submit(twice, 1), std::runtime_error);
}

TEST(Executor, ToThreadRunsElsewhereInACopyOfTheContext) {
  static aio::ContextVar<int> Var("Var", 0);
  auto Main = []() -> aio::Coro<> {
    auto Here = std::this_thread::get_id();
    Var.set(7);
    int Got = co_await aio::to_thread(
        [Here](int N) {
          EXPECT_NE(std::this_thread::get_id(), Here);
          EXPECT_EQ(Var.get(), 7);
          Var.set(8);
          return N + 1;
        },
        1);
    EXPECT_EQ(Got, 2);
    EXPECT_EQ(Var.get(), 7);
    EXPECT_EQ(std::this_thread::get_id(), Here);
  };
  aio::run(Main());
}

TEST(Executor, ItsFutureIsAwaited) {
  auto Main = []() -> aio::Coro<> {
    aio::ThreadPoolExecutor Pool(2);
    EXPECT_EQ(co_await Pool.submit(twice, 3), 6);
    EXPECT_EQ(co_await aio::run_in_executor(&Pool, twice, 4), 8);
    auto [A, B] = co_await aio::gather(
        aio::run_in_executor(&Pool, twice, 5),
        aio::to_thread([] { std::this_thread::sleep_for(1ms); }));
    EXPECT_EQ(A, 10);
    (void)B;
    try {
      co_await aio::to_thread([] { throw std::out_of_range("x"); });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::out_of_range &) {
    }
  };
  aio::run(Main());
}

TEST(Executor, TheLoopRunsMeanwhile) {
  auto Main = []() -> aio::Coro<> {
    auto Work = aio::create_task(
        aio::to_thread([] { std::this_thread::sleep_for(20ms); }));
    int Turns = 0;
    for (; !Work.done(); ++Turns)
      co_await aio::sleep(1ms);
    EXPECT_GT(Turns, 2);
  };
  aio::run(Main());
}

TEST(Executor, CancellingCancelsWhatHasNotBegun) {
  auto Main = []() -> aio::Coro<> {
    aio::ThreadPoolExecutor Pool(1);
    std::atomic<bool> Go = false, Ran = false;
    auto First = Pool.submit([&] {
      while (!Go)
        std::this_thread::sleep_for(100us);
    });
    auto Second = Pool.submit([&] { Ran = true; });
    aio::Future<> Waits = aio::wrap_future(Second);
    co_await aio::sleep(1ms);
    Waits.cancel();
    co_await aio::sleep(0s);
    EXPECT_TRUE(Second.cancelled());
    Go = true;
    co_await First;
    EXPECT_FALSE(Ran);
    // The thread's cancellation is the loop's as well.
    auto Third = aio::ConcurrentFuture<int>();
    aio::Future<int> Wrapped = aio::wrap_future(Third);
    Third.cancel();
    co_await aio::sleep(1ms);
    EXPECT_TRUE(Wrapped.cancelled());
  };
  aio::run(Main());
}

TEST(Executor, RunWaitsForTheDefaultOne) {
  std::atomic<bool> Ended = false;
  auto Main = [&]() -> aio::Coro<> {
    aio::Future<> Dropped = aio::run_in_executor(nullptr, [&] {
      std::this_thread::sleep_for(10ms);
      Ended = true;
    });
    (void)Dropped;
    co_return;
  };
  aio::run(Main());
  EXPECT_TRUE(Ended);
}

TEST(Executor, ALoopMayCloseWhileWorkRuns) {
  aio::ThreadPoolExecutor Pool(1);
  std::atomic<bool> Go = false;
  auto Work = [&] {
    while (!Go)
      std::this_thread::sleep_for(100us);
    return 1;
  };
  aio::ConcurrentFuture<int> F;
  {
    aio::EventLoop Loop;
    auto Main = [&]() -> aio::Coro<> {
      F = Pool.submit(Work);
      while (!F.running())
        co_await aio::sleep(100us);
      co_await aio::wait_for(F, 1ms);
    };
    EXPECT_THROW(Loop.run_until_complete(Main()), aio::TimeoutError);
  }
  Go = true;
  EXPECT_EQ(F.result(), 1);
}

TEST(Executor, CoroutinesAreRunFromOtherThreads) {
  auto Add = [](int A, int B) -> aio::Coro<int> {
    co_await aio::sleep(1ms);
    co_return A + B;
  };
  auto Fail = []() -> aio::Coro<> {
    co_await aio::sleep(1ms);
    throw std::out_of_range("x");
  };
  aio::EventLoop Loop;
  std::thread Other([&] {
    EXPECT_EQ(aio::run_coroutine_threadsafe(Add(1, 2), Loop).result(), 3);
    EXPECT_THROW(aio::run_coroutine_threadsafe(Fail(), Loop).result(),
                 std::out_of_range);
    Loop.call_soon_threadsafe([&] { Loop.stop(); });
  });
  Loop.run_forever();
  Other.join();
}

TEST(Executor, ManyThreadsPostWhileTheLoopCloses) {
  for (int Round = 0; Round != 20; ++Round) {
    auto Loop = std::make_unique<aio::EventLoop>();
    auto Mail = Loop->mailbox();
    aio::ThreadPoolExecutor Pool(4);
    std::atomic<int> Ran = 0;
    auto Main = [&]() -> aio::Coro<> {
      std::vector<aio::Future<int>> Work;
      for (int I = 0; I != 50; ++I)
        Work.push_back(Pool.submit([&Ran] { return ++Ran; })
                           .wrap(aio::get_running_loop()));
      co_await Work.front();
    };
    Loop->run_until_complete(Main());
    Loop.reset();
    Pool.shutdown();
    EXPECT_EQ(Ran, 50);
  }
}

} // namespace

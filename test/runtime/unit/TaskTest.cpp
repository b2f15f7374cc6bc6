//===- TaskTest.cpp - coroutines that run on their own --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

TEST(Task, StartsWhenTheLoopGetsToIt) {
  std::vector<std::string> Trace;
  auto Work = [&]() -> aio::Coro<int> {
    Trace.push_back("work");
    co_return 42;
  };
  auto Main = [&]() -> aio::Coro<int> {
    aio::Task<int> T = aio::create_task(Work());
    Trace.push_back("made");
    int Result = co_await T;
    Trace.push_back("awaited");
    co_return Result;
  };
  EXPECT_EQ(aio::run(Main()), 42);
  EXPECT_EQ(Trace, (std::vector<std::string>{"made", "work", "awaited"}));
}

TEST(Task, CancelBeforeTheStartRunsNothing) {
  bool Ran = false;
  auto Work = [&]() -> aio::Coro<> {
    Ran = true;
    co_return;
  };
  auto Main = [&]() -> aio::Coro<> {
    aio::Task<> T = aio::create_task(Work());
    EXPECT_TRUE(T.cancel());
    try {
      co_await T;
      ADD_FAILURE() << "nothing was thrown";
    } catch (const aio::CancelledError &) {
    }
    EXPECT_TRUE(T.cancelled());
    EXPECT_FALSE(T.cancel());
  };
  aio::run(Main());
  EXPECT_FALSE(Ran);
}

TEST(Task, CancelEndsACircle) {
  auto Main = []() -> aio::Coro<> {
    std::vector<aio::Task<>> Tasks;
    auto Waits = [&](unsigned Of) -> aio::Coro<> { co_await Tasks[Of]; };
    // 0 -> 1 -> 2 -> 1
    for (unsigned Of : {1u, 2u, 1u})
      Tasks.push_back(aio::create_task(Waits(Of)));
    co_await aio::sleep(0s);
    EXPECT_TRUE(Tasks[0].cancel());
    EXPECT_TRUE(Tasks[1].cancel());
    co_await aio::sleep(1ms);
    for (auto &T : Tasks)
      EXPECT_TRUE(T.cancelled());
  };
  aio::run(Main());
}

TEST(Task, CancelReachesTheEndOfALongChain) {
  auto Main = []() -> aio::Coro<> {
    auto Sleeps = []() -> aio::Coro<> { co_await aio::sleep(1h); };
    auto Waits = [](aio::Task<> Of) -> aio::Coro<> { co_await Of; };
    std::vector<aio::Task<>> Tasks{aio::create_task(Sleeps())};
    for (int I = 0; I != 20000; ++I)
      Tasks.push_back(aio::create_task(Waits(Tasks.back())));
    co_await aio::sleep(0s);
    EXPECT_TRUE(Tasks.back().cancel());
    EXPECT_EQ(Tasks.front().cancelling(), 1u);
    EXPECT_EQ(Tasks.back().cancelling(), 1u);
    Tasks.front().cancel();
    while (!Tasks.back().done())
      co_await aio::sleep(0s);
    for (auto &T : Tasks)
      EXPECT_TRUE(T.cancelled());
  };
  aio::run(Main());
}

TEST(Task, IsDestroyedWithItsLoop) {
  auto Probe = std::make_shared<int>(1);
  auto Work = [](std::shared_ptr<int> P) -> aio::Coro<> {
    aio::Future<> Never;
    co_await Never;
    *P = 2;
  };
  std::string Told;
  {
    aio::EventLoop Loop;
    Loop.set_exception_handler(
        [&](aio::EventLoop &, const aio::ExceptionContext &C) {
          Told = C.Message;
        });
    (void)Loop.create_task(Work(Probe), "left");
    Loop.call_soon([&] { Loop.call_soon([&] { Loop.stop(); }); });
    Loop.run_forever();
    EXPECT_EQ(Probe.use_count(), 2);
  }
  EXPECT_EQ(Probe.use_count(), 1);
  EXPECT_EQ(Told, "Task was destroyed but it is pending! left");
}

} // namespace

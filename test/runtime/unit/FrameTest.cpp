//===- FrameTest.cpp - who owns a coroutine, and what it takes ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

// A million tasks are to fit: see bench/memory.cpp.
static_assert(sizeof(aio::Coro<>) == sizeof(void *));
static_assert(sizeof(aio::detail::TaskStateOf<void>) <= 120);
static_assert(sizeof(aio::Sleep) <= 48);

using Probe = std::shared_ptr<int>;

aio::Coro<int> count(Probe P) { co_return static_cast<int>(P.use_count()); }
aio::Coro<std::string> text(Probe) { co_return std::string(100, 'x'); }
aio::Coro<int> fails(Probe) {
  throw std::logic_error("no");
  co_return 0;
}
aio::Coro<> yields(Probe) { co_await aio::sleep(0s); }

TEST(Frame, OfUnawaitedCoroutineDies) {
  auto P = std::make_shared<int>();
  auto Main = [](Probe P) -> aio::Coro<> {
    long Before = P.use_count();
    (void)count(P);
    EXPECT_EQ(P.use_count(), Before);
    {
      aio::Coro<int> Named = count(P);
      EXPECT_EQ(P.use_count(), Before + 1);
    }
    EXPECT_EQ(P.use_count(), Before);
    co_return;
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, LivesWhereItWasMovedTo) {
  auto P = std::make_shared<int>();
  auto Main = [](Probe P) -> aio::Coro<> {
    std::vector<aio::Coro<int>> Kept;
    for (int I = 0; I != 10; ++I)
      Kept.push_back(count(P));
    long Before = P.use_count();
    aio::Coro<int> First = std::move(Kept.front());
    EXPECT_TRUE(Kept.front().done());
    EXPECT_EQ(P.use_count(), Before);
    EXPECT_EQ(co_await std::move(First), Before);
    EXPECT_EQ(co_await std::move(Kept[1]), Before);
    Kept.clear();
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, AwaitedWhereItIsMadeAsOftenAsOneLikes) {
  auto P = std::make_shared<int>();
  auto Main = [](Probe P) -> aio::Coro<> {
    for (int I = 0; I != 100; ++I) {
      EXPECT_GE(co_await count(P), 2);
      EXPECT_EQ((co_await text(P)).size(), 100u);
      co_await yields(P);
      try {
        co_await fails(P);
        ADD_FAILURE() << "nothing was thrown";
      } catch (const std::logic_error &E) {
        EXPECT_STREQ(E.what(), "no");
      }
    }
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, AwaitedTwiceThrows) {
  auto P = std::make_shared<int>();
  auto Main = [](Probe P) -> aio::Coro<> {
    aio::Coro<int> C = count(P);
    co_await std::move(C);
    try {
      co_await std::move(C);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "cannot reuse already awaited coroutine");
    }
    EXPECT_THROW((void)aio::create_task(std::move(C)), std::runtime_error);
    EXPECT_THROW((void)aio::create_task(aio::Coro<int>()), std::runtime_error);
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, DestroyedWhileItAwaitsAnother) {
  auto P = std::make_shared<int>();
  auto Inner = [](Probe) -> aio::Coro<> { co_await aio::sleep(1h); };
  auto Outer = [&](Probe P) -> aio::Coro<> { co_await Inner(P); };
  auto Main = [&](Probe P) -> aio::Coro<> {
    aio::Task<> T = aio::create_task(Outer(P));
    co_await aio::sleep(0s);
    EXPECT_GE(P.use_count(), 4);
    T.cancel("enough");
    try {
      co_await T;
      ADD_FAILURE() << "nothing was thrown";
    } catch (const aio::CancelledError &E) {
      EXPECT_STREQ(E.what(), "enough");
    }
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, DrivenByHand) {
  auto P = std::make_shared<int>();
  auto Main = [](Probe P) -> aio::Coro<> {
    aio::Coro<> C = yields(P);
    EXPECT_TRUE(C.send());
    EXPECT_EQ(C.awaiting(), nullptr);
    aio::Coro<> Moved = std::move(C);
    EXPECT_TRUE(C.done());
    EXPECT_THROW(std::move(Moved).operator co_await().await_ready(),
                 std::runtime_error);
    EXPECT_FALSE(Moved.done());
    EXPECT_FALSE(Moved.send());
    EXPECT_TRUE(Moved.done());
    Moved.result();

    aio::Coro<> Left = yields(P);
    EXPECT_TRUE(Left.send()); // and is destroyed where it stands

    aio::Coro<> Closed = yields(P);
    EXPECT_TRUE(Closed.send());
    Closed.close();
    EXPECT_TRUE(Closed.done());

    aio::Coro<> Unstarted = yields(P);
    EXPECT_THROW(Unstarted.throw_(std::make_exception_ptr(
                     std::out_of_range("thrown into it"))),
                 std::out_of_range);
    EXPECT_TRUE(Unstarted.done());
    EXPECT_THROW(Unstarted.send(), std::runtime_error);
    co_return;
  };
  aio::run(Main(P));
  EXPECT_EQ(P.use_count(), 1);
}

TEST(Frame, SleepByHandLeavesTheLoopWhenDestroyed) {
  auto Main = []() -> aio::Coro<> {
    {
      auto Sleeper = []() -> aio::Coro<> { co_await aio::sleep(1ms); };
      aio::Coro<> C = Sleeper();
      EXPECT_TRUE(C.send());
      EXPECT_NE(C.awaiting(), nullptr);
    }
    co_await aio::sleep(5ms); // Nobody is called meanwhile.
  };
  aio::run(Main());
}

TEST(Frame, SleepIsAwaitedOnce) {
  auto Main = []() -> aio::Coro<> {
    aio::Sleep S = aio::sleep(1ms);
    aio::Sleep Moved = std::move(S);
    co_await std::move(Moved);
    bool Threw = false;
    try {
      co_await std::move(Moved);
    } catch (const std::runtime_error &) {
      Threw = true;
    }
    EXPECT_TRUE(Threw);
  };
  aio::run(Main());
}

struct ThrowsWhenMoved {
  explicit ThrowsWhenMoved(int) {}
  ThrowsWhenMoved(const ThrowsWhenMoved &) { throw std::domain_error("moved"); }
};

TEST(Frame, ResultThatThrowsWhenMovedIsTheTasksError) {
  auto Work = []() -> aio::Coro<ThrowsWhenMoved> { co_return 1; };
  auto Main = [&]() -> aio::Coro<> {
    aio::Task<ThrowsWhenMoved> T = aio::create_task(Work());
    bool Threw = false;
    try {
      (void)co_await T;
    } catch (const std::domain_error &) {
      Threw = true;
    }
    EXPECT_TRUE(Threw);
  };
  aio::run(Main());
}

TEST(Frame, MayBeFreedOnAnotherThread) {
  auto P = std::make_shared<int>();
  for (int Round = 0; Round != 3; ++Round) {
    std::vector<aio::Coro<int>> Made;
    for (int I = 0; I != 10000; ++I) // More than a thread keeps.
      Made.push_back(count(P));
    std::thread([&] { Made.clear(); }).join();
  }
  EXPECT_EQ(P.use_count(), 1);
}

} // namespace

//===- ForeignAwaiterTest.cpp - awaitables of other libraries -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <thread>

using namespace std::chrono_literals;

namespace {

/// Resumes on a thread of its own.
struct OnThread {
  std::thread &In;
  std::chrono::milliseconds After{1};
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> H) {
    In = std::thread([H, After = After] {
      std::this_thread::sleep_for(After);
      H.resume();
    });
  }
  int await_resume() const { return 5; }
};

TEST(ForeignAwaiter, ComesBackToTheLoopsThread) {
  std::thread Other;
  auto Main = [&]() -> aio::Coro<int> {
    auto Here = std::this_thread::get_id();
    int Got = co_await OnThread{Other};
    EXPECT_EQ(std::this_thread::get_id(), Here);
    EXPECT_TRUE(aio::current_task());
    co_return Got;
  };
  EXPECT_EQ(aio::run(Main()), 5);
  Other.join();
}

TEST(ForeignAwaiter, IsCancelledWhenItIsOver) {
  std::thread Other;
  bool Waited = false;
  auto Work = [&]() -> aio::Coro<> {
    try {
      co_await OnThread{Other, 20ms};
      ADD_FAILURE() << "nothing was thrown";
    } catch (const aio::CancelledError &) {
      Waited = true;
      throw;
    }
  };
  auto Main = [&]() -> aio::Coro<> {
    auto T = aio::create_task(Work());
    co_await aio::sleep(0s);
    EXPECT_TRUE(T.cancel());
    co_await aio::sleep(1ms);
    EXPECT_FALSE(T.done());
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    EXPECT_TRUE(T.cancelled());
  };
  aio::run(Main());
  EXPECT_TRUE(Waited);
  Other.join();
}

struct Refuses {
  bool await_ready() const { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() const { return 6; }
};

TEST(ForeignAwaiter, MayRefuseToSuspend) {
  auto Main = []() -> aio::Coro<int> {
    co_await std::suspend_never();
    co_return co_await Refuses();
  };
  EXPECT_EQ(aio::run(Main()), 6);
}

/// Goes on in another coroutine: here, the one that was suspended.
struct Transfers {
  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> H) { return H; }
  void await_resume() const {}
};
struct ByOperator {
  Transfers operator co_await() const { return {}; }
};

TEST(ForeignAwaiter, MayTransferAndHaveAnOperator) {
  auto Main = []() -> aio::Coro<> {
    for (int I = 0; I != 3; ++I) {
      co_await Transfers();
      co_await ByOperator();
    }
  };
  aio::run(Main());
}

} // namespace

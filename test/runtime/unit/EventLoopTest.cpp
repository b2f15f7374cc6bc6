//===- EventLoopTest.cpp - the loop and its callbacks ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <fcntl.h>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

using Strings = std::vector<std::string>;

void runFor(aio::EventLoop &Loop, aio::Duration Time) {
  Loop.call_later(Time, [&] { Loop.stop(); });
  Loop.run_forever();
}

TEST(EventLoop, CallsInOrder) {
  Strings Trace;
  aio::EventLoop Loop;
  Loop.call_later(40ms, [&] { Trace.push_back("later"); });
  Loop.call_soon([&] {
    Trace.push_back("first");
    Loop.call_soon([&] { Trace.push_back("third"); });
  });
  Loop.call_soon([&] { Trace.push_back("second"); });
  Loop.call_at(Loop.time() + 20ms, [&] { Trace.push_back("at"); });
  runFor(Loop, 100ms);
  EXPECT_EQ(Trace, (Strings{"first", "second", "third", "at", "later"}));
}

TEST(EventLoop, ACancelledCallbackIsNotCalled) {
  auto Probe = std::make_shared<int>(0);
  aio::EventLoop Loop;
  auto Soon = Loop.call_soon([Probe] { ++*Probe; });
  auto Later = Loop.call_later(1ms, [Probe] { ++*Probe; });
  EXPECT_EQ(Probe.use_count(), 3);
  Soon.cancel();
  Later.cancel();
  Later.cancel();
  EXPECT_TRUE(Soon.cancelled() && Later.cancelled());
  EXPECT_EQ(Probe.use_count(), 1) << "what the callable holds is let go";
  runFor(Loop, 3ms);
  EXPECT_EQ(*Probe, 0);
}

TEST(EventLoop, ACallbackMayCancelItself) {
  auto Probe = std::make_shared<int>(0);
  aio::EventLoop Loop;
  aio::Handle Own;
  Own = Loop.call_soon([&Own, Probe] {
    Own.cancel();
    ++*Probe;
  });
  runFor(Loop, 1ms);
  EXPECT_EQ(*Probe, 1);
  EXPECT_EQ(Probe.use_count(), 1);
}

TEST(EventLoop, ACallbackMayHoldItsHandle) {
  struct Self {
    aio::Handle H;
  };
  auto S = std::make_shared<Self>();
  std::weak_ptr<Self> Watch = S;
  {
    aio::EventLoop Loop;
    S->H = Loop.call_soon([S] {});
    S.reset();
    runFor(Loop, 1ms);
  }
  EXPECT_TRUE(Watch.expired());
}

TEST(EventLoop, TellsOfExceptionsInCallbacks) {
  Strings Told;
  aio::EventLoop Loop;
  Loop.set_exception_handler(
      [&](aio::EventLoop &, const aio::ExceptionContext &C) {
        Told.push_back(C.Message);
        try {
          std::rethrow_exception(C.Exception);
        } catch (const std::exception &E) {
          Told.push_back(E.what());
        }
      });
  bool RunsOn = false;
  Loop.call_soon([] { throw std::runtime_error("bad"); });
  Loop.call_soon([&] { RunsOn = true; });
  runFor(Loop, 1ms);
  EXPECT_EQ(Told, (Strings{"Exception in callback", "bad"}));
  EXPECT_TRUE(RunsOn);
}

TEST(EventLoop, KeyboardInterruptEndsIt) {
  aio::EventLoop Loop;
  bool Ran = false;
  Loop.call_soon([] { throw aio::KeyboardInterrupt(); });
  Loop.call_soon([&] { Ran = true; });
  EXPECT_THROW(Loop.run_forever(), aio::KeyboardInterrupt);
  EXPECT_FALSE(Ran);
  EXPECT_FALSE(Loop.is_running());
  runFor(Loop, 1ms);
  EXPECT_TRUE(Ran) << "what was left of the turn is not lost";
}

TEST(EventLoop, IsClosedForGood) {
  auto Probe = std::make_shared<int>(0);
  aio::EventLoop Loop;
  Loop.call_soon([Probe] {});
  Loop.call_later(1h, [Probe] {});
  Loop.close();
  Loop.close();
  EXPECT_TRUE(Loop.is_closed());
  EXPECT_EQ(Probe.use_count(), 1);
  EXPECT_THROW(Loop.call_soon([] {}), std::runtime_error);
  EXPECT_THROW(Loop.call_later(1ms, [] {}), std::runtime_error);
  EXPECT_THROW(Loop.call_soon_threadsafe([] {}), std::runtime_error);
  EXPECT_THROW(Loop.run_forever(), std::runtime_error);
  auto Work = []() -> aio::Coro<> { co_return; };
  EXPECT_THROW((void)Loop.create_task(Work()), std::runtime_error);
}

TEST(EventLoop, OnlyOneRunsOnAThread) {
  auto Main = []() -> aio::Coro<> {
    auto Inner = []() -> aio::Coro<> { co_return; };
    EXPECT_THROW(aio::run(Inner()), std::runtime_error);
    aio::EventLoop Other;
    EXPECT_THROW(Other.run_forever(), std::runtime_error);
    EXPECT_THROW(aio::get_running_loop().run_forever(), std::runtime_error);
    co_return;
  };
  aio::run(Main());
}

TEST(EventLoop, StopsBeforeTheFutureHasEnded) {
  aio::EventLoop Loop;
  auto Main = [&]() -> aio::Coro<> {
    Loop.stop();
    co_await aio::sleep(1h);
  };
  EXPECT_THROW(Loop.run_until_complete(Main()), std::runtime_error);
  Loop.set_exception_handler(
      [](aio::EventLoop &, const aio::ExceptionContext &) {});
}

TEST(EventLoop, IsWokenFromOtherThreads) {
  aio::EventLoop Loop;
  int N = 0;
  std::vector<std::thread> Threads;
  for (int T = 0; T != 4; ++T)
    Threads.emplace_back([&] {
      for (int I = 0; I != 1000; ++I) {
        Loop.call_soon_threadsafe([&] {
          if (++N == 4000)
            Loop.stop();
        });
        if (I % 100 == 0)
          std::this_thread::sleep_for(100us);
      }
    });
  Loop.run_forever();
  for (std::thread &T : Threads)
    T.join();
  EXPECT_EQ(N, 4000);
}

TEST(EventLoop, WatchesDescriptors) {
  int Ends[2];
  ASSERT_EQ(::pipe2(Ends, O_CLOEXEC | O_NONBLOCK), 0);
  aio::EventLoop Loop;
  std::string Got;
  Loop.add_reader(Ends[0], [&] {
    char C;
    if (::read(Ends[0], &C, 1) == 1)
      Got += C;
    if (Got.size() == 3) {
      EXPECT_TRUE(Loop.remove_reader(Ends[0]));
      Loop.stop();
    }
  });
  Loop.add_writer(Ends[1], [&] {
    EXPECT_EQ(::write(Ends[1], "abc", 3), 3);
    EXPECT_TRUE(Loop.remove_writer(Ends[1]));
  });
  Loop.run_forever();
  EXPECT_EQ(Got, "abc");
  EXPECT_FALSE(Loop.remove_reader(Ends[0]));
  EXPECT_THROW(Loop.add_reader(-1, [] {}), std::system_error);
  ::close(Ends[0]);
  ::close(Ends[1]);
}

aio::ContextVar<int> Var("Var", 0);

TEST(EventLoop, CallbacksHaveTheContextOfTheirMaker) {
  std::vector<int> Seen;
  auto Main = [&]() -> aio::Coro<> {
    Var.set(1);
    auto &Loop = aio::get_running_loop();
    Loop.call_soon([&] {
      Seen.push_back(Var.get());
      Var.set(5);
    });
    auto Own = aio::copy_context();
    Own.run([] { Var.set(7); });
    Loop.call_soon([&] { Seen.push_back(Var.get()); }, Own);
    Var.set(2);
    Loop.call_soon([&] { Seen.push_back(Var.get()); });
    co_await aio::sleep(1ms);
    Seen.push_back(Var.get());
  };
  aio::run(Main());
  EXPECT_EQ(Seen, (std::vector<int>{1, 7, 2, 2}));
}

} // namespace

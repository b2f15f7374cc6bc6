//===- SignalsTest.cpp - signals, and Ctrl-C in run -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <csignal>
#include <thread>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;

bool isDefault(int Signal) {
  struct sigaction A;
  ::sigaction(Signal, nullptr, &A);
  return A.sa_handler == SIG_DFL;
}

TEST(Signals, WakeASleepingLoop) {
  NoLeak Check;
  aio::EventLoop L;
  int Calls = 0;
  L.add_signal_handler(SIGUSR1, [&] {
    if (++Calls == 3)
      L.stop();
  });
  std::thread Other([&] {
    for (int I = 0; I < 3; ++I) {
      std::this_thread::sleep_for(5ms);
      // To this thread itself, which runs no loop.
      ::raise(SIGUSR1);
    }
  });
  L.run_forever();
  Other.join();
  EXPECT_EQ(Calls, 3);
  EXPECT_TRUE(L.remove_signal_handler(SIGUSR1));
  EXPECT_FALSE(L.remove_signal_handler(SIGUSR1));
  EXPECT_TRUE(isDefault(SIGUSR1));
}

TEST(Signals, AreHandledByABusyLoop) {
  aio::EventLoop L;
  bool Called = false;
  L.add_signal_handler(SIGUSR1, [&] { Called = true; });
  auto Main = [&]() -> Coro<> {
    ::raise(SIGUSR1);
    EXPECT_FALSE(Called);
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    EXPECT_TRUE(Called);
  };
  L.run_until_complete(Main());
}

TEST(Signals, AreReplacedAndGivenBack) {
  std::string Trace;
  {
    aio::EventLoop L;
    L.add_signal_handler(SIGUSR1, [&] { Trace += "1"; });
    L.add_signal_handler(SIGUSR1, [&] { Trace += "2"; });
    L.add_signal_handler(SIGUSR2, [&] { Trace += "u"; });
    ::raise(SIGUSR1);
    ::raise(SIGUSR2);
    L.call_later(1ms, [&] { L.stop(); });
    L.run_forever();
  }
  EXPECT_EQ(Trace, "2u");
  EXPECT_TRUE(isDefault(SIGUSR1));
  EXPECT_TRUE(isDefault(SIGUSR2));
}

TEST(Signals, HaveOneOwner) {
  aio::EventLoop L;
  L.add_signal_handler(SIGUSR1, [] {});
  std::thread([] {
    aio::EventLoop Other;
    try {
      Other.add_signal_handler(SIGUSR1, [] {});
      ADD_FAILURE();
    } catch (const std::runtime_error &E) {
      EXPECT_EQ(E.what(),
                "another event loop handles signal " + std::to_string(SIGUSR1));
    }
    EXPECT_FALSE(Other.remove_signal_handler(SIGUSR1));
    int Calls = 0;
    Other.add_signal_handler(SIGUSR2, [&] {
      ++Calls;
      Other.stop();
    });
    ::kill(::getpid(), SIGUSR2);
    Other.run_forever();
    EXPECT_EQ(Calls, 1);
  }).join();
  EXPECT_TRUE(L.remove_signal_handler(SIGUSR1));
}

TEST(Signals, Errors) {
  aio::EventLoop L;
  for (int Bad : {0, -1, 1000}) {
    EXPECT_THROW(L.add_signal_handler(Bad, [] {}), std::invalid_argument);
    EXPECT_THROW(L.remove_signal_handler(Bad), std::invalid_argument);
  }
  try {
    L.add_signal_handler(SIGKILL, [] {});
    ADD_FAILURE();
  } catch (const std::runtime_error &E) {
    EXPECT_STREQ(E.what(), "sig 9 cannot be caught");
  }
  EXPECT_FALSE(L.remove_signal_handler(SIGKILL));
  L.close();
  EXPECT_THROW(L.add_signal_handler(SIGUSR1, [] {}), std::runtime_error);
}

TEST(Signals, ComeAndGoWhileTheyArrive) {
  // Without a handler, this one is ignored.
  std::atomic<bool> Done = false;
  std::thread Sender([&] {
    while (!Done)
      ::raise(SIGURG);
  });
  for (int I = 0; I < 200; ++I) {
    aio::EventLoop L;
    L.add_signal_handler(SIGURG, [&] { L.stop(); });
    L.run_forever();
  }
  Done = true;
  Sender.join();
}

// --- Ctrl-C ----------------------------------------------------------------

TEST(Signals, TheFirstInterruptCancelsTheMainTask) {
  bool Cleaned = false;
  auto Main = [&]() -> Coro<> {
    ::raise(SIGINT);
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
      Cleaned = true;
      throw;
    }
  };
  EXPECT_THROW(aio::run(Main()), aio::KeyboardInterrupt);
  EXPECT_TRUE(Cleaned);
  EXPECT_TRUE(isDefault(SIGINT));
}

TEST(Signals, AnInterruptFromElsewhereWakesTheLoop) {
  auto Main = []() -> Coro<> { co_await aio::sleep(10s); };
  std::thread Other([] {
    std::this_thread::sleep_for(10ms);
    ::kill(::getpid(), SIGINT);
  });
  EXPECT_THROW(aio::run(Main()), aio::KeyboardInterrupt);
  Other.join();
}

TEST(Signals, ASwallowedInterruptIsNone) {
  auto Main = []() -> Coro<int> {
    ::raise(SIGINT);
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
    }
    co_return 5;
  };
  EXPECT_EQ(aio::run(Main()), 5);
}

TEST(Signals, TheSecondInterruptEndsTheLoop) {
  bool Cancelled = false;
  auto Main = [&]() -> Coro<> {
    ::raise(SIGINT);
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
    }
    ::raise(SIGINT);
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
      Cancelled = true; // by the end of `run`
      throw;
    }
  };
  EXPECT_THROW(aio::run(Main()), aio::KeyboardInterrupt);
  EXPECT_TRUE(Cancelled);
}

TEST(Signals, AnotherCancellationIsNotTakenForAnInterrupt) {
  auto Main = []() -> Coro<> {
    aio::current_task().cancel();
    co_await aio::sleep(10s);
  };
  EXPECT_THROW(aio::run(Main()), aio::CancelledError);
  // Both at once: the other one remains.
  auto Both = []() -> Coro<> {
    aio::AnyTask Self = aio::current_task();
    ::raise(SIGINT);
    aio::get_running_loop().call_soon([Self] { Self.cancel(); });
    co_await aio::sleep(10s);
  };
  EXPECT_THROW(aio::run(Both()), aio::CancelledError);
}

TEST(Signals, AHandlerOfTheProgramsOwnGoesFirst) {
  auto Main = []() -> Coro<int> {
    aio::EventLoop &L = aio::get_running_loop();
    int Calls = 0;
    L.add_signal_handler(SIGINT, [&] { ++Calls; });
    ::raise(SIGINT);
    co_await aio::sleep(1ms);
    EXPECT_EQ(Calls, 1);
    EXPECT_TRUE(L.remove_signal_handler(SIGINT));
    // Now it is Python's default again.
    ::raise(SIGINT);
    co_await aio::sleep(10s);
    co_return Calls;
  };
  EXPECT_THROW(aio::run(Main()), aio::KeyboardInterrupt);
  EXPECT_TRUE(isDefault(SIGINT));
  // A handler of the program's that is there before is left alone.
  ::signal(SIGINT, SIG_IGN);
  auto Ignored = []() -> Coro<int> {
    ::raise(SIGINT);
    co_await aio::sleep(1ms);
    co_return 1;
  };
  EXPECT_EQ(aio::run(Ignored()), 1);
  EXPECT_FALSE(isDefault(SIGINT));
  ::signal(SIGINT, SIG_DFL);
}

TEST(Signals, OtherThreadsHaveNoInterrupts) {
  std::thread([] {
    auto Main = []() -> Coro<> {
      EXPECT_TRUE(isDefault(SIGINT));
      co_return;
    };
    aio::run(Main());
  }).join();
}

} // namespace

//===- DebugTest.cpp - what the debug mode tells --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One test shows each kind of fact, and one the nearest thing that is none.
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <mutex>
#include <thread>

using namespace std::chrono_literals;

namespace {

using aio::Coro;
using aio::debug::Fact;

/// The facts while it lives; those of steps that take long only for tests of
/// that, since a busy machine may make any step long.
class Facts {
  std::mutex Lock;
  std::vector<Fact> All;

public:
  explicit Facts(bool OfLongSteps = false) {
    aio::debug::set_sink([this, OfLongSteps](const Fact &F) {
      if (F.Kind.starts_with("loop-") != OfLongSteps)
        return;
      std::lock_guard Held(Lock);
      All.push_back(F);
    });
  }
  ~Facts() { aio::debug::set_sink(nullptr); }
  std::vector<Fact> get() {
    std::lock_guard Held(Lock);
    return All;
  }
  std::string text() {
    std::string Out;
    for (const Fact &F : get())
      Out += F.json() + "\n";
    return Out;
  }
};

template <class T> void runDebug(Coro<T> Main) {
  aio::run(std::move(Main), {.Debug = true});
}

/// The only fact is of that kind, and about this file's line; 0: any.
void expectOne(Facts &Seen, const std::string &Kind, const std::string &Anchor,
               unsigned Line) {
  std::vector<Fact> All = Seen.get();
  ASSERT_EQ(All.size(), 1u) << Seen.text();
  EXPECT_EQ(All[0].Kind, Kind) << Seen.text();
  EXPECT_EQ(All[0].Anchor, Anchor) << Seen.text();
  if (Line) {
    EXPECT_EQ(All[0].At.Line, Line) << Seen.text();
    EXPECT_TRUE(All[0].At.File.ends_with("DebugTest.cpp")) << Seen.text();
  }
}

Coro<int> work() {
  co_await aio::sleep(1ms);
  co_return 7;
}
Coro<> endless() { co_await aio::sleep(1h); }

TEST(Debug, NeverAwaited) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    Line = __LINE__ + 1;
    (void)work();
    co_await aio::sleep(0s);
  };
  runDebug(Main());
  expectOne(Seen, "never-awaited", "creation", Line);
  EXPECT_EQ(Seen.get().at(0).Coroutine, "work");
}

TEST(Debug, NeverAwaitedInAVariable) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    std::vector<Coro<int>> Some;
    Line = __LINE__ + 1;
    Some.push_back(work());
    Some.push_back(work());
    co_await std::move(Some[1]);
  };
  runDebug(Main());
  expectOne(Seen, "never-awaited", "creation", Line);
}

TEST(Debug, AwaitedClosedOrCancelledBeforeItBegan) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    (void)co_await work();
    Coro<int> C = work();
    C.close();
    auto T = aio::create_task(endless());
    T.cancel();
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    (void)co_await aio::create_task(work());
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, TaskDestroyedPending) {
  Facts Seen;
  unsigned Line = 0;
  {
    std::vector<aio::Task<>> Kept;
    aio::EventLoop Loop;
    Loop.set_debug(true);
    auto Main = [&]() -> Coro<> {
      Line = __LINE__ + 1;
      Kept.push_back(aio::create_task(endless(), "left"));
      co_await aio::sleep(0s);
    };
    Loop.set_exception_handler(
        [](aio::EventLoop &, const aio::ExceptionContext &) {});
    Loop.run_until_complete(Main());
  }
  expectOne(Seen, "task-destroyed-pending", "creation", Line);
  EXPECT_EQ(Seen.get().at(0).Task, "left");
}

TEST(Debug, ExceptionNeverRetrieved) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    aio::get_running_loop().set_exception_handler(
        [](aio::EventLoop &, const aio::ExceptionContext &) {});
    auto Fails = []() -> Coro<> {
      co_await aio::sleep(0s);
      throw std::runtime_error("x");
    };
    Line = __LINE__ + 1;
    auto T = aio::create_task(Fails());
    co_await aio::sleep(1ms);
    EXPECT_TRUE(T.done());
  };
  runDebug(Main());
  expectOne(Seen, "exception-never-retrieved", "creation", Line);
}

TEST(Debug, ResultNeverRetrieved) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    Line = __LINE__ + 1;
    auto Unasked = aio::create_task(work());
    auto Asked = aio::create_task(work());
    co_await aio::sleep(10ms);
    EXPECT_TRUE(Unasked.done());
    EXPECT_EQ(Asked.result(), 7);
  };
  runDebug(Main());
  expectOne(Seen, "result-never-retrieved", "creation", Line);
}

TEST(Debug, LoopBlocked) {
  Facts Seen(/*OfLongSteps=*/true);
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    co_await aio::sleep(0s);
    Line = __LINE__ + 1;
    std::this_thread::sleep_for(300ms);
  };
  runDebug(Main());
  expectOne(Seen, "loop-blocked", "blocking-call", Line);
  EXPECT_FALSE(Seen.get().at(0).Stack.empty());
}

TEST(Debug, LoopSpun) {
  // Others may have the processor for most of the time: then again.
  for (int Try = 0; Try != 10; ++Try) {
    Facts Seen(/*OfLongSteps=*/true);
    auto Main = []() -> Coro<> {
      auto End = aio::Clock::now() + 300ms;
      volatile unsigned Turns = 0;
      while (aio::Clock::now() < End)
        Turns = Turns + 1;
      co_return;
    };
    runDebug(Main());
    std::vector<Fact> All = Seen.get();
    ASSERT_EQ(All.size(), 1u) << Seen.text();
    if (All[0].Kind == "loop-spun")
      return;
  }
  FAIL() << "no step was seen to spin";
}

TEST(Debug, ShortStepsAndLongSleepsAreFine) {
  Facts Seen(/*OfLongSteps=*/true);
  auto Main = []() -> Coro<> {
    std::this_thread::sleep_for(5ms);
    co_await aio::sleep(1300ms);
    co_await aio::to_thread([] { std::this_thread::sleep_for(1200ms); });
  };
  aio::EventLoop Loop;
  Loop.set_debug(true);
  Loop.slow_callback_duration = 1s;
  Loop.run_until_complete(Main());
  Loop.run_until_complete(Loop.shutdown_default_executor());
  Loop.close();
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, CancellationSwallowed) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto Swallows = [&]() -> Coro<> {
      try {
        Line = __LINE__ + 1;
        co_await aio::sleep(1h);
      } catch (...) {
      }
      co_await aio::sleep(0s);
    };
    auto T = aio::create_task(Swallows());
    co_await aio::sleep(0s);
    T.cancel();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "cancellation-swallowed", "suspension", Line);
}

// Nobody can tell from the outside what the first one did.
TEST(Debug, CancellationAnswered) {
  Facts Seen;
  unsigned Line = 0, Outer = 0;
  auto Main = [&]() -> Coro<> {
    auto Ends = []() -> Coro<> {
      try {
        co_await aio::sleep(1h);
      } catch (...) {
      }
    };
    auto Waits = [&]() -> Coro<> {
      Line = __LINE__ + 1;
      co_await aio::sleep(1h);
    };
    auto Answers = [&]() -> Coro<int> {
      try {
        Outer = __LINE__ + 1;
        co_await Waits();
      } catch (...) {
        co_return 0;
      }
      co_return 1;
    };
    auto T = aio::create_task(Ends());
    auto U = aio::create_task(Answers());
    co_await aio::sleep(0s);
    T.cancel();
    U.cancel();
    co_await T;
    (void)co_await U;
  };
  runDebug(Main());
  expectOne(Seen, "cancellation-swallowed", "suspension", Line);
  // All that waited for each other.
  std::vector<aio::debug::Place> Stack = Seen.get().at(0).Stack;
  ASSERT_EQ(Stack.size(), 2u) << Seen.text();
  EXPECT_EQ(Stack[1].Line, Outer) << Seen.text();
}

TEST(Debug, CancellationSwallowedByWhoAwaitsTheCancelled) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto Swallows = [&]() -> Coro<> {
      auto Inner = aio::create_task(endless());
      try {
        Line = __LINE__ + 1;
        co_await Inner;
      } catch (const aio::CancelledError &) {
      }
      co_await aio::sleep(0s);
    };
    auto T = aio::create_task(Swallows());
    co_await aio::sleep(1ms);
    T.cancel();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "cancellation-swallowed", "suspension", Line);
}

// `wait_for` waits for what it has cancelled, before it throws.
TEST(Debug, CancelledWithinTheRuntime) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    auto Ends = []() -> Coro<> {
      try {
        co_await aio::wait_for(endless(), 1h);
      } catch (const aio::CancelledError &) {
      }
    };
    auto T = aio::create_task(Ends());
    co_await aio::sleep(1ms);
    T.cancel();
    co_await T;
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, CancellationSwallowedAroundTheRuntime) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto Turns = [&]() -> Coro<> {
      for (int I = 0; I != 2; ++I) {
        try {
          Line = __LINE__ + 1;
          co_await aio::wait_for(work(), 1h);
        } catch (const aio::CancelledError &) {
        }
      }
    };
    auto T = aio::create_task(Turns());
    co_await aio::sleep(0s);
    co_await aio::sleep(0s);
    T.cancel();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "cancellation-swallowed", "suspension", Line);
}

TEST(Debug, CancelledByAnother) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto T = aio::create_task(endless());
    auto Waits = [&]() -> Coro<> {
      Line = __LINE__ + 1;
      co_await T;
    };
    auto U = aio::create_task(Waits());
    co_await aio::sleep(0s);
    T.cancel();
    try {
      co_await U;
    } catch (const aio::CancelledError &) {
    }
  };
  runDebug(Main());
  expectOne(Seen, "cancelled-by-another", "suspension", Line);
}

TEST(Debug, CancellationsThatAreTakenBackOrGoOn) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    // A time limit takes its own back.
    try {
      co_await aio::wait_for(endless(), 1ms);
      ADD_FAILURE();
    } catch (const aio::TimeoutError &) {
    }
    auto Rethrows = []() -> Coro<> {
      std::exception_ptr Why;
      try {
        co_await aio::sleep(1h);
      } catch (...) {
        Why = std::current_exception();
      }
      co_await aio::sleep(0s); // cleans up
      std::rethrow_exception(Why);
    };
    auto TakesBack = []() -> Coro<> {
      try {
        co_await aio::sleep(1h);
      } catch (const aio::CancelledError &) {
        aio::current_task().uncancel();
      }
    };
    auto A = aio::create_task(Rethrows());
    auto B = aio::create_task(TakesBack());
    co_await aio::sleep(0s);
    A.cancel();
    B.cancel();
    try {
      co_await A;
    } catch (const aio::CancelledError &) {
    }
    co_await B;
    // Awaiting one that somebody else has cancelled is no cancellation.
    auto C = aio::create_task(endless());
    C.cancel();
    try {
      co_await C;
    } catch (const aio::CancelledError &) {
    }
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, CancelledBeforeASuspension) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    auto Ends = []() -> Coro<> {
      co_await aio::sleep(0s);
      aio::current_task().cancel();
    };
    auto T = aio::create_task(Ends());
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
  };
  runDebug(Main());
  expectOne(Seen, "cancelled-before-suspension", "suspension", 0);
}

TEST(Debug, WrongThread) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    aio::EventLoop &Loop = aio::get_running_loop();
    std::thread Other([&] {
      Line = __LINE__ + 1;
      Loop.call_later(1h, [] {});
      Loop.call_soon_threadsafe([] {});
    });
    Other.join();
    co_return;
  };
  runDebug(Main());
  expectOne(Seen, "wrong-thread", "call", Line);
}

TEST(Debug, DoubleAwait) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    Coro<int> C = work();
    (void)co_await std::move(C);
    try {
      Line = __LINE__ + 1;
      (void)co_await std::move(C);
      ADD_FAILURE();
    } catch (const std::runtime_error &) {
    }
  };
  runDebug(Main());
  expectOne(Seen, "double-await", "call", Line);
}

// The programs below do what the facts tell of: they read closures that are
// gone.
#if defined(__SANITIZE_ADDRESS__)
#define AIO_ADDRESSES_ARE_CHECKED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AIO_ADDRESSES_ARE_CHECKED
#endif
#endif
#ifdef AIO_ADDRESSES_ARE_CHECKED
#define AIO_SKIP_IF_ADDRESSES_ARE_CHECKED                                      \
  GTEST_SKIP() << "AddressSanitizer ends the program"
#else
#define AIO_SKIP_IF_ADDRESSES_ARE_CHECKED (void)0
#endif

/// Whatever `X` is.
Coro<> later(int X) { co_await aio::sleep((5 + (X & 3)) * 1ms); }
Coro<> later(int X, std::string Copy, std::string &Text) {
  co_await later(X);
  Text = Copy;
}

// An optimiser that sees both the closure and its coroutine needs no closure.

[[gnu::noinline]] Coro<aio::Task<>> startsByClosure(unsigned &Line) {
  int X = 1;
  Line = __LINE__ + 1;
  auto Lambda = [X]() -> Coro<> { co_await later(X); };
  auto T = aio::create_task(Lambda());
  co_await aio::sleep(1ms);
  co_return T;
}

TEST(Debug, ClosureDestroyed) {
  AIO_SKIP_IF_ADDRESSES_ARE_CHECKED;
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto Starts = startsByClosure(Line);
    aio::Task<> T = co_await std::move(Starts);
    Starts = Coro<aio::Task<>>();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "closure-destroyed", "closure", Line);
}

[[gnu::noinline]] aio::Task<> startsByClosureOnTheStack(unsigned &Line) {
  int X = 1;
  Line = __LINE__ + 1;
  auto Lambda = [X]() -> Coro<> { co_await later(X); };
  return aio::create_task(Lambda());
}

TEST(Debug, ClosureOnAStackThatIsGone) {
  AIO_SKIP_IF_ADDRESSES_ARE_CHECKED;
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    aio::Task<> T = startsByClosureOnTheStack(Line);
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "closure-destroyed", "closure", Line);
}

[[gnu::noinline]] aio::Task<> startsWithArguments(unsigned &Line,
                                                  std::string &Text) {
  int X = 1;
  Line = __LINE__ + 2;
  // clang-format off
  auto Lambda = [X](std::string Copy, std::string &Text) -> Coro<> { co_await later(X, Copy, Text); };
  // clang-format on
  return aio::create_task(Lambda("another string, which is as long", Text));
}

// With arguments, one of them by reference.
TEST(Debug, ClosureDestroyedThatTakesArguments) {
  AIO_SKIP_IF_ADDRESSES_ARE_CHECKED;
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    std::string Text = "a string that is too long to be kept within itself";
    aio::Task<> T = startsWithArguments(Line, Text);
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "closure-destroyed", "closure", Line);
}

TEST(Debug, ClosuresThatLiveLongEnough) {
  Facts Seen;
  int X = 1;
  auto Main = [&]() -> Coro<> {
    auto Lambda = [&](int, int) -> Coro<> { co_await aio::sleep(X * 1ms); };
    co_await Lambda(1, 2);
    auto T = aio::create_task(Lambda(1, 2));
    co_await T;
    co_await [&]() -> Coro<> { co_await aio::sleep(X * 1ms); }();
    auto HoldsNothing = []() -> Coro<> { co_await aio::sleep(1ms); };
    auto U = aio::create_task(HoldsNothing());
    co_await U;
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

struct Polls : aio::debug::Tracked {
  unsigned Line = 0;
  Coro<> poll(unsigned &Where) {
    Where = __LINE__ + 1;
    co_await aio::sleep(5ms);
  }
};

TEST(Debug, ObjectDestroyed) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    auto P = std::make_unique<Polls>();
    auto T = aio::create_task(P->poll(Line));
    co_await aio::sleep(0s);
    P.reset();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "object-destroyed", "suspension", Line);
}

TEST(Debug, ObjectThatIsDestroyedAfterItsCoroutine) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    unsigned Line;
    auto P = std::make_unique<Polls>();
    co_await P->poll(Line);
    auto T = aio::create_task(P->poll(Line));
    co_await T;
    P.reset();
    P = std::make_unique<Polls>();
    auto Unstarted = P->poll(Line);
    co_await std::move(Unstarted);
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

// What awaits it by a variable does not make it a part of itself.
[[gnu::noinline]] Coro<> startsAndLeaves(unsigned &Line) {
  Line = __LINE__ + 1;
  (void)aio::create_task(endless());
  co_await aio::sleep(1ms);
}

TEST(Debug, OutlivesScope) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    {
      auto Leaves = startsAndLeaves(Line);
      co_await std::move(Leaves);
    }
    co_await aio::sleep(1ms);
  };
  runDebug(Main());
  expectOne(Seen, "outlives-scope", "creation", Line);
  EXPECT_EQ(Seen.get().at(0).Coroutine, "endless");
}

TEST(Debug, NeverJoined) {
  Facts Seen;
  unsigned Line = 0;
  auto Ends = []() -> Coro<> { co_await aio::sleep(0s); };
  auto Main = [&]() -> Coro<> {
    Line = __LINE__ + 1;
    (void)aio::create_task(Ends());
    auto Called = aio::create_task(Ends());
    Called.add_done_callback([](auto &&) {});
    Called = aio::create_task(Ends());
    co_await aio::sleep(1ms);
  };
  runDebug(Main());
  expectOne(Seen, "never-joined", "creation", Line);
}

[[gnu::noinline]] Coro<> startsAndThrows(unsigned &Line, bool Throws) {
  Line = __LINE__ + 1;
  auto T = aio::create_task(endless());
  if (Throws)
    throw std::runtime_error("before the task is awaited");
  co_await T;
}

TEST(Debug, OutlivesScopeThatThrows) {
  Facts Seen;
  unsigned Line = 0;
  auto Main = [&]() -> Coro<> {
    try {
      auto Throws = startsAndThrows(Line, true);
      co_await std::move(Throws);
    } catch (const std::runtime_error &) {
    }
    co_await aio::sleep(1ms);
  };
  runDebug(Main());
  expectOne(Seen, "outlives-scope", "creation", Line);
}

Coro<aio::Task<>> starts() {
  auto T = aio::create_task(endless());
  co_await aio::sleep(0s);
  co_return T;
}

TEST(Debug, TasksThatSomebodyCanWaitFor) {
  Facts Seen;
  std::vector<aio::Task<>> Kept;
  auto Keeps = [&]() -> Coro<> {
    Kept.push_back(aio::create_task(endless()));
    co_await aio::sleep(0s);
  };
  auto Ends = []() -> Coro<> {
    auto T = aio::create_task([]() -> Coro<> { co_await aio::sleep(0s); }());
    co_await aio::sleep(5ms);
  };
  auto Adds = [](aio::TaskGroup &G) -> Coro<> {
    (void)G.create_task([]() -> Coro<> { co_await aio::sleep(2ms); }());
    co_return;
  };
  auto Main = [&]() -> Coro<> {
    auto T = co_await starts();
    co_await Keeps();
    co_await Ends();
    auto Body = [&](aio::TaskGroup &G) -> Coro<> { co_await Adds(G); };
    co_await aio::task_group(Body);
    // Others wait for these.
    auto Waits = [](aio::Task<> T) -> Coro<> {
      try {
        co_await T;
      } catch (const aio::CancelledError &) {
      }
    };
    auto W = aio::create_task(Waits(Kept[0]));
    Kept[0].cancel();
    T.cancel();
    co_await aio::gather(aio::return_exceptions, T, W);
    Kept.clear();
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

unsigned TurnLine = 0;
Coro<> turns(aio::StopToken Stop, bool Asks) {
  for (int I = 0; I != 5; ++I) {
    if (Asks && Stop.stop_requested())
      break;
    TurnLine = __LINE__ + 1;
    co_await aio::sleep(1ms);
  }
}

TEST(Debug, StopNotAskedFor) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    aio::StopSource Source;
    auto T = aio::create_task(turns(Source.get_token(), false));
    co_await aio::sleep(0s);
    Source.request_stop();
    co_await T;
  };
  runDebug(Main());
  expectOne(Seen, "stop-not-asked-for", "suspension", TurnLine);
}

TEST(Debug, StopAskedFor) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    aio::StopSource Source, Other;
    auto T = aio::create_task(turns(Source.get_token(), true));
    auto U = aio::create_task(turns(Other.get_token(), false));
    // What it has to finish may be several steps.
    auto Finishes = [](aio::StopToken Stop) -> Coro<> {
      co_await aio::sleep(1ms);
      co_await aio::sleep(1ms);
      co_await aio::sleep(1ms);
      (void)Stop;
    };
    auto V = aio::create_task(Finishes(Source.get_token()));
    co_await aio::sleep(0s);
    Source.request_stop();
    co_await aio::gather(T, U, V);
  };
  runDebug(Main());
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, IsOffByDefault) {
  Facts Seen;
  auto Main = []() -> Coro<> {
    (void)work();
    (void)aio::create_task(work());
    co_await aio::sleep(5ms);
  };
  aio::run(Main());
  EXPECT_FALSE(aio::EventLoop().get_debug());
  EXPECT_EQ(Seen.text(), "");
}

TEST(Debug, FactsAreJson) {
  Fact F;
  F.Kind = "never-awaited";
  F.Anchor = "creation";
  F.At = {"a \"b\"\\\n.cpp", 3, "f"};
  F.Stack = {{"x", 1, ""}, {"y", 2, "g"}};
  EXPECT_EQ(F.json(),
            R"({"kind":"never-awaited","anchor":"creation",)"
            R"("at":{"file":"a \"b\"\\\u000a.cpp","line":3,"function":"f"},)"
            R"("stack":[{"file":"x","line":1},)"
            R"({"file":"y","line":2,"function":"g"}]})");
}

} // namespace

//===- WaitingTest.cpp - many at once, and time limits --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

using Strings = std::vector<std::string>;

aio::Coro<int> after(std::chrono::milliseconds Delay, int Value) {
  co_await aio::sleep(Delay);
  co_return Value;
}
aio::Coro<int> fails(std::chrono::milliseconds Delay, const char *Why = "bad") {
  co_await aio::sleep(Delay);
  throw std::runtime_error(Why);
}
aio::Coro<> forever() { co_await aio::sleep(1h); }

/// What awaiting it throws: "cancelled", "timeout", "error: ...", or "nothing".
template <class A> aio::Coro<std::string> thrownBy(A X) {
  try {
    co_await std::move(X);
  } catch (const aio::CancelledError &) {
    co_return "cancelled";
  } catch (const aio::TimeoutError &) {
    co_return "timeout";
  } catch (const std::exception &E) {
    co_return std::string("error: ") + E.what();
  }
  co_return "nothing";
}

// --- gather ----------------------------------------------------------------

TEST(Gather, GivesResultsInTheOrderGiven) {
  std::vector<int> Numbers{0, 1, 2, 3, 4};
  auto Main = [&]() -> aio::Coro<> {
    auto [A, B, C] =
        co_await aio::gather(after(3ms, 1), after(1ms, 2), aio::sleep(1ms));
    EXPECT_EQ(A, 1);
    EXPECT_EQ(B, 2);
    (void)C;
    std::vector<aio::Coro<int>> Many;
    for (int I = 0; I != 5; ++I)
      Many.push_back(after(std::chrono::milliseconds(5 - I), I));
    EXPECT_EQ(co_await aio::gather(std::move(Many)), Numbers);
    EXPECT_TRUE(aio::gather(std::vector<aio::Coro<int>>()).done());
  };
  aio::run(Main());
}

TEST(Gather, TakesMoveOnlyResultsAndReferences) {
  int X = 1;
  auto Box = []() -> aio::Coro<std::unique_ptr<int>> {
    co_return std::make_unique<int>(4);
  };
  auto Ref = [&]() -> aio::Coro<int &> { co_return X; };
  auto Main = [&]() -> aio::Coro<> {
    auto [B, R] = co_await aio::gather(Box(), Ref());
    EXPECT_EQ(*B, 4);
    EXPECT_EQ(R, &X);
    auto [O] = co_await aio::gather(aio::return_exceptions, Box());
    EXPECT_EQ(*O.value(), 4);
  };
  aio::run(Main());
}

TEST(Gather, TheFirstErrorIsItsOwnAndTheOthersRunOn) {
  auto Main = []() -> aio::Coro<> {
    auto Slow = aio::create_task(after(100ms, 1));
    EXPECT_EQ(co_await thrownBy(aio::gather(fails(1ms, "first"), Slow)),
              "error: first");
    EXPECT_FALSE(Slow.done());
    EXPECT_EQ(co_await Slow, 1);
  };
  aio::run(Main());
}

TEST(Gather, CanGiveErrorsAsResults) {
  auto Main = []() -> aio::Coro<> {
    auto Cancelled = aio::create_task(after(1h, 0));
    Cancelled.cancel();
    auto [Good, Bad, Gone] = co_await aio::gather(
        aio::return_exceptions, after(1ms, 1), fails(0ms), Cancelled);
    EXPECT_EQ(Good.value(), 1);
    EXPECT_THROW(Bad.value(), std::runtime_error);
    EXPECT_TRUE(Gone.exception());
  };
  aio::run(Main());
}

TEST(Gather, CancelReachesAllThatHaveNotEnded) {
  auto Main = []() -> aio::Coro<> {
    auto A = aio::create_task(forever()), B = aio::create_task(forever());
    auto All = aio::gather(A, B, A);
    co_await aio::sleep(0s);
    EXPECT_TRUE(All.cancel());
    EXPECT_EQ(co_await thrownBy(All), "cancelled");
    co_await aio::sleep(0s);
    EXPECT_TRUE(A.cancelled() && B.cancelled());
    EXPECT_EQ(A.cancelling(), 2u) << "given twice, cancelled twice";
    EXPECT_FALSE(All.cancel());
  };
  aio::run(Main());
}

// --- wait ------------------------------------------------------------------

TEST(Wait, ForAllForOneAndForAnError) {
  auto Main = []() -> aio::Coro<> {
    auto Start = [] {
      return std::vector<aio::Task<int>>{aio::create_task(after(1ms, 1)),
                                         aio::create_task(fails(10ms)),
                                         aio::create_task(after(60s, 3))};
    };
    auto First = co_await aio::wait(Start(), aio::FIRST_COMPLETED);
    EXPECT_EQ(First.done.size(), 1u);
    EXPECT_EQ(First.done[0].result(), 1);
    EXPECT_EQ(First.pending.size(), 2u);
    auto Error = co_await aio::wait(First.pending, aio::FIRST_EXCEPTION);
    EXPECT_EQ(Error.done.size(), 1u);
    EXPECT_EQ(Error.pending.size(), 1u);
    auto Late = co_await aio::wait(Error.pending, 1ms);
    EXPECT_TRUE(Late.done.empty());
    Error.pending[0].cancel();
    auto All = co_await aio::wait(Error.pending);
    EXPECT_TRUE(All.done.at(0).cancelled());
    EXPECT_EQ(co_await thrownBy(aio::wait(std::vector<aio::Task<int>>())),
              "error: Set of Tasks/Futures is empty.");
  };
  aio::run(Main());
}

TEST(Wait, ItsCancellationCancelsNone) {
  auto Main = []() -> aio::Coro<> {
    auto T = aio::create_task(forever());
    auto W = aio::create_task(aio::wait(std::vector{T}));
    co_await aio::sleep(0s);
    W.cancel();
    EXPECT_EQ(co_await thrownBy(W), "cancelled");
    EXPECT_FALSE(T.done());
    EXPECT_EQ(T.cancelling(), 0u);
  };
  aio::run(Main());
}

// --- wait_for --------------------------------------------------------------

TEST(WaitFor, GivesTheResultOrATimeout) {
  auto Main = []() -> aio::Coro<> {
    EXPECT_EQ(co_await aio::wait_for(after(1ms, 3), 1h), 3);
    EXPECT_EQ(co_await thrownBy(aio::wait_for(after(1h, 3), 1ms)), "timeout");
    EXPECT_EQ(co_await thrownBy(aio::wait_for(after(1h, 3), 0s)), "timeout");
    EXPECT_EQ(co_await aio::wait_for(after(1ms, 4), std::nullopt), 4);
    EXPECT_EQ(co_await thrownBy(aio::wait_for(fails(1ms), 1h)), "error: bad");
    aio::Future<int> Ready;
    Ready.set_result(5);
    EXPECT_EQ(co_await aio::wait_for(Ready, 0s), 5);
  };
  aio::run(Main());
}

TEST(WaitFor, WaitsUntilTheCancelledHasEnded) {
  Strings Trace;
  auto Slow = [&]() -> aio::Coro<> {
    EXPECT_EQ(co_await thrownBy(forever()), "cancelled");
    Trace.push_back("told");
    co_await aio::sleep(2ms);
    Trace.push_back("ended");
    throw aio::CancelledError();
  };
  auto Main = [&]() -> aio::Coro<> {
    EXPECT_EQ(co_await thrownBy(aio::wait_for(Slow(), 1ms)), "timeout");
    Trace.push_back("back");
    auto W = aio::create_task(aio::wait_for(Slow(), 1h));
    co_await aio::sleep(1ms);
    W.cancel();
    EXPECT_EQ(co_await thrownBy(W), "cancelled");
    Trace.push_back("back");
  };
  aio::run(Main());
  EXPECT_EQ(Trace, (Strings{"told", "ended", "back", "told", "ended", "back"}));
}

// --- timeout ---------------------------------------------------------------

TEST(Timeout, EndsItsBody) {
  auto Main = []() -> aio::Coro<> {
    EXPECT_EQ(co_await aio::timeout(1h, [] { return after(1ms, 3); }), 3);
    EXPECT_EQ(co_await thrownBy(aio::timeout(1ms, [] { return forever(); })),
              "timeout");
    EXPECT_EQ(aio::current_task().cancelling(), 0u);
    EXPECT_EQ(co_await thrownBy(aio::timeout(1ms, [] { return fails(0ms); })),
              "error: bad");
  };
  aio::run(Main());
}

TEST(Timeout, TheInnerOneIsTold) {
  auto Main = []() -> aio::Coro<> {
    bool InnerLate = false;
    co_await aio::timeout(1h, [&]() -> aio::Coro<> {
      InnerLate = co_await thrownBy(
                      aio::timeout(1ms, [] { return forever(); })) == "timeout";
    });
    EXPECT_TRUE(InnerLate);
    Strings Trace;
    auto Both = aio::timeout(1ms, [&]() -> aio::Coro<> {
      Trace.push_back(
          co_await thrownBy(aio::timeout(1h, [] { return forever(); })));
      co_await forever();
    });
    // The body swallows the first cancellation, so that there is no other.
    auto T = aio::create_task(std::move(Both));
    co_await aio::sleep(5ms);
    EXPECT_EQ(Trace, Strings{"cancelled"});
    T.cancel();
    EXPECT_EQ(co_await thrownBy(T), "cancelled");
  };
  aio::run(Main());
}

TEST(Timeout, CanBeRescheduled) {
  auto Main = []() -> aio::Coro<> {
    co_await aio::timeout(1ms, [](aio::Timeout &T) -> aio::Coro<> {
      T.reschedule(std::nullopt);
      co_await aio::sleep(3ms);
      EXPECT_FALSE(T.expired());
    });
    std::string Thrown =
        co_await thrownBy(aio::timeout(1h, [](aio::Timeout &T) -> aio::Coro<> {
          T.reschedule(aio::Clock::now());
          co_await forever();
        }));
    EXPECT_EQ(Thrown, "timeout");
  };
  aio::run(Main());
}

TEST(Timeout, ACancellationFromOutsideStaysOne) {
  auto Main = []() -> aio::Coro<> {
    auto T = aio::create_task(aio::timeout(1h, [] { return forever(); }));
    co_await aio::sleep(0s);
    T.cancel();
    EXPECT_EQ(co_await thrownBy(T), "cancelled");
  };
  aio::run(Main());
}

// --- shield ----------------------------------------------------------------

TEST(Shield, KeepsACancellationAway) {
  auto Main = []() -> aio::Coro<> {
    auto Inner = aio::create_task(after(2ms, 7));
    auto Outer = aio::shield(Inner);
    co_await aio::sleep(0s);
    Outer.cancel();
    EXPECT_EQ(co_await thrownBy(Outer), "cancelled");
    EXPECT_EQ(co_await Inner, 7);
    EXPECT_EQ(co_await aio::shield(after(0ms, 8)), 8);
    EXPECT_EQ(co_await thrownBy(aio::shield(fails(0ms))), "error: bad");
    EXPECT_EQ(co_await aio::shield(Inner), 7) << "has ended already";
  };
  aio::run(Main());
}

// --- as_completed ----------------------------------------------------------

TEST(AsCompleted, GivesTheFirstFirst) {
  auto Main = []() -> aio::Coro<> {
    std::vector<aio::Coro<int>> Work;
    for (int I : {3, 1, 2})
      Work.push_back(after(std::chrono::milliseconds(4 * I), I));
    std::vector<int> Seen;
    for (auto &Next : aio::as_completed(std::move(Work)))
      Seen.push_back(co_await std::move(Next));
    EXPECT_EQ(Seen, (std::vector<int>{1, 2, 3}));
  };
  aio::run(Main());
}

TEST(AsCompleted, HasATimeLimit) {
  auto Main = []() -> aio::Coro<> {
    std::vector<aio::Coro<int>> Work;
    Work.push_back(after(1ms, 1));
    Work.push_back(after(1h, 2));
    auto Next = aio::as_completed(std::move(Work), 10ms);
    EXPECT_EQ(co_await std::move(Next[0]), 1);
    EXPECT_EQ(co_await thrownBy(std::move(Next[1])), "timeout");
  };
  aio::run(Main());
}

// --- TaskGroup -------------------------------------------------------------

TEST(TaskGroup, WaitsForItsTasks) {
  auto Main = []() -> aio::Coro<> {
    int Sum = 0;
    auto Add = [&](int N) -> aio::Coro<> {
      co_await aio::sleep(1ms);
      Sum += N;
    };
    int Got =
        co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<int> {
          G.create_task(Add(1));
          G.create_task(Add(2));
          co_return 3;
        });
    EXPECT_EQ(Got, 3);
    EXPECT_EQ(Sum, 3);
    aio::TaskGroup G;
    G.create_task(Add(4));
    co_await G.join();
    EXPECT_EQ(Sum, 7);
    EXPECT_THROW(G.create_task(Add(1)), std::runtime_error);
  };
  aio::run(Main());
}

TEST(TaskGroup, AnErrorCancelsTheOthersAndTheBody) {
  auto Main = []() -> aio::Coro<> {
    Strings Trace;
    auto Other = [&]() -> aio::Coro<> {
      Trace.push_back(co_await thrownBy(forever()));
      throw aio::CancelledError();
    };
    try {
      co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
        G.create_task(fails(1ms, "one"));
        G.create_task(fails(1ms, "two"));
        G.create_task(Other());
        co_await forever();
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const aio::ExceptionGroup &E) {
      EXPECT_EQ(E.exceptions().size(), 2u);
      EXPECT_STREQ(E.what(),
                   "unhandled errors in a TaskGroup (2 sub-exceptions)");
    }
    EXPECT_EQ(Trace, Strings{"cancelled"});
    EXPECT_EQ(aio::current_task().cancelling(), 0u);
    // Nothing of it is left.
    co_await aio::sleep(1ms);
  };
  aio::run(Main());
}

TEST(TaskGroup, IsCancelledWithItsCaller) {
  auto Main = []() -> aio::Coro<> {
    aio::Task<> Child = aio::create_task(forever());
    Child.cancel();
    auto Work = [&]() -> aio::Coro<> {
      co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {
        Child = G.create_task(forever());
        co_await forever();
      });
    };
    auto T = aio::create_task(Work());
    co_await aio::sleep(1ms);
    T.cancel();
    EXPECT_EQ(co_await thrownBy(T), "cancelled");
    EXPECT_TRUE(Child.cancelled());
  };
  aio::run(Main());
}

} // namespace

//===- SyncTest.cpp - locks, events, conditions, queues -------------------===//
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

TEST(Lock, IsGivenInOrder) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<> {
    aio::Lock L;
    auto Work = [&](std::string Name) -> aio::Coro<> {
      auto Held = co_await L.scoped();
      Trace.push_back(Name);
      co_await aio::sleep(0s);
    };
    co_await aio::gather(Work("a"), Work("b"), Work("c"));
    EXPECT_FALSE(L.locked());
    EXPECT_THROW(L.release(), std::runtime_error);
  };
  aio::run(Main());
  EXPECT_EQ(Trace, (Strings{"a", "b", "c"}));
}

TEST(Lock, ACancelledWaiterIsLeftOut) {
  auto Main = []() -> aio::Coro<> {
    aio::Lock L;
    co_await L.acquire();
    auto A = aio::create_task(L.acquire()), B = aio::create_task(L.acquire());
    co_await aio::sleep(0s);
    A.cancel();
    L.release();
    EXPECT_EQ(co_await thrownBy(A), "cancelled");
    co_await B;
    EXPECT_TRUE(L.locked());
  };
  aio::run(Main());
}

TEST(Lock, OneThatWasWokenAndCancelledWakesTheNext) {
  auto Main = []() -> aio::Coro<> {
    aio::Lock L;
    co_await L.acquire();
    auto A = aio::create_task(L.acquire()), B = aio::create_task(L.acquire());
    co_await aio::sleep(0s);
    L.release(); // Wakes A,
    A.cancel();  // which cannot take it.
    EXPECT_EQ(co_await thrownBy(A), "cancelled");
    co_await aio::wait_for(B, 1s);
  };
  aio::run(Main());
}

TEST(Event, WakesAll) {
  auto Main = []() -> aio::Coro<> {
    aio::Event E;
    auto A = aio::create_task(E.wait()), B = aio::create_task(E.wait());
    co_await aio::sleep(0s);
    EXPECT_FALSE(A.done());
    E.set();
    co_await aio::gather(A, B);
    co_await E.wait();
    E.clear();
    EXPECT_EQ(co_await thrownBy(aio::wait_for(E.wait(), 1ms)), "timeout");
  };
  aio::run(Main());
}

TEST(Condition, NotifiesSoMany) {
  auto Main = []() -> aio::Coro<> {
    aio::Condition C;
    int Woken = 0;
    auto Work = [&]() -> aio::Coro<> {
      auto Held = co_await C.scoped();
      co_await C.wait();
      ++Woken;
    };
    std::vector<aio::Task<>> Tasks;
    for (int I = 0; I != 3; ++I)
      Tasks.push_back(aio::create_task(Work()));
    co_await aio::sleep(1ms);
    EXPECT_THROW(C.notify(), std::runtime_error);
    {
      auto Held = co_await C.scoped();
      C.notify(2);
    }
    co_await aio::sleep(1ms);
    EXPECT_EQ(Woken, 2);
    {
      auto Held = co_await C.scoped();
      C.notify_all();
    }
    co_await aio::gather(Tasks);
    EXPECT_EQ(co_await thrownBy(C.wait()),
              "error: cannot wait on un-acquired lock");
  };
  aio::run(Main());
}

TEST(Condition, HoldsTheLockAfterACancellation) {
  auto Main = []() -> aio::Coro<> {
    aio::Condition C;
    bool HeldAtEnd = false;
    auto Work = [&]() -> aio::Coro<> {
      co_await C.acquire();
      try {
        co_await C.wait();
      } catch (const aio::CancelledError &) {
        HeldAtEnd = C.locked();
        C.release();
        throw;
      }
    };
    auto T = aio::create_task(Work());
    co_await aio::sleep(0s);
    co_await C.acquire();
    T.cancel();
    co_await aio::sleep(0s);
    T.cancel(); // While it waits for the lock.
    co_await aio::sleep(0s);
    EXPECT_FALSE(T.done());
    C.release();
    EXPECT_EQ(co_await thrownBy(T), "cancelled");
    EXPECT_TRUE(HeldAtEnd);
    EXPECT_FALSE(C.locked());
  };
  aio::run(Main());
}

TEST(Condition, WaitsForWhatHolds) {
  auto Main = []() -> aio::Coro<> {
    aio::Condition C;
    int N = 0;
    auto Work = [&]() -> aio::Coro<int> {
      auto Held = co_await C.scoped();
      co_await C.wait_for([&] { return N == 2; });
      co_return N;
    };
    auto T = aio::create_task(Work());
    for (int I = 0; I != 2; ++I) {
      co_await aio::sleep(1ms);
      EXPECT_FALSE(T.done());
      auto Held = co_await C.scoped();
      ++N;
      C.notify_all();
    }
    EXPECT_EQ(co_await T, 2);
  };
  aio::run(Main());
}

TEST(Semaphore, LetsSoManyIn) {
  auto Main = []() -> aio::Coro<> {
    aio::Semaphore S(2);
    int In = 0, Most = 0;
    auto Work = [&]() -> aio::Coro<> {
      auto Held = co_await S.scoped();
      Most = std::max(Most, ++In);
      co_await aio::sleep(1ms);
      --In;
    };
    std::vector<aio::Coro<>> Work5;
    for (int I = 0; I != 5; ++I)
      Work5.push_back(Work());
    co_await aio::gather(std::move(Work5));
    EXPECT_EQ(Most, 2);
    EXPECT_FALSE(S.locked());
    aio::BoundedSemaphore B(1);
    co_await B.acquire();
    B.release();
    EXPECT_THROW(B.release(), std::invalid_argument);
  };
  aio::run(Main());
}

TEST(Semaphore, OneThatWasGivenAndCancelledGivesItOn) {
  auto Main = []() -> aio::Coro<> {
    aio::Semaphore S(1);
    co_await S.acquire();
    auto A = aio::create_task(S.acquire()), B = aio::create_task(S.acquire());
    co_await aio::sleep(0s);
    S.release();
    A.cancel();
    EXPECT_EQ(co_await thrownBy(A), "cancelled");
    co_await aio::wait_for(B, 1s);
    EXPECT_TRUE(S.locked());
  };
  aio::run(Main());
}

TEST(Queue, HandsItemsOver) {
  auto Main = []() -> aio::Coro<> {
    aio::Queue<int> Q(2);
    std::vector<int> Got;
    auto Consume = [&]() -> aio::Coro<> {
      for (;;) {
        Got.push_back(co_await Q.get());
        Q.task_done();
      }
    };
    auto C = aio::create_task(Consume());
    for (int I = 0; I != 10; ++I)
      co_await Q.put(I);
    co_await Q.join();
    C.cancel();
    EXPECT_EQ(co_await thrownBy(C), "cancelled");
    EXPECT_EQ(Got.size(), 10u);
    EXPECT_TRUE(Q.empty());
    EXPECT_THROW(Q.get_nowait(), aio::QueueEmpty);
    Q.put_nowait(1);
    Q.put_nowait(2);
    EXPECT_TRUE(Q.full());
    EXPECT_THROW(Q.put_nowait(3), aio::QueueFull);
    Q.task_done();
    Q.task_done();
    EXPECT_THROW(Q.task_done(), std::invalid_argument);
  };
  aio::run(Main());
}

TEST(Queue, OneThatWasWokenAndCancelledWakesTheNext) {
  auto Main = []() -> aio::Coro<> {
    aio::Queue<int> Q;
    auto A = aio::create_task(Q.get()), B = aio::create_task(Q.get());
    co_await aio::sleep(0s);
    Q.put_nowait(1);
    A.cancel();
    EXPECT_EQ(co_await thrownBy(A), "cancelled");
    EXPECT_EQ(co_await aio::wait_for(B, 1s), 1);
  };
  aio::run(Main());
}

TEST(Queue, OrdersByKind) {
  auto Main = []() -> aio::Coro<> {
    aio::PriorityQueue<int> P;
    aio::LifoQueue<int> L;
    for (int I : {2, 3, 1}) {
      P.put_nowait(I);
      co_await L.put(I);
    }
    std::vector<int> Out;
    while (!P.empty())
      Out.push_back(co_await P.get());
    while (!L.empty())
      Out.push_back(L.get_nowait());
    EXPECT_EQ(Out, (std::vector<int>{1, 2, 3, 1, 3, 2}));
  };
  aio::run(Main());
}

TEST(Barrier, LetsAllGoAtOnce) {
  auto Main = []() -> aio::Coro<> {
    aio::Barrier B(3);
    std::vector<aio::Task<std::size_t>> Tasks;
    for (int I = 0; I != 3; ++I) {
      EXPECT_EQ(B.n_waiting(), std::size_t(I));
      Tasks.push_back(aio::create_task(B.wait()));
      co_await aio::sleep(1ms);
    }
    auto Numbers = co_await aio::gather(Tasks);
    EXPECT_EQ(Numbers, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(B.n_waiting(), 0u);
    EXPECT_THROW(aio::Barrier(0), std::invalid_argument);
  };
  aio::run(Main());
}

TEST(Barrier, CanBeAbortedAndReset) {
  auto Main = []() -> aio::Coro<> {
    aio::Barrier B(2);
    auto A = aio::create_task(B.wait());
    co_await aio::sleep(1ms);
    co_await B.reset();
    EXPECT_EQ(co_await thrownBy(A), "error: Abort or reset of barrier");
    EXPECT_FALSE(B.broken());
    auto C = aio::create_task(B.wait());
    co_await aio::sleep(1ms);
    co_await B.abort();
    EXPECT_EQ(co_await thrownBy(C), "error: Abort or reset of barrier");
    EXPECT_EQ(co_await thrownBy(B.wait()), "error: Barrier aborted");
    EXPECT_TRUE(B.broken());
    co_await B.reset();
    EXPECT_FALSE(B.broken());
  };
  aio::run(Main());
}

} // namespace

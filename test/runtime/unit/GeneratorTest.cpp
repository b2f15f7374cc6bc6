//===- GeneratorTest.cpp - asynchronous generators ------------------------===//
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

using Strings = std::vector<std::string>;

aio::AsyncGenerator<int> count(int N, Strings *Trace = nullptr) {
  try {
    for (int I = 0; I != N; ++I) {
      co_await aio::sleep(0s);
      co_yield I;
    }
  } catch (const aio::GeneratorExit &) {
    if (Trace)
      Trace->push_back("exit");
    throw;
  }
  if (Trace)
    Trace->push_back("end");
}

TEST(Generator, GivesItsValuesAndThenNone) {
  auto Main = []() -> aio::Coro<std::vector<int>> {
    std::vector<int> Seen;
    auto G = count(3);
    while (auto Item = co_await G.next())
      Seen.push_back(*Item);
    EXPECT_TRUE(G.done());
    EXPECT_FALSE(co_await G.next());
    co_return Seen;
  };
  EXPECT_EQ(aio::run(Main()), (std::vector<int>{0, 1, 2}));
}

TEST(Generator, RunsNothingBeforeTheFirstNext) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<> {
    auto G = count(0, &Trace);
    co_await aio::sleep(0s);
    EXPECT_TRUE(Trace.empty());
    co_await G.next();
    EXPECT_EQ(Trace, Strings{"end"});
  };
  aio::run(Main());
}

TEST(Generator, LoopFormEndsByFalse) {
  auto Main = []() -> aio::Coro<> {
    auto G = count(5);
    int Sum = 0;
    co_await aio::for_each(G, [&](int I) {
      Sum += I;
      return I < 2;
    });
    EXPECT_EQ(Sum, 3);
    // It goes on where it was left.
    co_await aio::for_each(G, [&](int I) -> aio::Coro<> {
      co_await aio::sleep(0s);
      Sum += 10 * I;
    });
    EXPECT_EQ(Sum, 73);
  };
  aio::run(Main());
}

TEST(Generator, CloseThrowsAtTheYield) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<> {
    auto G = count(5, &Trace);
    co_await G.next();
    co_await G.aclose();
    EXPECT_EQ(Trace, Strings{"exit"});
    EXPECT_TRUE(G.done());
    co_await G.aclose();
  };
  aio::run(Main());
}

TEST(Generator, CloseBeforeTheStartRunsNothing) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<> {
    auto G = count(5, &Trace);
    co_await G.aclose();
    EXPECT_FALSE(co_await G.next());
  };
  aio::run(Main());
  EXPECT_TRUE(Trace.empty());
}

aio::AsyncGenerator<int> stubborn() {
  try {
    co_yield 1;
  } catch (const aio::GeneratorExit &) {
  }
  co_yield 2;
}

TEST(Generator, CloseOfOneThatYieldsOnIsAnError) {
  auto Main = []() -> aio::Coro<> {
    auto G = stubborn();
    co_await G.next();
    try {
      co_await G.aclose();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "async generator ignored GeneratorExit");
    }
  };
  aio::run(Main());
}

aio::AsyncGenerator<int> failing() {
  co_yield 1;
  throw std::runtime_error("broken");
}

TEST(Generator, ThrowsToItsConsumerAndIsDone) {
  auto Main = []() -> aio::Coro<> {
    auto G = failing();
    EXPECT_EQ(*co_await G.next(), 1);
    try {
      co_await G.next();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "broken");
    }
    EXPECT_TRUE(G.done());
    EXPECT_FALSE(co_await G.next());
  };
  aio::run(Main());
}

aio::AsyncGenerator<int> taking() {
  try {
    co_yield 1;
  } catch (const std::runtime_error &) {
  }
  co_yield 2;
}

TEST(Generator, AthrowThrowsAtTheYieldAndGivesTheNext) {
  auto Main = []() -> aio::Coro<> {
    auto G = taking();
    co_await G.next();
    auto E = std::make_exception_ptr(std::runtime_error("x"));
    EXPECT_EQ(*co_await G.athrow(E), 2);
    EXPECT_FALSE(co_await G.next());
  };
  aio::run(Main());
}

TEST(Generator, OnlyOneMayWait) {
  auto Main = []() -> aio::Coro<> {
    auto G = count(2);
    auto Next = [](auto &G) -> aio::Coro<int> { co_return *co_await G.next(); };
    auto First = aio::create_task(Next(G));
    auto Second = aio::create_task(Next(G));
    EXPECT_EQ(co_await First, 0);
    try {
      co_await Second;
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(),
                   "anext(): asynchronous generator is already running");
    }
  };
  aio::run(Main());
}

TEST(Generator, CancellationOfTheConsumerIsThrownInIt) {
  Strings Trace;
  auto Slow = [&]() -> aio::AsyncGenerator<int> {
    try {
      co_await aio::sleep(1h);
    } catch (const aio::CancelledError &) {
      Trace.push_back("cancelled");
      throw;
    }
    co_yield 1;
  };
  auto Main = [&]() -> aio::Coro<> {
    auto G = Slow();
    auto Consume = [&]() -> aio::Coro<> { co_await G.next(); };
    auto T = aio::create_task(Consume());
    co_await aio::sleep(0s);
    T.cancel();
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    EXPECT_TRUE(T.cancelled());
    EXPECT_TRUE(G.done());
  };
  aio::run(Main());
  EXPECT_EQ(Trace, Strings{"cancelled"});
}

TEST(Generator, RunClosesWhatIsLeft) {
  Strings Trace;
  aio::AsyncGenerator<int> Left;
  auto Main = [&]() -> aio::Coro<> {
    Left = count(5, &Trace);
    co_await Left.next();
  };
  aio::run(Main());
  EXPECT_EQ(Trace, Strings{"exit"});
  EXPECT_TRUE(Left.done());
}

TEST(Generator, CanOutliveItsLoop) {
  aio::AsyncGenerator<int> Left;
  auto Main = [&]() -> aio::Coro<> {
    Left = stubborn();
    co_await Left.next();
  };
  std::string Told;
  {
    aio::EventLoop Loop;
    Loop.run_until_complete(Main());
  }
  EXPECT_FALSE(Left.done());
}

TEST(Generator, ManyValuesTakeNoStack) {
  auto Many = []() -> aio::AsyncGenerator<int> {
    for (int I = 0; I != 1000000; ++I)
      co_yield I;
  };
  auto Main = [&]() -> aio::Coro<int> {
    auto G = Many();
    int N = 0;
    while (co_await G.next())
      ++N;
    co_return N;
  };
  EXPECT_EQ(aio::run(Main()), 1000000);
}

TEST(Generator, MovesItsValues) {
  auto Boxes = []() -> aio::AsyncGenerator<std::unique_ptr<int>> {
    co_yield std::make_unique<int>(7);
  };
  auto Main = [&]() -> aio::Coro<int> {
    auto G = Boxes();
    auto Box = co_await G.next();
    co_return **Box;
  };
  EXPECT_EQ(aio::run(Main()), 7);
}

} // namespace

//===- CoroTest.cpp - coroutines ------------------------------------------===//
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

aio::Coro<int> twoSteps(Strings &Trace) {
  Trace.push_back("first");
  co_await aio::detail::YieldAwaiter();
  Trace.push_back("second");
  co_await aio::detail::YieldAwaiter();
  Trace.push_back("third");
  co_return 3;
}

TEST(Coro, IsDrivenByHand) {
  Strings Trace;
  auto C = twoSteps(Trace);
  EXPECT_TRUE(Trace.empty());
  EXPECT_TRUE(C.send());
  EXPECT_EQ(Trace, Strings{"first"});
  EXPECT_TRUE(C.send());
  EXPECT_FALSE(C.send());
  EXPECT_EQ(C.result(), 3);
  EXPECT_TRUE(C.done());
}

TEST(Coro, ResultBeforeTheEndIsAnError) {
  Strings Trace;
  auto C = twoSteps(Trace);
  C.send();
  EXPECT_THROW(C.result(), aio::InvalidStateError);
}

TEST(Coro, SendAfterTheEndIsAnError) {
  auto Make = []() -> aio::Coro<> { co_return; };
  auto C = Make();
  EXPECT_FALSE(C.send());
  EXPECT_THROW(C.send(), std::runtime_error);
}

TEST(Coro, SendThrowsWhatTheCoroutineThrows) {
  auto Make = []() -> aio::Coro<> {
    throw std::runtime_error("x");
    co_return;
  };
  auto C = Make();
  EXPECT_THROW(C.send(), std::runtime_error);
}

aio::Coro<> watched(Strings &Trace) {
  try {
    co_await aio::detail::YieldAwaiter();
  } catch (const aio::GeneratorExit &) {
    Trace.push_back("exit");
    throw;
  } catch (const std::runtime_error &) {
    Trace.push_back("error");
  }
}

TEST(Coro, CloseThrowsAtTheSuspension) {
  Strings Trace;
  auto C = watched(Trace);
  C.send();
  C.close();
  EXPECT_EQ(Trace, Strings{"exit"});
  C.close();
}

TEST(Coro, CloseBeforeTheStartRunsNothing) {
  Strings Trace;
  auto C = watched(Trace);
  C.close();
  EXPECT_TRUE(Trace.empty());
}

TEST(Coro, CloseOfOneThatWaitsOnIsAnError) {
  auto Make = []() -> aio::Coro<> {
    for (;;)
      try {
        co_await aio::detail::YieldAwaiter();
      } catch (const aio::GeneratorExit &) {
      }
  };
  auto C = Make();
  C.send();
  EXPECT_THROW(C.close(), std::runtime_error);
}

TEST(Coro, ThrowReachesTheInnermostSuspension) {
  Strings Trace;
  auto Outer = [&]() -> aio::Coro<> { co_await watched(Trace); };
  auto C = Outer();
  C.send();
  EXPECT_FALSE(C.throw_(std::make_exception_ptr(std::runtime_error("x"))));
  EXPECT_EQ(Trace, Strings{"error"});
}

TEST(Coro, AwaitingTwiceIsAnError) {
  auto Main = []() -> aio::Coro<> {
    auto Make = []() -> aio::Coro<int> { co_return 1; };
    auto C = Make();
    EXPECT_EQ(co_await std::move(C), 1);
    try {
      co_await std::move(C);
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "cannot reuse already awaited coroutine");
    }
  };
  aio::run(Main());
}

TEST(Coro, ResultsMayBeReferencesAndMoveOnly) {
  int X = 1;
  auto Ref = [&]() -> aio::Coro<int &> { co_return X; };
  auto Box = []() -> aio::Coro<std::unique_ptr<int>> {
    co_return std::make_unique<int>(2);
  };
  auto Main = [&]() -> aio::Coro<> {
    (co_await Ref()) = 5;
    EXPECT_EQ(*co_await Box(), 2);
    EXPECT_EQ(&co_await aio::create_task(Ref()), &X);
    EXPECT_EQ(*co_await aio::create_task(Box()), 2);
  };
  aio::run(Main());
  EXPECT_EQ(X, 5);
}

TEST(Coro, ManyThatEndAtOnceTakeNoStack) {
  auto Child = [](int N) -> aio::Coro<int> { co_return N + 1; };
  auto Main = [&]() -> aio::Coro<int> {
    int N = 0;
    for (int I = 0; I != 1000000; ++I)
      N = co_await Child(N);
    co_return N;
  };
  EXPECT_EQ(aio::run(Main()), 1000000);
}

TEST(Coro, ExceptionsPassThroughCallers) {
  auto Inner = []() -> aio::Coro<int> {
    co_await aio::sleep(0s);
    throw std::out_of_range("deep");
    co_return 1;
  };
  auto Middle = [&]() -> aio::Coro<int> { co_return co_await Inner(); };
  EXPECT_THROW(aio::run(Middle()), std::out_of_range);
}

} // namespace

//===- ScopeTest.cpp - asynchronous context managers ----------------------===//
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

struct Manager {
  Strings *Trace;
  aio::Coro<int> aenter() {
    Trace->push_back("enter");
    co_await aio::sleep(0s);
    co_return 5;
  }
  aio::Coro<> aexit(std::exception_ptr E) {
    co_await aio::sleep(0s);
    Trace->push_back(E ? "exit by exception" : "exit");
  }
};

struct Taking {
  aio::Coro<> aenter() { co_return; }
  aio::Coro<bool> aexit(std::exception_ptr E) { co_return E != nullptr; }
};

struct Closed {
  aio::Coro<> aenter() {
    throw std::runtime_error("closed");
    co_return;
  }
  aio::Coro<> aexit(std::exception_ptr) {
    ADD_FAILURE() << "left without having entered";
    co_return;
  }
};

TEST(Scope, EntersAndLeaves) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<int> {
    co_return co_await aio::async_with(Manager{&Trace},
                                       [&](int &Resource) -> aio::Coro<int> {
                                         Trace.push_back("body");
                                         co_return Resource + 1;
                                       });
  };
  EXPECT_EQ(aio::run(Main()), 6);
  EXPECT_EQ(Trace, (Strings{"enter", "body", "exit"}));
}

TEST(Scope, LeavesOnAnException) {
  Strings Trace;
  auto Main = [&]() -> aio::Coro<> {
    Manager M{&Trace};
    try {
      co_await aio::async_with(M, [](int) -> aio::Coro<> {
        throw std::runtime_error("x");
        co_return;
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &) {
      Trace.push_back("caught");
    }
  };
  aio::run(Main());
  EXPECT_EQ(Trace, (Strings{"enter", "exit by exception", "caught"}));
}

TEST(Scope, LeavesOnACancellation) {
  Strings Trace;
  auto Work = [&]() -> aio::Coro<> {
    co_await aio::async_with(
        Manager{&Trace}, [](int) -> aio::Coro<> { co_await aio::sleep(1h); });
  };
  auto Main = [&]() -> aio::Coro<> {
    auto T = aio::create_task(Work());
    co_await aio::sleep(1ms);
    T.cancel();
    try {
      co_await T;
    } catch (const aio::CancelledError &) {
    }
    EXPECT_TRUE(T.cancelled());
  };
  aio::run(Main());
  EXPECT_EQ(Trace, (Strings{"enter", "exit by exception"}));
}

TEST(Scope, TakesAnException) {
  auto Main = []() -> aio::Coro<> {
    std::optional<int> R = co_await aio::async_with(
        Taking(), [](auto... Nothing) -> aio::Coro<int> {
          static_assert(sizeof...(Nothing) == 0);
          throw std::runtime_error("x");
          co_return 1;
        });
    EXPECT_FALSE(R);
    R = co_await aio::async_with(Taking(),
                                 []() -> aio::Coro<int> { co_return 1; });
    EXPECT_EQ(R, 1);
  };
  aio::run(Main());
}

TEST(Scope, IsNotLeftIfItWasNotEntered) {
  auto Main = []() -> aio::Coro<> {
    try {
      co_await aio::async_with(Closed(), []() -> aio::Coro<> {
        ADD_FAILURE() << "the body ran";
        co_return;
      });
      ADD_FAILURE() << "nothing was thrown";
    } catch (const std::runtime_error &E) {
      EXPECT_STREQ(E.what(), "closed");
    }
  };
  aio::run(Main());
}

TEST(Scope, AclosingClosesAGenerator) {
  bool Exited = false;
  auto Values = [&]() -> aio::AsyncGenerator<int> {
    try {
      for (int I = 0;; ++I)
        co_yield I;
    } catch (const aio::GeneratorExit &) {
      Exited = true;
      throw;
    }
  };
  auto Main = [&]() -> aio::Coro<> {
    auto G = Values();
    co_await aio::async_with(
        aio::aclosing(G), [](auto *G) -> aio::Coro<> { co_await G->next(); });
    EXPECT_TRUE(Exited);
  };
  aio::run(Main());
}

} // namespace

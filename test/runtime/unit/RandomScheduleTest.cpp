//===- RandomScheduleTest.cpp - other orders that are as good -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <cstdlib>
#include <set>
#include <string>

using namespace std::chrono_literals;

namespace {

using aio::Coro;

/// Sets a variable of the environment while it lives.
class Variable {
  const char *Name;

public:
  Variable(const char *Name, const std::string &Value) : Name(Name) {
    ::setenv(Name, Value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(Name); }
};

/// The order in which four tasks end that begin and sleep at the same time.
std::string orderOf(unsigned Seed) {
  Variable V("AIO_SCHEDULE_SEED", std::to_string(Seed));
  std::string Order;
  auto Main = [&]() -> Coro<> {
    auto One = [&](char Name) -> Coro<> {
      co_await aio::sleep(1ms);
      Order += Name;
    };
    co_await aio::gather(One('a'), One('b'), One('c'), One('d'));
  };
  aio::run(Main());
  return Order;
}

TEST(RandomSchedule, IsAsTheSeedSays) {
  std::set<std::string> Orders;
  for (unsigned Seed = 0; Seed != 20; ++Seed) {
    std::string Order = orderOf(Seed);
    EXPECT_EQ(Order.size(), 4u);
    Orders.insert(Order);
  }
  EXPECT_GT(Orders.size(), 5u);
}

TEST(RandomSchedule, CallbacksKeepTheirOrder) {
  for (unsigned Seed = 0; Seed != 10; ++Seed) {
    Variable V("AIO_SCHEDULE_SEED", std::to_string(Seed));
    std::string Order;
    auto Main = [&]() -> Coro<> {
      auto &Loop = aio::get_running_loop();
      for (char C : {'a', 'b', 'c', 'd'})
        Loop.call_soon([&Order, C] { Order += C; });
      co_await aio::sleep(0s);
      co_await aio::sleep(0s);
    };
    aio::run(Main());
    EXPECT_EQ(Order, "abcd");
  }
}

TEST(RandomSchedule, Cancels) {
  // The main task is the only one.
  for (unsigned At : {1u, 2u, 3u}) {
    Variable V("AIO_SCHEDULE_CANCEL", std::to_string(At));
    unsigned Reached = 0;
    auto Main = [&]() -> Coro<> {
      for (Reached = 1; Reached != 3; ++Reached)
        co_await aio::sleep(0s);
    };
    if (At == 3)
      aio::run(Main());
    else
      EXPECT_THROW(aio::run(Main()), aio::CancelledError);
    EXPECT_EQ(Reached, At);
  }
}

} // namespace

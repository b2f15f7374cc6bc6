//===- generators_and_scopes.cpp - async for and async with ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

static aio::AsyncGenerator<int> countTo(int N) {
  try {
    for (int I = 0; I != N; ++I) {
      trace("yields", I);
      co_yield I;
      co_await aio::sleep(0s);
    }
    trace("ends");
  } catch (const aio::GeneratorExit &) {
    trace("exit");
    throw;
  }
}

SCENARIO(generator_loop) {
  auto Generator = countTo(3);
  trace("made");
  while (auto Item = co_await Generator.next())
    trace("item", *Item);
  trace("over");
}

SCENARIO(generator_closed) {
  auto Generator = countTo(3);
  trace("item", *co_await Generator.next());
  co_await Generator.aclose();
  trace("closed");
  co_await Generator.aclose();
  auto Fresh = countTo(1);
  co_await Fresh.aclose();
  trace("never began");
}

SCENARIO(generator_that_fails) {
  auto Bad = []() -> aio::AsyncGenerator<int> {
    co_yield 1;
    std::rethrow_exception(valueError("x"));
  };
  auto Generator = Bad();
  try {
    while (auto Item = co_await Generator.next())
      trace("item", *Item);
  } catch (const std::invalid_argument &) {
    trace(nameOf(std::current_exception()));
  }
  while (co_await Generator.next())
    trace("never");
  trace("over");
}

SCENARIO(generator_consumer_cancelled) {
  auto Slow = []() -> aio::AsyncGenerator<int> {
    try {
      co_yield 1;
      co_await aio::sleep(10s);
      co_yield 2;
    } catch (const aio::CancelledError &) {
      trace("told");
      throw;
    }
  };
  auto Consume = [&]() -> aio::Coro<> {
    auto Generator = Slow();
    while (auto Item = co_await Generator.next())
      trace("item", *Item);
  };
  auto Task = aio::create_task(Consume());
  co_await aio::sleep(0s);
  Task.cancel();
  co_await watch("task", Task);
}

SCENARIO(generator_used_by_two) {
  auto Generator = countTo(2);
  auto Consume = [&](const char *Name) -> aio::Coro<> {
    try {
      trace(Name, *co_await Generator.next());
      trace(Name, *co_await Generator.next());
    } catch (const std::runtime_error &) {
      trace(Name, nameOf(std::current_exception()));
    }
  };
  co_await aio::gather(Consume("a"), Consume("b"));
}

SCENARIO_SYNC(generators_left_are_closed_by_run) {
  aio::AsyncGenerator<int> Left;
  auto Main = [&]() -> aio::Coro<> {
    Left = countTo(3);
    trace("item", *co_await Left.next());
  };
  aio::run(Main());
  trace("after");
}

struct Manager {
  aio::Coro<int> aenter() {
    trace("enter");
    co_await aio::sleep(0s);
    co_return 5;
  }
  aio::Coro<> aexit(std::exception_ptr E) {
    co_await aio::sleep(0s);
    std::string Name = E ? nameOf(E) : "None";
    trace("exit", Name.substr(0, Name.find(' ')));
  }
};

SCENARIO(scope_entered_and_left) {
  co_await aio::async_with(Manager(), [](int Resource) -> aio::Coro<> {
    trace("body", Resource);
    co_return;
  });
  trace("end");
}

SCENARIO(scope_left_by_an_error) {
  co_await watch("body", aio::async_with(Manager(), [](int) -> aio::Coro<> {
                   std::rethrow_exception(valueError("x"));
                   co_return;
                 }));
}

SCENARIO(scope_left_by_a_cancellation) {
  auto Task = aio::create_task(aio::async_with(
      Manager(), [](int) -> aio::Coro<> { co_await aio::sleep(10s); }));
  co_await aio::sleep(50ms);
  Task.cancel("why");
  co_await watch("task", Task);
}

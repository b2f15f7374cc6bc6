//===- context_and_running.cpp - contexts, threads, run, coroutines by hand
//===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

static aio::ContextVar<int> Var("var", 0);

SCENARIO(context_of_a_task) {
  auto Work = [](const char *Name) -> aio::Coro<> {
    trace(Name, Var.get());
    Var.set(10);
    co_await aio::sleep(0s);
    trace(Name, Var.get());
  };
  Var.set(1);
  auto A = aio::create_task(Work("a"));
  Var.set(2);
  auto B = aio::create_task(Work("b"));
  co_await A;
  co_await B;
  trace("main", Var.get());
}

SCENARIO(context_of_an_awaited_coroutine_is_the_callers) {
  auto Work = []() -> aio::Coro<> {
    Var.set(5);
    co_return;
  };
  co_await Work();
  trace(Var.get());
}

SCENARIO(context_of_callbacks) {
  auto &Loop = aio::get_running_loop();
  Var.set(1);
  Loop.call_soon([] {
    trace("soon", Var.get());
    Var.set(9);
  });
  Loop.call_later(50ms, [] { trace("later", Var.get()); });
  aio::Future<> Future;
  Future.add_done_callback(
      [](const aio::Future<> &) { trace("done", Var.get()); });
  auto Own = aio::copy_context();
  Own.run([] { Var.set(7); });
  Loop.call_soon([] { trace("own", Var.get()); }, Own);
  Var.set(2);
  Future.set_result();
  co_await aio::sleep(100ms);
  trace("main", Var.get());
}

SCENARIO(context_reset) {
  auto Token = Var.set(1);
  Var.set(2);
  Var.reset(Token);
  trace(Var.get());
  co_return;
}

SCENARIO(thread_has_a_copy_of_the_context) {
  Var.set(3);
  auto Work = [] {
    trace("thread", Var.get());
    Var.set(4);
    return 5;
  };
  trace("gave", co_await aio::to_thread(Work));
  trace("main", Var.get());
}

SCENARIO(thread_that_throws) {
  auto Work = [] { std::rethrow_exception(valueError("x")); };
  co_await watch("thread", aio::to_thread(Work));
}

SCENARIO_SYNC(run_cancels_what_is_left) {
  auto Work = [](std::string Name) -> aio::Coro<> {
    std::exception_ptr E;
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
      E = std::current_exception();
    }
    trace(Name, "told");
    co_await aio::sleep(0s);
    trace(Name, "ends");
    std::rethrow_exception(E);
  };
  auto Main = [&]() -> aio::Coro<int> {
    std::vector<aio::Task<>> Tasks{aio::create_task(Work("a"))};
    co_await aio::sleep(0s);
    trace("main ends", Tasks.size());
    co_return 3;
  };
  trace("gave", aio::run(Main()));
}

SCENARIO_SYNC(run_tells_of_errors_at_its_end) {
  auto Work = []() -> aio::Coro<> {
    try {
      co_await aio::sleep(10s);
      // NOLINTNEXTLINE(coro-unhandled-cancellation): that is the scenario
    } catch (const aio::CancelledError &) {
      std::rethrow_exception(valueError("late"));
    }
  };
  auto Main = [&]() -> aio::Coro<> {
    aio::get_running_loop().set_exception_handler(
        [](aio::EventLoop &, const aio::ExceptionContext &C) {
          trace("handler", nameOf(C.Exception));
        });
    auto Task = aio::create_task(Work());
    co_await aio::sleep(0s);
    trace("main ends", Task.done());
  };
  aio::run(Main());
}

SCENARIO_SYNC(run_of_a_main_that_fails) {
  auto Main = []() -> aio::Coro<> {
    std::rethrow_exception(valueError("x"));
    co_return;
  };
  try {
    aio::run(Main());
  } catch (const std::invalid_argument &) {
    trace(nameOf(std::current_exception()));
  }
}

SCENARIO_SYNC(coroutine_driven_by_hand) {
  auto Work = []() -> aio::Coro<int> {
    trace("one");
    co_await aio::detail::YieldAwaiter();
    trace("two");
    co_return 3;
  };
  auto Coro = Work();
  Coro.send();
  trace("suspended");
  if (!Coro.send())
    trace("gave", Coro.result());
  try {
    Coro.send();
  } catch (const std::runtime_error &) {
    trace(nameOf(std::current_exception()));
  }
}

SCENARIO_SYNC(coroutine_closed_by_hand) {
  auto Work = []() -> aio::Coro<> {
    try {
      trace("begin");
      co_await aio::detail::YieldAwaiter();
    } catch (const aio::GeneratorExit &) {
      trace("exit");
      throw;
    }
  };
  auto Coro = Work();
  Coro.send();
  Coro.close();
  trace("closed");
  auto Fresh = Work();
  Fresh.close();
  trace("never began");
  auto Bad = Work();
  Bad.send();
  try {
    Bad.throw_(valueError("x"));
  } catch (const std::invalid_argument &) {
    trace(nameOf(std::current_exception()));
  }
}

//===- start_order.cpp - who runs when ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(start_after_creator_suspends) {
  auto Work = [](const char *Name) -> aio::Coro<> {
    trace("start", Name);
    co_return;
  };
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b", "c"})
    Tasks.push_back(aio::create_task(Work(N)));
  trace("made");
  co_await aio::sleep(0s);
  trace("turn", Tasks[0].done(), Tasks[2].done());
}

SCENARIO(await_coroutine_runs_at_once) {
  auto Work = []() -> aio::Coro<int> {
    trace("work");
    co_return 1;
  };
  auto Other = aio::create_task(ticker(2));
  trace("gave", co_await Work());
  co_await Other;
}

SCENARIO(turns_of_awaiting_a_task) {
  auto Work = []() -> aio::Coro<int> {
    trace("work");
    co_return 1;
  };
  auto Other = aio::create_task(ticker(5));
  auto Task = aio::create_task(Work());
  trace("gave", co_await Task);
  trace("gave again", co_await Task);
  co_await Other;
}

SCENARIO(tasks_started_by_tasks) {
  auto Leaf = [](std::string Name) -> aio::Coro<> {
    trace("leaf", Name);
    co_return;
  };
  auto Branch = [&](std::string Name) -> aio::Coro<> {
    trace("branch", Name);
    auto Task = aio::create_task(Leaf(Name + "1"));
    auto Other = aio::create_task(Leaf(Name + "2"));
    trace("branch made", Name);
    co_await Other;
    trace("branch ends", Name, Task.done());
  };
  auto A = aio::create_task(Branch("a"));
  auto B = aio::create_task(Branch("b"));
  co_await A;
  trace("a");
  co_await B;
  trace("b");
}

SCENARIO(sleep_zero_interleaves) {
  auto Work = [](const char *Name) -> aio::Coro<> {
    for (int Turn = 0; Turn != 3; ++Turn) {
      trace(Name, Turn);
      co_await aio::sleep(0s);
    }
  };
  co_await aio::gather(Work("a"), Work("b"));
  trace("end");
}

SCENARIO(sleeps_end_in_order_of_time) {
  auto Work = [](const char *Name, aio::Duration Delay) -> aio::Coro<> {
    co_await aio::sleep(Delay);
    trace(Name);
  };
  co_await aio::gather(Work("c", 150ms), Work("a", 50ms), Work("b", 100ms));
}

SCENARIO(call_soon_and_tasks_share_a_queue) {
  auto &Loop = aio::get_running_loop();
  auto Work = []() -> aio::Coro<> {
    trace("task");
    co_return;
  };
  Loop.call_soon([] { trace("first"); });
  auto Task = aio::create_task(Work());
  Loop.call_soon([] { trace("second"); });
  co_await Task;
  trace("end");
}

SCENARIO(call_soon_from_a_callback_waits_a_turn) {
  auto &Loop = aio::get_running_loop();
  Loop.call_soon([&] {
    trace("first");
    Loop.call_soon([] { trace("third"); });
  });
  Loop.call_soon([] { trace("second"); });
  for (int Turn = 0; Turn != 3; ++Turn) {
    trace("turn", Turn);
    co_await aio::sleep(0s);
  }
}

SCENARIO(timers_and_cancelled_handles) {
  auto &Loop = aio::get_running_loop();
  Loop.call_later(100ms, [] { trace("late"); });
  auto Gone = Loop.call_later(50ms, [] { trace("never"); });
  auto Soon = Loop.call_soon([] { trace("never either"); });
  Loop.call_at(Loop.time() + 50ms, [] { trace("early"); });
  Gone.cancel();
  Soon.cancel();
  trace(Gone.cancelled(), Soon.cancelled());
  co_await aio::sleep(200ms);
}

SCENARIO_SYNC(run_forever_until_stop) {
  auto Loop = aio::new_event_loop();
  Loop->call_soon([] { trace("a"); });
  Loop->call_soon([&] { Loop->stop(); });
  Loop->call_soon([] { trace("same turn"); });
  Loop->run_forever();
  trace("stopped", Loop->is_running());
  Loop->call_soon([&] { Loop->stop(); });
  Loop->run_forever();
  Loop->close();
  trace("closed", Loop->is_closed());
}

SCENARIO_SYNC(run_until_complete_of_a_future) {
  auto Loop = aio::new_event_loop();
  auto Future = Loop->create_future<int>();
  Loop->call_later(50ms, [=] { Future.set_result(5); });
  trace("gave", Loop->run_until_complete(Future));
  auto Bad = Loop->create_future();
  Loop->call_soon([=] { Bad.set_exception(valueError("x")); });
  try {
    Loop->run_until_complete(Bad);
  } catch (const std::exception &) {
    trace("threw", nameOf(std::current_exception()));
  }
  Loop->close();
}

SCENARIO(nested_run_is_an_error) {
  auto Inner = []() -> aio::Coro<> { co_return; };
  try {
    aio::run(Inner());
  } catch (const std::runtime_error &) {
    trace("RuntimeError");
  }
  co_return;
}

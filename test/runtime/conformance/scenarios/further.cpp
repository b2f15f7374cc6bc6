//===- further.cpp - what the other files leave out -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

static aio::Coro<int> work(int Value, aio::Duration Delay) {
  co_await aio::sleep(Delay);
  co_return Value;
}

SCENARIO(ensure_future_of_three_kinds) {
  auto Task = aio::create_task(work(1, 0s));
  aio::Future<int> Future;
  trace(aio::ensure_future(Task) == Task, aio::ensure_future(Future) == Future);
  Future.set_result(2);
  auto Made = aio::ensure_future(work(3, 0s));
  int A = co_await Task, B = co_await Future;
  trace(A, B, co_await Made);
}

SCENARIO(gather_of_nothing_and_of_the_same_twice) {
  trace((co_await aio::gather(std::vector<aio::Task<int>>())).size());
  auto Task = aio::create_task(work(1, 0s));
  auto [A, B] = co_await aio::gather(Task, Task);
  trace(A, B);
}

SCENARIO(wait_of_nothing) {
  try {
    co_await aio::wait(std::vector<aio::Task<int>>());
  } catch (const std::invalid_argument &) {
    trace("wait threw", nameOf(std::current_exception()));
  }
}

SCENARIO(sleep_gives_its_result) {
  int A = co_await aio::sleep(0s, 5);
  trace(A, co_await aio::sleep(1ms, 6));
}

SCENARIO(two_wait_for_a_task_and_one_is_cancelled) {
  auto Inner = aio::create_task(aio::sleep(150ms));
  auto A = aio::create_task(watch("a", Inner));
  auto B = aio::create_task(watch("b", Inner));
  co_await aio::sleep(0s);
  A.cancel();
  co_await aio::wait(std::vector{A, B});
  trace(Inner.cancelled());
}

SCENARIO(cancelling_counts) {
  auto Stubborn = []() -> aio::Coro<int> {
    for (int I = 0; I != 2; ++I) {
      try {
        co_await aio::sleep(10s);
        // NOLINTNEXTLINE(coro-unhandled-cancellation): that is the scenario
      } catch (const aio::CancelledError &) {
        trace("told", aio::current_task().cancelling());
      }
    }
    for (int I = 0; I != 3; ++I)
      trace("uncancel", aio::current_task().uncancel());
    co_return 1;
  };
  auto Task = aio::create_task(Stubborn());
  for (int I = 0; I != 2; ++I) {
    co_await aio::sleep(0s);
    Task.cancel();
  }
  co_await watch("task", Task);
}

SCENARIO(timeout_rescheduled) {
  co_await watch("body",
                 aio::timeout(10s, [](aio::Timeout &Limit) -> aio::Coro<> {
                   Limit.reschedule(aio::Clock::now() + 50ms);
                   co_await aio::sleep(10s);
                 }));
  bool Expired = true;
  co_await aio::timeout(50ms, [&](aio::Timeout &Limit) -> aio::Coro<> {
    Limit.reschedule(std::nullopt);
    co_await aio::sleep(150ms);
    Expired = Limit.expired();
  });
  trace("no limit", Expired);
}

SCENARIO(timeout_in_the_past) {
  co_await watch("body", aio::timeout(-1s, []() -> aio::Coro<> {
                   trace("begins");
                   co_await aio::sleep(0s);
                   trace("never");
                 }));
}

SCENARIO(wait_for_cancelled_when_the_result_is_there) {
  aio::Future<int> Future;
  auto Task = aio::create_task(watch("waits", aio::wait_for(Future, 10s)));
  co_await aio::sleep(0s);
  Future.set_result(7);
  Task.cancel();
  co_await watch("task", Task);
}

SCENARIO(shield_of_what_is_done) {
  auto Inner = aio::create_task(work(4, 0s));
  co_await Inner;
  auto Other = aio::create_task(ticker(3));
  int Gave = co_await aio::shield(Inner);
  trace(Gave, aio::shield(Inner) == Inner);
  co_await Other;
}

SCENARIO(task_that_raises_a_cancellation_itself) {
  auto Work = []() -> aio::Coro<> {
    throw aio::CancelledError("own");
    co_return;
  };
  auto Task = aio::create_task(Work());
  co_await watch("task", Task);
  trace(Task.cancelled(), Task.cancelling());
}

SCENARIO(future_with_a_cancellation_as_exception) {
  aio::Future<> Future;
  auto Work = [&]() -> aio::Coro<> { co_await Future; };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Future.set_exception(aio::CancelledError("set"));
  co_await watch("task", Task);
  trace(Future.cancelled(), Task.cancelled());
}

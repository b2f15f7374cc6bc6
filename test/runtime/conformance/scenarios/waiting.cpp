//===- waiting.cpp - gather, wait, wait_for, shield, as_completed ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

static aio::Coro<int> work(int Value, aio::Duration Delay) {
  co_await aio::sleep(Delay);
  trace("work", Value);
  co_return Value;
}
static aio::Coro<int> bad(const char *Why, aio::Duration Delay) {
  co_await aio::sleep(Delay);
  std::rethrow_exception(valueError(Why));
}

SCENARIO(gather_results_in_order) {
  auto [A, B, C] =
      co_await aio::gather(work(1, 100ms), work(2, 50ms), work(3, 0s));
  trace(A, B, C);
}

SCENARIO(gather_turns) {
  auto Other = aio::create_task(ticker(6));
  auto [A, B] = co_await aio::gather(work(1, 0s), work(2, 0s));
  trace(A, B);
  co_await Other;
}

SCENARIO(gather_first_error) {
  auto Slow = aio::create_task(work(1, 100ms));
  auto All = aio::gather(Slow, bad("first", 0s), bad("second", 0s));
  co_await watch("gather", static_cast<const aio::AnyFuture &>(All));
  trace("slow", Slow.done());
  co_await watch("slow", Slow);
}

SCENARIO(gather_with_exceptions_as_results) {
  auto Gone = aio::create_task(work(3, 10s));
  Gone.cancel();
  auto [A, B, C] = co_await aio::gather(aio::return_exceptions, work(1, 0s),
                                        bad("x", 0s), Gone);
  trace(A.value(), nameOf(B.exception()), nameOf(C.exception()));
}

SCENARIO(gather_child_cancelled) {
  auto Child = aio::create_task(work(1, 10s));
  auto Other = aio::create_task(work(2, 50ms));
  auto Both = aio::gather(Child, Other);
  co_await aio::sleep(0s);
  Child.cancel("gone");
  co_await watch("gather", static_cast<const aio::AnyFuture &>(Both));
  trace(Both.cancelled(), Other.done());
  co_await watch("other", Other);
}

SCENARIO(gather_cancelled) {
  auto A = aio::create_task(work(1, 10s));
  auto B = aio::create_task(work(2, 0s));
  auto Both = aio::gather(A, B);
  co_await aio::sleep(50ms);
  trace("cancel", Both.cancel());
  co_await watch("gather", static_cast<const aio::AnyFuture &>(Both));
  trace(Both.cancelled(), A.cancelled(), B.cancelled(), Both.cancel());
}

SCENARIO(wait_for_the_first) {
  auto A = aio::create_task(work(1, 150ms));
  auto B = aio::create_task(work(2, 50ms));
  auto First = co_await aio::wait(std::vector{A, B}, aio::FIRST_COMPLETED);
  trace(First.done.size(), First.pending.size(), A.done(), B.done());
  auto Rest = co_await aio::wait(First.pending);
  trace(Rest.done.size(), Rest.pending.size(), A.done());
}

SCENARIO(wait_for_the_first_exception) {
  std::vector<aio::Task<int>> Tasks{aio::create_task(work(1, 50ms)),
                                    aio::create_task(bad("x", 100ms)),
                                    aio::create_task(work(3, 250ms))};
  auto First = co_await aio::wait(Tasks, aio::FIRST_EXCEPTION);
  trace(First.done.size(), First.pending.size());
  trace(nameOf(Tasks[1].exception()));
  co_await Tasks[2];
}

SCENARIO(wait_with_a_limit) {
  auto Task = aio::create_task(work(1, 250ms));
  auto Late = co_await aio::wait(std::vector{Task}, 50ms);
  trace(Late.done.size(), Late.pending.size(), Task.done());
  co_await watch("task", Task);
}

SCENARIO(wait_turns_when_all_are_done) {
  auto Task = aio::create_task(work(1, 0s));
  co_await Task;
  auto Other = aio::create_task(ticker(5));
  co_await aio::wait(std::vector{Task});
  trace("waited");
  co_await Other;
}

SCENARIO(wait_for_turns) {
  auto Other = aio::create_task(ticker(8));
  co_await watch("wait_for", aio::wait_for(work(1, 0s), 10s));
  co_await Other;
}

SCENARIO(wait_for_too_long) {
  auto Inner = aio::create_task(watch("inner", work(1, 10s)));
  co_await watch("swallowed", aio::wait_for(Inner, 50ms));
  co_await watch("timeout", aio::wait_for(work(2, 10s), 50ms));
  co_await watch("no time", aio::wait_for(work(3, 10s), 0s));
}

SCENARIO(wait_for_of_an_error) {
  co_await watch("wait_for", aio::wait_for(bad("x", 0s), 10s));
}

SCENARIO(shield_of_a_cancelled_inner) {
  auto Inner = aio::create_task(work(1, 10s));
  auto Outer = aio::shield(Inner);
  co_await aio::sleep(0s);
  Inner.cancel();
  co_await watch("outer", Outer);
  trace(Outer.cancelled(), Inner.cancelled());
}

SCENARIO(shield_turns_and_errors) {
  auto Other = aio::create_task(ticker(6));
  co_await watch("good", aio::shield(work(1, 0s)));
  co_await watch("bad", aio::shield(bad("x", 0s)));
  co_await Other;
}

SCENARIO(as_completed_in_order) {
  std::vector<aio::Coro<int>> Work;
  Work.push_back(work(3, 150ms));
  Work.push_back(work(1, 0s));
  Work.push_back(work(2, 100ms));
  for (auto &Each : aio::as_completed(std::move(Work)))
    trace("next", co_await std::move(Each));
}

SCENARIO(gather_cancelled_reaches_all) {
  std::vector<aio::Task<int>> Tasks;
  for (int I = 0; I != 3; ++I)
    Tasks.push_back(aio::create_task(work(I, 10s)));
  auto Everything = aio::gather(Tasks);
  co_await aio::sleep(0s);
  Everything.cancel();
  co_await watch("gather", static_cast<const aio::AnyFuture &>(Everything));
  co_await aio::sleep(0s);
  trace(Tasks[0].cancelled(), Tasks[1].cancelled(), Tasks[2].cancelled());
}

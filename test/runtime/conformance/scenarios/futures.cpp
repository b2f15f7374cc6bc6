//===- futures.cpp - futures, their callbacks, tasks as futures -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(future_states_and_errors) {
  aio::Future<int> Future;
  auto Ask = [](auto Question) {
    try {
      Question();
    } catch (const aio::InvalidStateError &) {
      trace("InvalidStateError");
    }
  };
  Ask([&] { Future.result(); });
  Ask([&] { Future.exception(); });
  Future.set_result(1);
  trace(Future.done(), Future.cancelled(), Future.cancel(), Future.result());
  Ask([&] { Future.set_result(2); });
  co_return;
}

SCENARIO(future_cancelled) {
  aio::Future<> Future;
  bool First = Future.cancel("why"), Second = Future.cancel();
  trace(First, Second, Future.cancelled());
  co_await watch("future", Future);
  try {
    Future.exception();
  } catch (const aio::CancelledError &) {
    trace("CancelledError");
  }
}

SCENARIO(many_wait_for_one_future) {
  aio::Future<int> Future;
  auto Work = [&](const char *Name) -> aio::Coro<> {
    trace(Name, co_await Future);
  };
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b", "c"})
    Tasks.push_back(aio::create_task(Work(N)));
  co_await aio::sleep(0s);
  auto Other = aio::create_task(ticker(3));
  Future.set_result(7);
  trace("set");
  co_await aio::gather(Tasks);
  co_await Other;
}

SCENARIO(callbacks_in_order_and_with_waiters) {
  aio::Future<int> Future;
  Future.add_done_callback(
      [](const aio::Future<int> &F) { trace("first", F.result()); });
  auto Work = [&]() -> aio::Coro<> { trace("task", co_await Future); };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Future.add_done_callback(
      [](const aio::Future<int> &F) { trace("last", F.result()); });
  Future.set_result(1);
  Future.add_done_callback(
      [](const aio::Future<int> &) { trace("after the end"); });
  co_await Task;
  co_await aio::sleep(0s);
}

static void saysDone(const aio::Future<> &) { trace("done"); }

SCENARIO(callbacks_removed) {
  aio::Future<> Future;
  Future.add_done_callback(saysDone);
  Future.add_done_callback(saysDone);
  trace("removed", Future.remove_done_callback(saysDone));
  trace("removed", Future.remove_done_callback(saysDone));
  Future.set_result();
  co_await aio::sleep(0s);
  trace("end");
}

SCENARIO(callback_that_throws) {
  auto &Loop = aio::get_running_loop();
  Loop.set_exception_handler(
      [](aio::EventLoop &, const aio::ExceptionContext &C) {
        trace("handler", nameOf(C.Exception));
      });
  Loop.call_soon([] { std::rethrow_exception(valueError("x")); });
  Loop.call_soon([] { trace("next"); });
  co_await aio::sleep(0s);
  trace("end");
}

SCENARIO(exception_of_a_task) {
  auto Bad = []() -> aio::Coro<> {
    std::rethrow_exception(valueError("x"));
    co_return;
  };
  auto Task = aio::create_task(Bad());
  co_await watch("task", Task);
  co_await watch("once more", Task);
  trace(Task.done(), Task.cancelled(), nameOf(Task.exception()));
}

SCENARIO(current_and_all_tasks) {
  auto Work = []() -> aio::Coro<> {
    trace("current", aio::current_task().get_name());
    co_await aio::sleep(0s);
  };
  auto All = [] {
    std::vector<std::string> Names;
    for (const aio::AnyTask &T : aio::all_tasks())
      Names.push_back(T.get_name());
    std::sort(Names.begin(), Names.end());
    std::string Line = "all";
    for (const std::string &N : Names)
      Line += " " + N;
    trace(Line);
  };
  aio::current_task().set_name("main");
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b"})
    Tasks.push_back(aio::create_task(Work(), N));
  All();
  co_await aio::gather(Tasks);
  All();
}

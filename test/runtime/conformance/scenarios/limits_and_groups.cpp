//===- limits_and_groups.cpp - timeout and TaskGroup ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(timeout_expires) {
  co_await watch("body", aio::timeout(50ms, []() -> aio::Coro<> {
                   co_await watch("inner", aio::sleep(0s));
                   co_await aio::sleep(10s);
                 }));
  trace(aio::current_task().cancelling());
}

SCENARIO(timeout_does_not_expire) {
  bool Expired = true;
  co_await aio::timeout(10s, [&](aio::Timeout &Limit) -> aio::Coro<> {
    co_await aio::sleep(0s);
    trace("body", Limit.expired());
    Expired = Limit.expired();
  });
  trace("end", Expired);
}

SCENARIO(timeouts_nested) {
  co_await watch("body", aio::timeout(10s, []() -> aio::Coro<> {
                   try {
                     co_await aio::timeout(50ms, []() -> aio::Coro<> {
                       co_await aio::sleep(10s);
                     });
                   } catch (const aio::TimeoutError &) {
                     trace("inner");
                   }
                   co_await aio::sleep(0s);
                   trace("goes on");
                 }));
}

SCENARIO(timeout_of_a_body_that_fails) {
  co_await watch("body", aio::timeout(50ms, []() -> aio::Coro<> {
                   try {
                     co_await aio::sleep(10s);
                     // NOLINTNEXTLINE(coro-unhandled-cancellation): the
                     // scenario
                   } catch (const aio::CancelledError &) {
                     throw std::invalid_argument("instead");
                   }
                 }));
  trace(aio::current_task().cancelling());
}

SCENARIO(timeout_cancelled_from_outside) {
  auto Task = aio::create_task(
      aio::timeout(10s, []() -> aio::Coro<> { co_await aio::sleep(10s); }));
  co_await aio::sleep(0s);
  Task.cancel("outside");
  co_await watch("task", Task);
  trace(Task.cancelled());
}

static aio::Coro<> sleeps(std::string Name, aio::Duration Delay) {
  try {
    co_await aio::sleep(Delay);
    trace(Name, "slept");
  } catch (const aio::CancelledError &) {
    trace(Name, "cancelled");
    throw;
  }
}
static aio::Coro<> fails(const char *Why, aio::Duration Delay) {
  co_await aio::sleep(Delay);
  std::rethrow_exception(valueError(Why));
}

SCENARIO(group_waits_for_all) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(sleeps("a", 100ms));
      Group.create_task(sleeps("b", 50ms));
      trace("body");
      co_return;
    });
  };
  co_await watch("group", Body());
}

SCENARIO(group_child_fails) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(sleeps("a", 10s));
      Group.create_task(fails("x", 50ms));
      co_await sleeps("body", 10s);
    });
  };
  co_await watch("group", Body());
  trace(aio::current_task().cancelling());
}

SCENARIO(group_body_fails) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(sleeps("a", 10s));
      co_await aio::sleep(0s);
      std::rethrow_exception(valueError("body"));
    });
  };
  co_await watch("group", Body());
}

SCENARIO(group_two_fail) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(fails("x", 0s));
      Group.create_task(fails("y", 0s));
      Group.create_task(sleeps("a", 10s));
      co_return;
    });
  };
  co_await watch("group", Body());
}

SCENARIO(group_cancelled_in_its_body) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(sleeps("a", 10s));
      co_await sleeps("body", 10s);
    });
  };
  auto Task = aio::create_task(Body());
  co_await aio::sleep(50ms);
  Task.cancel("outside");
  co_await watch("task", Task);
  trace(Task.cancelled());
}

SCENARIO(group_cancelled_while_it_waits) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(sleeps("a", 10s));
      trace("body ends");
      co_return;
    });
  };
  auto Task = aio::create_task(Body());
  co_await aio::sleep(50ms);
  Task.cancel("outside");
  co_await watch("task", Task);
  trace(Task.cancelled());
}

SCENARIO(group_child_cancelled) {
  auto Body = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      auto Child = Group.create_task(sleeps("a", 10s));
      Group.create_task(sleeps("b", 50ms));
      co_await aio::sleep(0s);
      Child.cancel();
    });
  };
  co_await watch("group", Body());
}

SCENARIO(group_used_after_its_end) {
  aio::TaskGroup Group;
  co_await Group.join();
  try {
    Group.create_task(sleeps("never", 0s));
  } catch (const std::runtime_error &) {
    trace("RuntimeError");
  }
}

SCENARIO(groups_nested) {
  auto Inner = []() -> aio::Coro<> {
    co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(fails("deep", 0s));
      co_await sleeps("inner", 10s);
    });
  };
  auto Outer = [&]() -> aio::Coro<> {
    co_await aio::task_group([&](aio::TaskGroup &Group) -> aio::Coro<> {
      Group.create_task(Inner());
      co_await sleeps("outer", 10s);
    });
  };
  co_await watch("outer", Outer());
}

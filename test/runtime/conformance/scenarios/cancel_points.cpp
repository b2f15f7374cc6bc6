//===- cancel_points.cpp - a cancellation at each point of a task's life --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(cancel_before_the_start) {
  auto Work = []() -> aio::Coro<> {
    trace("never");
    co_return;
  };
  auto Task = aio::create_task(Work());
  trace("cancel", Task.cancel(), Task.cancelled(), Task.cancelling());
  co_await watch("task", Task);
  trace(Task.done(), Task.cancelled(), Task.cancel());
}

SCENARIO(cancel_in_sleep) {
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_sleep_zero) {
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::sleep(0s);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_future) {
  aio::Future<> Future;
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Future;
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_task) {
  auto Inner = aio::create_task(watch("inner", aio::sleep(10s)));
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Inner;
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_gather) {
  std::vector<aio::Task<>> Inner{aio::create_task(aio::sleep(10s)),
                                 aio::create_task(aio::sleep(20s))};
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::gather(Inner);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_shield) {
  auto Inner = aio::create_task(watch("inner", aio::sleep(150ms)));
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::shield(Inner);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
  co_await Inner;
}

SCENARIO(cancel_in_wait) {
  auto Inner = aio::create_task(watch("inner", aio::sleep(150ms)));
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::wait(std::vector{Inner});
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
  co_await Inner;
}

SCENARIO(cancel_in_wait_for) {
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await aio::wait_for(watch("inner", aio::sleep(10s)), 20s);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_lock) {
  aio::Lock Lock;
  co_await Lock.acquire();
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Lock.acquire();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_event) {
  aio::Event Event;
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Event.wait();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_semaphore) {
  aio::Semaphore Semaphore(0);
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Semaphore.acquire();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_queue_get) {
  aio::Queue<int> Queue;
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Queue.get();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_queue_put) {
  aio::Queue<int> Queue(1);
  co_await Queue.put(1);
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Queue.put(2);
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_queue_join) {
  aio::Queue<int> Queue;
  co_await Queue.put(1);
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Queue.join();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_in_barrier) {
  aio::Barrier Barrier(2);
  auto Work = [&]() -> aio::Coro<> {
    trace("begin");
    struct Finally {
      ~Finally() { trace("finally"); }
    } AtEnd;
    try {
      co_await Barrier.wait();
    } catch (const aio::CancelledError &) {
      trace("told", nameOf(std::current_exception()));
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  auto Other = aio::create_task(ticker(6));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("cancel", Task.cancel("now"));
  co_await watch("task", Task);
  trace(Task.cancelled());
  co_await Other;
}

SCENARIO(cancel_after_the_wake_up) {
  aio::Future<int> Future;
  auto Work = [&]() -> aio::Coro<> {
    try {
      trace("gave", co_await Future);
    } catch (const aio::CancelledError &) {
      trace("told");
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Future.set_result(1);
  trace("cancel", Task.cancel());
  co_await watch("task", Task);
}

SCENARIO(cancel_itself) {
  auto Work = []() -> aio::Coro<> {
    trace("cancel", aio::current_task().cancel());
    trace("runs on");
    co_await aio::sleep(0s);
    trace("never");
  };
  co_await watch("task", aio::create_task(Work()));
}

SCENARIO(cancel_itself_and_return) {
  auto Work = []() -> aio::Coro<int> {
    aio::current_task().cancel();
    co_return 1;
  };
  auto Task = aio::create_task(Work());
  co_await watch("task", Task);
  trace(Task.cancelled());
}

SCENARIO(cancel_twice_before_it_runs) {
  auto Work = []() -> aio::Coro<> {
    std::exception_ptr E;
    try {
      co_await aio::sleep(10s);
    } catch (const aio::CancelledError &) {
      E = std::current_exception();
    }
    trace("told", nameOf(E));
    co_await aio::sleep(0s);
    trace("once only");
    std::rethrow_exception(E);
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  bool First = Task.cancel("first"), Second = Task.cancel("second");
  trace(First, Second, Task.cancelling());
  co_await watch("task", Task);
}

SCENARIO(cancel_swallowed) {
  auto Work = []() -> aio::Coro<int> {
    try {
      co_await aio::sleep(10s);
      // NOLINTNEXTLINE(coro-unhandled-cancellation): that is the scenario
    } catch (const aio::CancelledError &) {
      trace("swallowed", aio::current_task().cancelling());
    }
    co_await aio::sleep(0s);
    trace("uncancel", aio::current_task().uncancel());
    co_return 3;
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Task.cancel();
  co_await watch("task", Task);
  trace(Task.cancelled(), Task.cancelling());
}

SCENARIO(cancel_replaced_by_an_error) {
  auto Work = []() -> aio::Coro<> {
    try {
      co_await aio::sleep(10s);
      // NOLINTNEXTLINE(coro-unhandled-cancellation): that is the scenario
    } catch (const aio::CancelledError &) {
      throw std::invalid_argument("instead");
    }
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Task.cancel();
  co_await watch("task", Task);
  trace(Task.cancelled(), nameOf(Task.exception()));
}

struct Says {
  const char *What;
  ~Says() { trace(What); }
};

SCENARIO(cancel_through_a_chain) {
  auto Leaf = []() -> aio::Coro<> {
    Says AtEnd{"leaf"};
    co_await aio::sleep(10s);
  };
  auto Middle = [&]() -> aio::Coro<> {
    Says AtEnd{"middle"};
    co_await aio::create_task(Leaf());
  };
  auto Top = [&]() -> aio::Coro<> {
    Says AtEnd{"top"};
    co_await aio::create_task(Middle());
  };
  auto Task = aio::create_task(Top());
  auto Other = aio::create_task(ticker(9));
  for (int I = 0; I != 3; ++I)
    co_await aio::sleep(0s);
  Task.cancel();
  co_await watch("task", Task);
  co_await Other;
}

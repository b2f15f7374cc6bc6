//===- primitives.cpp - locks, events, conditions, semaphores, barriers ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(lock_is_fair) {
  aio::Lock Lock;
  auto Work = [&](const char *Name) -> aio::Coro<> {
    auto Held = co_await Lock.scoped();
    trace(Name);
    co_await aio::sleep(0s);
  };
  auto Other = aio::create_task(ticker(8));
  co_await aio::gather(Work("a"), Work("b"), Work("c"));
  trace(Lock.locked());
  co_await Other;
}

SCENARIO(lock_barged_in_after_release) {
  aio::Lock Lock;
  co_await Lock.acquire();
  auto Work = [&](const char *Name) -> aio::Coro<> {
    co_await Lock.acquire();
    trace(Name);
    Lock.release();
  };
  auto Task = aio::create_task(Work("waits"));
  co_await aio::sleep(0s);
  Lock.release();
  auto Late = aio::create_task(Work("late"));
  trace(Lock.locked());
  co_await aio::gather(Task, Late);
}

SCENARIO(lock_woken_and_cancelled) {
  aio::Lock Lock;
  co_await Lock.acquire();
  auto A = aio::create_task(Lock.acquire());
  auto B = aio::create_task(Lock.acquire());
  co_await aio::sleep(0s);
  Lock.release();
  A.cancel();
  auto Other = aio::create_task(ticker(4));
  co_await aio::wait(std::vector{A, B});
  trace(A.cancelled(), B.done(), Lock.locked());
  co_await Other;
}

SCENARIO(lock_released_too_often) {
  aio::Lock Lock;
  try {
    Lock.release();
  } catch (const std::runtime_error &) {
    trace(nameOf(std::current_exception()));
  }
  co_return;
}

SCENARIO(event_wakes_all) {
  aio::Event Event;
  auto Work = [&](const char *Name) -> aio::Coro<> {
    co_await Event.wait();
    trace(Name);
  };
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b", "c"})
    Tasks.push_back(aio::create_task(Work(N)));
  co_await aio::sleep(0s);
  auto Other = aio::create_task(ticker(3));
  Event.set();
  Event.clear();
  trace("set", Event.is_set());
  co_await aio::gather(Tasks);
  co_await Other;
}

SCENARIO(condition_notifies) {
  aio::Condition Condition;
  auto Work = [&](const char *Name) -> aio::Coro<> {
    auto Held = co_await Condition.scoped();
    co_await Condition.wait();
    trace(Name);
  };
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b", "c"})
    Tasks.push_back(aio::create_task(Work(N)));
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  auto Other = aio::create_task(ticker(8));
  {
    auto Held = co_await Condition.scoped();
    Condition.notify(2);
    trace("two");
  }
  co_await aio::sleep(50ms);
  {
    auto Held = co_await Condition.scoped();
    Condition.notify_all();
    trace("all");
  }
  co_await aio::gather(Tasks);
  co_await Other;
}

SCENARIO(condition_waits_for) {
  aio::Condition Condition;
  int Count = 0;
  auto Work = [&]() -> aio::Coro<> {
    auto Held = co_await Condition.scoped();
    trace("holds", co_await Condition.wait_for([&] { return Count == 2; }));
  };
  auto Task = aio::create_task(Work());
  for (int I = 0; I != 2; ++I) {
    co_await aio::sleep(0s);
    auto Held = co_await Condition.scoped();
    ++Count;
    trace("count", Count);
    Condition.notify_all();
  }
  co_await Task;
}

SCENARIO(condition_cancelled_waits_for_its_lock) {
  aio::Condition Condition;
  auto Work = [&]() -> aio::Coro<> {
    auto Held = co_await Condition.scoped();
    try {
      co_await Condition.wait();
    } catch (const aio::CancelledError &) {
      trace("locked", Condition.locked());
      throw;
    }
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  co_await Condition.acquire();
  Task.cancel();
  co_await aio::sleep(0s);
  co_await aio::sleep(0s);
  trace("still", Task.done());
  Condition.release();
  co_await watch("task", Task);
  trace(Condition.locked());
}

SCENARIO(condition_without_its_lock) {
  aio::Condition Condition;
  co_await watch("wait", Condition.wait());
  try {
    Condition.notify();
  } catch (const std::runtime_error &) {
    trace(nameOf(std::current_exception()));
  }
}

SCENARIO(semaphore_lets_two_in) {
  aio::Semaphore Semaphore(2);
  auto Work = [&](const char *Name) -> aio::Coro<> {
    auto Held = co_await Semaphore.scoped();
    trace(Name, "in");
    co_await aio::sleep(0s);
    trace(Name, "out");
  };
  co_await aio::gather(Work("a"), Work("b"), Work("c"), Work("d"));
  trace(Semaphore.locked());
}

SCENARIO(semaphore_given_and_cancelled) {
  aio::Semaphore Semaphore(1);
  co_await Semaphore.acquire();
  auto A = aio::create_task(Semaphore.acquire());
  auto B = aio::create_task(Semaphore.acquire());
  co_await aio::sleep(0s);
  Semaphore.release();
  A.cancel();
  co_await aio::wait(std::vector{A, B});
  trace(A.cancelled(), B.done(), Semaphore.locked());
}

SCENARIO(bounded_semaphore) {
  aio::BoundedSemaphore Semaphore(1);
  co_await Semaphore.acquire();
  Semaphore.release();
  try {
    Semaphore.release();
  } catch (const std::invalid_argument &) {
    trace(nameOf(std::current_exception()));
  }
}

SCENARIO(barrier_of_three) {
  aio::Barrier Barrier(3);
  auto Work = [&](const char *Name) -> aio::Coro<> {
    trace(Name, "waits", Barrier.n_waiting());
    auto Index = co_await Barrier.wait();
    trace(Name, "goes", Index);
  };
  auto Other = aio::create_task(ticker(8));
  co_await aio::gather(Work("a"), Work("b"), Work("c"));
  trace(Barrier.n_waiting(), Barrier.broken());
  co_await Other;
}

SCENARIO(barrier_reset_and_aborted) {
  aio::Barrier Barrier(2);
  auto Work = [&](const char *Name) -> aio::Coro<> {
    try {
      co_await Barrier.wait();
    } catch (const aio::BrokenBarrierError &E) {
      trace(Name, E.what());
    }
  };
  auto A = aio::create_task(Work("a"));
  co_await aio::sleep(50ms);
  co_await Barrier.reset();
  co_await A;
  auto B = aio::create_task(Work("b"));
  co_await aio::sleep(50ms);
  co_await Barrier.abort();
  co_await B;
  co_await Work("c");
  trace(Barrier.broken());
}

SCENARIO(lock_taken_again_at_once) {
  aio::Lock Lock;
  co_await Lock.acquire();
  auto Work = [&]() -> aio::Coro<> {
    auto Held = co_await Lock.scoped();
    trace("work");
  };
  auto Task = aio::create_task(Work());
  co_await aio::sleep(0s);
  Lock.release();
  co_await Lock.acquire();
  trace("again");
  Lock.release();
  co_await Task;
}

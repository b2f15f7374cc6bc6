//===- queues.cpp - queues ------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../scenario.h"

SCENARIO(queue_between_two) {
  aio::Queue<int> Queue(2);
  auto Produce = [&]() -> aio::Coro<> {
    for (int I = 0; I != 5; ++I) {
      co_await Queue.put(I);
      trace("put", I);
    }
  };
  auto Consume = [&]() -> aio::Coro<> {
    for (int I = 0; I != 5; ++I)
      trace("got", co_await Queue.get());
  };
  co_await aio::gather(Produce(), Consume());
}

SCENARIO(queue_many_getters) {
  aio::Queue<int> Queue;
  auto Consume = [&](const char *Name) -> aio::Coro<> {
    trace(Name, co_await Queue.get());
  };
  std::vector<aio::Task<>> Tasks;
  for (const char *N : {"a", "b", "c"})
    Tasks.push_back(aio::create_task(Consume(N)));
  co_await aio::sleep(0s);
  for (int I = 0; I != 3; ++I)
    Queue.put_nowait(I);
  co_await aio::gather(Tasks);
}

SCENARIO(queue_full_and_empty) {
  aio::Queue<int> Queue(1);
  try {
    Queue.get_nowait();
  } catch (const aio::QueueEmpty &) {
    trace("QueueEmpty");
  }
  Queue.put_nowait(1);
  try {
    Queue.put_nowait(2);
  } catch (const aio::QueueFull &) {
    trace("QueueFull");
  }
  trace(Queue.qsize(), Queue.empty(), Queue.full(), Queue.maxsize());
  co_return;
}

SCENARIO(queue_join) {
  aio::Queue<int> Queue;
  auto Work = [&]() -> aio::Coro<> {
    for (;;) {
      int Item = co_await Queue.get();
      co_await aio::sleep(0s);
      trace("done", Item);
      Queue.task_done();
    }
  };
  auto Worker = aio::create_task(Work());
  for (int I = 0; I != 3; ++I)
    Queue.put_nowait(I);
  co_await Queue.join();
  trace("joined");
  Worker.cancel();
  co_await watch("worker", Worker);
  try {
    Queue.task_done();
  } catch (const std::invalid_argument &) {
    trace(nameOf(std::current_exception()));
  }
}

SCENARIO(queue_orders) {
  aio::Queue<int> First;
  aio::LifoQueue<int> Last;
  aio::PriorityQueue<int> Least;
  auto Show = [](auto &Queue) -> aio::Coro<> {
    for (int I : {3, 1, 2})
      Queue.put_nowait(I);
    int A = co_await Queue.get(), B = co_await Queue.get();
    trace(A, B, co_await Queue.get());
  };
  co_await Show(First);
  co_await Show(Last);
  co_await Show(Least);
}

SCENARIO(queue_woken_and_cancelled) {
  aio::Queue<int> Queue;
  auto A = aio::create_task(Queue.get());
  auto B = aio::create_task(Queue.get());
  co_await aio::sleep(0s);
  Queue.put_nowait(1);
  A.cancel();
  co_await aio::wait(std::vector{A, B}, aio::FIRST_COMPLETED);
  co_await watch("b", B);
  trace(A.cancelled());
}

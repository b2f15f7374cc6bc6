//===- all_tasks.cpp - many tasks, and access to them ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>
#include <vector>

using namespace std::chrono_literals;

aio::Coro<> task_coroutine(int Value) {
  std::printf("task %d is running\n", Value);
  co_await aio::sleep(200ms);
}

aio::Coro<> main_coroutine() {
  std::puts("main coroutine started");
  std::vector<aio::Task<>> Started;
  for (int I = 0; I != 10; ++I)
    Started.push_back(aio::create_task(task_coroutine(I)));
  // Time for some of them to start.
  co_await aio::sleep(20ms);
  for (const aio::AnyTask &Task : aio::all_tasks())
    std::printf("> %s, %s\n", Task.get_name().c_str(),
                Task.get_coro().repr().c_str());
  for (const aio::Task<> &Task : Started)
    co_await Task;
}

int main() {
  // Python has them in no order; here they come as they were made.
  // prints: main coroutine started
  // prints: task 0 is running
  // prints: task 1 is running
  // prints: task 2 is running
  // prints: task 3 is running
  // prints: task 4 is running
  // prints: task 5 is running
  // prints: task 6 is running
  // prints: task 7 is running
  // prints: task 8 is running
  // prints: task 9 is running
  // prints: > Task-1, <coroutine object main_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-2, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-3, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-4, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-5, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-6, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-7, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-8, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-9, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-10, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  // prints: > Task-11, <coroutine object task_coroutine at 0x{{[0-9a-f]+}}>
  aio::run(main_coroutine());
}

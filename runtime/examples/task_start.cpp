//===- task_start.cpp - a task starts when the loop gets to it ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

aio::Coro<> task_coroutine() {
  std::puts("the task runs");
  co_return;
}

aio::Coro<> main_coroutine() {
  aio::Task<> Task = aio::create_task(task_coroutine());
  std::puts("the task was made");
  // Waiting lets it start.
  co_await Task;
  std::puts("the task has ended");
}

int main() {
  // prints: the task was made
  // prints: the task runs
  // prints: the task has ended
  aio::run(main_coroutine());
}

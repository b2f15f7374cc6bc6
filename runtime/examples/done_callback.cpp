//===- done_callback.cpp - being called at the end of a task --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

void handle(const aio::Task<> &Task) { std::puts(Task.repr().c_str()); }

aio::Coro<> task_coroutine() { co_await aio::sleep(1ms); }

aio::Coro<> main_coroutine() {
  aio::Task<> Task = aio::create_task(task_coroutine(), "worker");
  Task.add_done_callback(handle);
  Task.add_done_callback(
      [](const aio::Task<> &) { std::puts("the second callback"); });
  auto Id = Task.add_done_callback(
      [](const aio::Task<> &) { std::puts("never printed"); });
  std::printf("removed: %zu\n", Task.remove_done_callback(Id));
  co_await Task;
  aio::Task<> Other = aio::create_task(task_coroutine(), "other");
  Other.add_done_callback(handle);
  std::printf("removed: %zu\n", Other.remove_done_callback(handle));
  co_await Other;
}

int main() {
  // prints: removed: 1
  // prints: <Task finished name='worker'>
  // prints: the second callback
  // prints: removed: 1
  aio::run(main_coroutine());
}

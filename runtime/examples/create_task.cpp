//===- create_task.cpp - three ways to make a task ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

aio::Coro<> task_coroutine(const char *How) {
  std::printf("by %s\n", How);
  co_await aio::sleep(1ms);
}

aio::Coro<> main_coroutine() {
  // The high-level API: to be preferred.
  auto Coroutine = task_coroutine("create_task");
  aio::Task<> First = aio::create_task(std::move(Coroutine));
  // The low-level ones.
  aio::Task<> Second = aio::ensure_future(task_coroutine("ensure_future"));
  aio::EventLoop &Loop = aio::get_running_loop();
  aio::Task<> Third = Loop.create_task(task_coroutine("loop.create_task"));
  std::puts("made");
  co_await First;
  co_await Second;
  co_await Third;
}

int main() {
  // prints: made
  // prints: by create_task
  // prints: by ensure_future
  // prints: by loop.create_task
  aio::run(main_coroutine());
}

//===- current_task.cpp - the task of the main coroutine ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

aio::Coro<> main_coro() {
  std::puts("main coroutine started");
  aio::AnyTask Task = aio::current_task();
  std::puts(Task.repr().c_str());
  co_return;
}

int main() {
  // prints: main coroutine started
  // prints: <Task pending name='Task-1' coro=<main_coro() running at {{.*}}
  aio::run(main_coro());
}

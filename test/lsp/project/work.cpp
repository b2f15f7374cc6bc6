//===- work.cpp - three mistakes ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "note.h"
#include "task.h"

#include <chrono>
#include <thread>

task<int> store(int value) { co_return value; }

task<int> work(int n) {
  store(n);
  note(n);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  co_return co_await store(2);
}

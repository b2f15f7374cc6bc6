//===- run.cpp - a program based on coroutines ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

aio::Coro<> foo() {
  std::puts("foo begins");
  co_await aio::sleep(10ms);
  std::puts("foo ends");
}

// The main coroutine.
aio::Coro<int> main_coroutine() {
  co_await foo();
  co_return 42;
}

int main() {
  // prints: foo begins
  // prints: foo ends
  // prints: main gave 42
  int Result = aio::run(main_coroutine());
  std::printf("main gave %d\n", Result);
}

//===- cancel_task.cpp - cancelling a task --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

using namespace std::chrono_literals;

aio::Coro<> lets_it_through() {
  try {
    co_await aio::sleep(1h);
  } catch (const aio::CancelledError &E) {
    std::printf("told: %s\n", E.what());
    throw;
  }
}

// Handled inside, the task is not cancelled.
aio::Coro<> handles_it() {
  try {
    co_await aio::sleep(1h);
    // NOLINTNEXTLINE(coro-unhandled-cancellation): that is what is shown
  } catch (const aio::CancelledError &) {
    std::puts("handled");
  }
}

aio::Coro<> main_coroutine() {
  aio::Task<> First = aio::create_task(lets_it_through());
  co_await aio::sleep(1ms);
  bool WasCancelled = First.cancel("no time left");
  std::printf("cancel: %d, cancelled: %d\n", WasCancelled, First.cancelled());
  try {
    co_await First;
  } catch (const aio::CancelledError &) {
  }
  std::printf("cancelled: %d\n", First.cancelled());
  std::printf("cancel once more: %d\n", First.cancel());

  aio::Task<> Second = aio::create_task(handles_it());
  co_await aio::sleep(1ms);
  Second.cancel();
  // NOLINTNEXTLINE(coro-unhandled-cancellation): it handles it itself
  co_await Second;
  std::printf("done: %d, cancelled: %d\n", Second.done(), Second.cancelled());
}

int main() {
  // prints: cancel: 1, cancelled: 0
  // prints: told: no time left
  // prints: cancelled: 1
  // prints: cancel once more: 0
  // prints: handled
  // prints: done: 1, cancelled: 0
  aio::run(main_coroutine());
}

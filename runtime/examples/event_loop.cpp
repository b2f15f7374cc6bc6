//===- event_loop.cpp - making a loop and asking for it -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>

aio::Coro<> main_coroutine(aio::EventLoop &Made) {
  aio::EventLoop &Info = aio::get_running_loop();
  std::puts(&Info == &Made ? "the loop that was made runs"
                           : "another loop runs");
  co_return;
}

int main() {
  // prints: no running event loop
  // prints: the loop that was made runs
  // prints: running: 0, closed: 1
  try {
    aio::get_running_loop();
  } catch (const std::runtime_error &E) {
    std::puts(E.what());
  }
  auto Loop = aio::new_event_loop();
  Loop->run_until_complete(main_coroutine(*Loop));
  Loop->close();
  std::printf("running: %d, closed: %d\n", Loop->is_running(),
              Loop->is_closed());
}

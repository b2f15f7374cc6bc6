//===- task_state.cpp - the life of a task --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

aio::Coro<int> answers() {
  co_await aio::sleep(1ms);
  co_return 7;
}
aio::Coro<int> fails() {
  co_await aio::sleep(1ms);
  throw std::runtime_error("something bad");
}

void show(const char *What, const aio::Task<int> &Task) {
  std::printf("%s: done %d, cancelled %d\n", What, Task.done(),
              Task.cancelled());
}

void show_result(const aio::Task<int> &Task) {
  try {
    std::printf("result %d\n", Task.result());
  } catch (const aio::InvalidStateError &) {
    std::puts("result: not done yet");
  } catch (const aio::CancelledError &) {
    std::puts("result: cancelled");
  } catch (const std::exception &E) {
    std::printf("result: failed with '%s'\n", E.what());
  }
}

void show_exception(const aio::Task<int> &Task) {
  try {
    std::puts(Task.exception() ? "exception: yes" : "exception: none");
  } catch (const aio::InvalidStateError &) {
    std::puts("exception: not done yet");
  } catch (const aio::CancelledError &) {
    std::puts("exception: cancelled");
  }
}

aio::Coro<> main_coroutine() {
  aio::Task<int> Good = aio::create_task(answers());
  show("scheduled", Good);
  show_result(Good);
  show_exception(Good);
  if (!Good.done())
    co_await Good;
  show("answered", Good);
  show_result(Good);
  show_exception(Good);

  aio::Task<int> Bad = aio::create_task(fails());
  try {
    co_await Bad;
  } catch (const std::runtime_error &) {
  }
  show("failed", Bad);
  show_result(Bad);
  show_exception(Bad);

  aio::Task<int> Stopped = aio::create_task(answers());
  Stopped.cancel();
  try {
    co_await Stopped;
  } catch (const aio::CancelledError &) {
  }
  show("stopped", Stopped);
  show_result(Stopped);
  show_exception(Stopped);
}

int main() {
  // prints: scheduled: done 0, cancelled 0
  // prints: result: not done yet
  // prints: exception: not done yet
  // prints: answered: done 1, cancelled 0
  // prints: result 7
  // prints: exception: none
  // prints: failed: done 1, cancelled 0
  // prints: result: failed with 'something bad'
  // prints: exception: yes
  // prints: stopped: done 1, cancelled 1
  // prints: result: cancelled
  // prints: exception: cancelled
  aio::run(main_coroutine());
}

//===- sleep.cpp - waiting for a time -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/sleep.h"

#include "aio/event_loop.h"

namespace aio {
namespace detail {

SleepAwaiter::SleepAwaiter(Duration Delay)
    : Timer(Delay > Duration::zero() ? Clock::now() + Delay : TimePoint()),
      Loop(get_running_loop()), OnlyYields(Delay <= Duration::zero()) {}

void SleepAwaiter::start() { Loop.Timers.add(*this); }

void SleepAwaiter::run() {
  if (!done())
    end(Loop, State::Finished);
}

bool SleepAwaiter::cancel(EventLoop &, std::exception_ptr Because) {
  if (done())
    return false;
  giveUp();
  Why = std::move(Because);
  end(Loop, State::Cancelled);
  return true;
}

void SleepAwaiter::giveUp() noexcept {
  if (isScheduled())
    Loop.Timers.remove(*this);
  else
    Loop.unqueue(*this);
}

} // namespace detail

Coro<void> Sleep::asCoroutine(Duration Delay) { co_await Sleep(Delay); }

} // namespace aio

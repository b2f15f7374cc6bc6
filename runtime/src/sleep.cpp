//===- sleep.cpp - waiting for a time -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/sleep.h"

#include "aio/event_loop.h"

namespace aio {

detail::Waitable &Sleep::addToLoop() {
  Loop->Timers.add(*this);
  return *this;
}

void Sleep::run() {
  if (!done())
    end(*Loop, State::Finished);
}

bool Sleep::cancel(EventLoop &, std::exception_ptr Because) {
  if (done())
    return false;
  giveUp();
  EventLoop &Of = *Loop;
  ::new (&Why) std::exception_ptr(std::move(Because));
  end(Of, State::Cancelled);
  return true;
}

void Sleep::giveUp() noexcept {
  if (isScheduled())
    Loop->Timers.remove(*this);
  else
    Loop->unqueue(*this);
}

Coro<void> Sleep::asCoroutine(Duration Delay) { co_await Sleep(Delay); }

} // namespace aio

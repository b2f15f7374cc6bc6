//===- frame_callback.cpp - being told of the end of a future -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/frame_callback.h"

#include "aio/event_loop.h"
#include "aio/task.h"

namespace aio::detail {

FrameCallback::FrameCallback(StateRef Of) noexcept
    : Waiter(This.Current && This.Current->IsTask
                 ? static_cast<TaskState *>(This.Current)
                 : nullptr),
      Of(std::move(Of)) {}

void FrameCallback::remove() noexcept {
  if (!std::exchange(Pending, false))
    return;
  if (!Of->removeCallback(*this))
    Of->Loop->unqueue(*this);
}

WakeAtTime::WakeAtTime(TimePoint When, OneShot &Wait)
    : Timer(When), Loop(get_running_loop()), Wait(Wait) {
  Loop.Timers.add(*this);
}

void WakeAtTime::giveUp() noexcept {
  if (!std::exchange(Pending, false))
    return;
  if (isScheduled())
    Loop.Timers.remove(*this);
  else
    Loop.unqueue(*this);
}

} // namespace aio::detail

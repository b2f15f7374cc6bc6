//===- timeout.cpp - a time limit for a part of a coroutine ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/timeout.h"

#include <stdexcept>

namespace aio {

void Timeout::enter() {
  if (Now != Phase::Created)
    throw std::runtime_error("Timeout has already been entered");
  Of = current_task();
  if (!Of)
    throw std::runtime_error("Timeout should be used inside a task");
  Now = Phase::Entered;
  Cancelling = Of.cancelling();
  reschedule(When);
}

void Timeout::reschedule(std::optional<TimePoint> To) {
  if (Now != Phase::Entered)
    throw std::runtime_error(
        Now == Phase::Created ? "Timeout has not been entered"
        : Now == Phase::Exited
            ? "Cannot change state of finished Timeout"
            : "Cannot change state of expiring or expired Timeout");
  stop();
  When = To;
  if (!When)
    return;
  EventLoop &Loop = get_running_loop();
  if (*When <= Loop.time())
    Soon = Loop.call_soon([this] { expire(); });
  else
    AtLimit = Loop.call_at(*When, [this] { expire(); });
}

void Timeout::expire() {
  Of.cancel();
  Now = Phase::Expiring;
}

bool Timeout::exit(bool ByCancellation) {
  stop();
  if (Now == Phase::Expiring) {
    Now = Phase::Expired;
    // Only if nobody else has cancelled the task besides.
    return Of.uncancel() <= Cancelling && ByCancellation;
  }
  if (Now == Phase::Entered)
    Now = Phase::Exited;
  return false;
}

} // namespace aio

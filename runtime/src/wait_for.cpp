//===- wait_for.cpp - waiting with a time limit ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/wait_for.h"

#include "aio/detail/frame_callback.h"
#include "aio/event_loop.h"

namespace aio::detail {
namespace {

/// Cancels `F` and waits for its end, not for its result.
Coro<> cancelAndWait(StateRef F) {
  OneShot Ended;
  WakeAtEnd AtEnd(F, Ended);
  F->cancel(*F->Loop, nullptr);
  co_await Ended;
}

Coro<> cancelForTimeout(StateRef F) {
  co_await cancelAndWait(F);
  if (F->cancelled())
    throw TimeoutError();
}

} // namespace

Coro<> waitWithLimit(StateRef F, Duration Limit) {
  if (Limit <= Duration::zero()) {
    if (!F->done())
      co_await cancelForTimeout(F);
    co_return;
  }
  OneShot EndedOrLate;
  WakeAtTime AtLimit(Clock::now() + Limit, EndedOrLate);
  WakeAtEnd AtEnd(F, EndedOrLate);
  std::exception_ptr Cancelled;
  try {
    co_await EndedOrLate;
    // NOLINTNEXTLINE(coro-unhandled-cancellation): thrown below
  } catch (const CancelledError &) {
    // As in asyncio, a result that is there wins.
    if (F->done()) {
      if (watch::on()) [[unlikely]]
        watch::cancellationTaken();
      co_return;
    }
    Cancelled = std::current_exception();
  }
  if (Cancelled) {
    AtEnd.remove();
    co_await cancelAndWait(F);
    std::rethrow_exception(Cancelled);
  }
  if (!F->done()) {
    AtEnd.remove();
    co_await cancelForTimeout(F);
  }
}

} // namespace aio::detail

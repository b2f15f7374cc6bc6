//===- wait.cpp - waiting for the first, or for all -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/wait.h"

#include "aio/detail/frame_callback.h"
#include "aio/event_loop.h"

#include <deque>
#include <stdexcept>

namespace aio::detail {
namespace {

/// What the callbacks of one `wait` share.
struct Waiting {
  OneShot Over;
  std::size_t Left;
  WaitUntil Until;
};

class OneEnded final : public FrameCallback {
  Waiting &In;

  void ended() override {
    --In.Left;
    bool Enough =
        In.Left == 0 || In.Until == FIRST_COMPLETED ||
        (In.Until == FIRST_EXCEPTION && !Of->cancelled() && Of->exception());
    if (Enough && !In.Over.done())
      In.Over.set();
  }

public:
  OneEnded(StateRef Of, Waiting &In) noexcept
      : FrameCallback(std::move(Of)), In(In) {
    add();
  }
};

} // namespace

Coro<> waitForAny(std::vector<StateRef> Futures, std::optional<Duration> Limit,
                  WaitUntil Until) {
  if (Futures.empty())
    throw std::invalid_argument("Set of Tasks/Futures is empty.");
  Waiting All{{}, Futures.size(), Until};
  std::optional<WakeAtTime> AtLimit;
  if (Limit)
    AtLimit.emplace(Clock::now() + *Limit, All.Over);
  std::deque<OneEnded> Callbacks;
  for (StateRef &Each : Futures)
    Callbacks.emplace_back(std::move(Each), All);
  co_await All.Over;
}

} // namespace aio::detail

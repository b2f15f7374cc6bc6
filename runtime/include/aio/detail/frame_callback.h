//===- frame_callback.h - being told of the end of a future -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For coroutines that wait for a future without getting its exception, and
// without handing their own cancellation on to it, as `wait` and `wait_for` do.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_FRAME_CALLBACK_H
#define AIO_DETAIL_FRAME_CALLBACK_H

#include <aio/detail/one_shot.h>
#include <aio/detail/timer.h>

namespace aio::detail {

/// A future's callback that lives in a coroutine's frame, and is taken back
/// when it dies.
class FrameCallback : public Callback {
  FutureState *Waiter;
  bool Pending = false;

protected:
  StateRef Of;
  virtual void ended() = 0;

  explicit FrameCallback(StateRef Of) noexcept;
  ~FrameCallback() { remove(); }

public:
  FrameCallback(const FrameCallback &) = delete;
  FrameCallback &operator=(const FrameCallback &) = delete;

  void add() noexcept {
    Pending = true;
    Of->addCallback(*this);
  }
  void remove() noexcept;
  void run() final {
    Pending = false;
    ended();
  }
  void discard() noexcept final { Pending = false; }
  FutureState *wakes() noexcept final { return Waiter; }
};

/// Sets what the coroutine waits for.
class WakeAtEnd final : public FrameCallback {
  OneShot &Wait;

  void ended() override {
    if (!Wait.done())
      Wait.set();
  }

public:
  WakeAtEnd(StateRef Of, OneShot &Wait) noexcept
      : FrameCallback(std::move(Of)), Wait(Wait) {
    add();
  }
};

/// Sets what the coroutine waits for at a time.
class WakeAtTime final : public Timer {
  EventLoop &Loop;
  OneShot &Wait;
  bool Pending = true;

  bool cancel(EventLoop &, std::exception_ptr) override { return false; }

public:
  WakeAtTime(TimePoint When, OneShot &Wait);
  WakeAtTime(const WakeAtTime &) = delete;
  WakeAtTime &operator=(const WakeAtTime &) = delete;
  ~WakeAtTime() { giveUp(); }

  void giveUp() noexcept;
  void run() override {
    Pending = false;
    if (!Wait.done())
      Wait.set();
  }
  void discard() noexcept override { Pending = false; }
};

} // namespace aio::detail

#endif // AIO_DETAIL_FRAME_CALLBACK_H

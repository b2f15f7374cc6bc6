//===- mailbox.h - what other threads give to a loop ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Outlives its loop as long as somebody may still post to it.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_MAILBOX_H
#define AIO_DETAIL_MAILBOX_H

#include <aio/detail/callback.h>

#include <atomic>
#include <mutex>

namespace aio::detail {

class Poller;

class Mailbox {
  std::mutex Lock;
  CallbackList In;
  /// Null once the loop is closed.
  Poller *Wakes;
  std::atomic<bool> HasNew{false};
  /// The loop sleeps, or is about to, and must be woken.
  std::atomic<bool> Asleep{false};

public:
  explicit Mailbox(Poller &Wakes) noexcept : Wakes(&Wakes) {}

  /// From any thread. False if the loop is closed; `C` then stays the caller's.
  bool post(Callback &C) noexcept;
  /// The loop is closed; what was posted is moved to `Out`.
  void close(CallbackList &Out) noexcept;

  // The rest is the loop's own.

  /// Moves what was posted to the end of `Out`.
  void takeInto(CallbackList &Out) noexcept {
    if (HasNew.load(std::memory_order_acquire))
      takeAll(Out);
  }
  /// To be called before sleeping; false if there is something to take.
  bool goToSleep() noexcept {
    // Those who post look at this after they have posted.
    Asleep.store(true, std::memory_order_seq_cst);
    return !HasNew.load(std::memory_order_seq_cst);
  }
  void wokenUp() noexcept { Asleep.store(false, std::memory_order_relaxed); }

private:
  void takeAll(CallbackList &Out) noexcept;
};

} // namespace aio::detail

#endif // AIO_DETAIL_MAILBOX_H

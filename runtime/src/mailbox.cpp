//===- mailbox.cpp - what other threads give to a loop --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/mailbox.h"

#include "poller.h"

namespace aio::detail {

bool Mailbox::post(Callback &C) noexcept {
  std::lock_guard Held(Lock);
  if (!Wakes)
    return false;
  In.append(C);
  HasNew.store(true, std::memory_order_seq_cst);
  // Under the lock, so that the poller is still there. Only the first who
  // finds the loop asleep wakes it.
  if (Asleep.load(std::memory_order_seq_cst) && Asleep.exchange(false))
    Wakes->wakeUp();
  return true;
}

void Mailbox::takeAll(CallbackList &Out) noexcept {
  std::lock_guard Held(Lock);
  HasNew.store(false, std::memory_order_relaxed);
  Out.append(std::move(In));
}

void Mailbox::close(CallbackList &Out) noexcept {
  std::lock_guard Held(Lock);
  Wakes = nullptr;
  HasNew.store(false, std::memory_order_relaxed);
  Out.append(std::move(In));
}

} // namespace aio::detail

//===- arrival.cpp - what another thread will send ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/arrival.h"

#include "aio/event_loop.h"

namespace aio::detail {

Arrival::Arrival(EventLoop &Loop) noexcept : Loop(Loop) {
  After = std::exchange(Loop.Expected, this);
  if (After)
    After->Before = this;
}

Arrival::~Arrival() {
  if (Before)
    Before->After = After;
  else
    Loop.Expected = After;
  if (After)
    After->Before = Before;
}

const std::shared_ptr<Mailbox> &mailboxOf(EventLoop &Loop) noexcept {
  return Loop.mailbox();
}

} // namespace aio::detail

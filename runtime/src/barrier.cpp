//===- barrier.cpp - waiting for each other -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/barrier.h"

namespace aio {

Barrier::Barrier(std::size_t Parties) : Parties(Parties) {
  if (Parties < 1)
    throw std::invalid_argument("parties must be > 0");
}

/// Waits until it is not being left or reset.
Coro<> Barrier::block() {
  co_await Changed.wait_for(
      [this] { return Now != Phase::Draining && Now != Phase::Resetting; });
  if (broken())
    throw BrokenBarrierError("Barrier aborted");
}

Coro<> Barrier::waitForOthers() {
  co_await Changed.wait_for([this] { return Now != Phase::Filling; });
  if (Now == Phase::Broken || Now == Phase::Resetting)
    throw BrokenBarrierError("Abort or reset of barrier");
}

/// The last one to leave opens it for the next.
void Barrier::exit() {
  --Count;
  if (Count != 0)
    return;
  if (Now == Phase::Resetting || Now == Phase::Draining)
    Now = Phase::Filling;
  Changed.notify_all();
}

Coro<std::size_t> Barrier::wait() {
  auto Held = co_await Changed.scoped();
  co_await block();
  struct Exit {
    Barrier &Of;
    ~Exit() { Of.exit(); }
  } AtEnd{*this};
  std::size_t Index = Count++;
  if (Index + 1 == Parties) {
    Now = Phase::Draining;
    Changed.notify_all();
  } else {
    co_await waitForOthers();
  }
  co_return Index;
}

Coro<> Barrier::reset() {
  auto Held = co_await Changed.scoped();
  Now = Count > 0 ? Phase::Resetting : Phase::Filling;
  Changed.notify_all();
}

Coro<> Barrier::abort() {
  auto Held = co_await Changed.scoped();
  Now = Phase::Broken;
  Changed.notify_all();
}

} // namespace aio

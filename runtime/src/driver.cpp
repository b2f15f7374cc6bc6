//===- driver.cpp - who resumes coroutines --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/driver.h"

#include "aio/coro.h"
#include "aio/detail/debug_hooks.h"
#include "aio/task.h"

#include <stdexcept>

namespace aio::detail {

void Driver::throwPending() {
  MustThrow = false;
  if (IsTask)
    static_cast<TaskState *>(this)->throwAtSuspension();
  std::rethrow_exception(
      std::exchange(static_cast<HandDriver *>(this)->Thrown, nullptr));
}

void CoroPromiseBase::rethrow() {
  std::rethrow_exception(std::exchange(Error, nullptr));
}

void throwReused() {
  if (watch::on()) [[unlikely]]
    watch::awaitedTwice();
  throw std::runtime_error("cannot reuse already awaited coroutine");
}

HandDriver &CoroPointer::drive() {
  if (HandDriver *D = driver())
    return *D;
  auto *D = new HandDriver(frame());
  Bits = reinterpret_cast<std::uintptr_t>(D) | 1;
  return *D;
}

void CoroPointer::destroyDriven() noexcept {
  std::unique_ptr<HandDriver> D(driver());
  D->Root.destroy();
}

void HandDriver::resume() {
  Started = true;
  Yielded = nullptr;
  MustThrow = Thrown != nullptr;
  Driver *Outer = std::exchange(This.Current, this);
  Leaf.resume();
  This.Current = Outer;
}

} // namespace aio::detail

//===- foreign_awaiter.cpp - awaitables of other libraries ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/detail/foreign_awaiter.h"

#include "aio/event_loop.h"

namespace aio::detail {
namespace {

/// A coroutine that starts when it is resumed, and goes when it ends.
struct Resumer {
  struct promise_type {
    Resumer get_return_object() noexcept {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
  std::coroutine_handle<promise_type> H;
};

} // namespace

ForeignWait::ForeignWait() : Loop(get_running_loop()) {}

std::coroutine_handle<> ForeignWait::resumer() {
  auto Resume = [](ForeignWait *Of) -> Resumer {
    Of->Loop.call_soon_threadsafe([Of] { Of->end(Of->Loop, State::Finished); });
    co_return;
  };
  return Resume(this).H;
}

} // namespace aio::detail

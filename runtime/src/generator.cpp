//===- generator.cpp - asynchronous generators ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/generator.h"

#include "aio/event_loop.h"

namespace aio {
namespace detail {

void GeneratorState::joinLoop() {
  Loop = This.Running;
  if (!Loop)
    return; // driven by hand
  After = std::exchange(Loop->Generators, this);
  if (After)
    After->Before = this;
}

void GeneratorState::leaveLoop() noexcept {
  if (!Loop)
    return;
  if (Before)
    Before->After = After;
  else
    Loop->Generators = After;
  if (After)
    After->Before = Before;
  Before = After = nullptr;
  Loop = nullptr;
}

} // namespace detail

Coro<void> EventLoop::shutdown_asyncgens() {
  while (Generators) {
    detail::GeneratorState &G = *Generators;
    G.leaveLoop();
    try {
      co_await G.close();
    } catch (const std::exception &) {
      ExceptionContext C;
      C.Message =
          "an error occurred during closing of an asynchronous generator";
      C.Exception = std::current_exception();
      call_exception_handler(C);
    }
  }
}

} // namespace aio

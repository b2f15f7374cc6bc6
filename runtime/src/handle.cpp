//===- handle.cpp - callbacks that can be cancelled -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/handle.h"

#include "aio/event_loop.h"

namespace aio::detail {

void HandleState::cancel() noexcept {
  if (cancelled())
    return;
  Now = State::Cancelled;
  // A callback that cancels itself runs on to its end.
  if (!Calling)
    drop();
  if (isScheduled()) {
    Loop.Timers.remove(*this);
    release(*this); // The loop's reference.
  }
}

void HandleState::runAgain() {
  if (cancelled())
    return;
  EnterContext Enter(Given ? Given->slot() : Own.slot());
  struct Scope {
    HandleState &S;
    explicit Scope(HandleState &S) : S(S) { S.Calling = true; }
    ~Scope() {
      S.Calling = false;
      if (S.cancelled())
        S.drop();
    }
  } Calls(*this);
  try {
    call();
  } catch (const KeyboardInterrupt &) {
    throw;
  } catch (...) {
    ExceptionContext C;
    C.Message = "Exception in callback";
    C.Exception = std::current_exception();
    C.Callback = Handle(*this);
    Loop.call_exception_handler(C);
  }
}

void HandleState::run() {
  struct Release {
    HandleState &S;
    ~Release() {
      // What the callable holds may hold the handle.
      S.drop();
      release(S);
    }
  } AtEnd{*this};
  runAgain();
}

} // namespace aio::detail

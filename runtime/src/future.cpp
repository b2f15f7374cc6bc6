//===- future.cpp - a result that is not there yet ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/future.h"

#include "aio/event_loop.h"
#include "aio/task.h"

namespace aio::detail {

std::exception_ptr cancelledWith(std::string Message) {
  return std::make_exception_ptr(CancelledError(std::move(Message)));
}

void throwCancelled(const std::exception_ptr &Why) {
  if (watch::on()) [[unlikely]]
    watch::cancellationThrown();
  if (Why)
    std::rethrow_exception(Why);
  throw CancelledError();
}

void Waitable::handOver(EventLoop &Loop) noexcept {
  if (watch::on()) [[unlikely]]
    Loop.checkThread();
  if (TellsQueued)
    Waiters.forEach([](Callback &C) { C.queued(); });
  Loop.Ready.append(std::move(Waiters));
}

void FutureState::report(const char *Message) noexcept {
  Retrieved = true;
  if (watch::on()) [[unlikely]]
    watch::exceptionNotRetrieved(*this);
  ExceptionContext C;
  C.Message = Message;
  C.Exception = Error;
  // The future may have outlived its loop.
  if (This.Running == Loop)
    Loop->call_exception_handler(C);
  else
    defaultExceptionHandler(C);
}

bool FutureState::cancel(EventLoop &Loop, std::exception_ptr Why) {
  if (done())
    return false;
  Error = std::move(Why);
  end(Loop, State::Cancelled);
  return true;
}

void FutureState::setException(std::exception_ptr E) {
  checkPending();
  Error = std::move(E);
  finish();
}

void FutureState::throwInstead() {
  if (Now == State::Pending)
    throw InvalidStateError("Result is not set.");
  if (Now == State::Cancelled)
    throwCancelled(Error);
  Retrieved = true;
  std::rethrow_exception(Error);
}

void FutureState::throwDone() { throw InvalidStateError("invalid state"); }

std::exception_ptr FutureState::exception() {
  if (Now == State::Pending)
    throw InvalidStateError("Exception is not set.");
  if (Now == State::Cancelled)
    throwCancelled(Error);
  Retrieved = true;
  return Error;
}

void FutureState::addCallback(Callback &C) noexcept {
  if (done()) {
    C.queued();
    Loop->Ready.append(C);
  } else {
    TellsQueued = true;
    wait(C);
  }
}

void DoneCallback::run() {
  std::unique_ptr<DoneCallback> Self(this);
  EnterContext Enter(Context.slot());
  try {
    call();
  } catch (const KeyboardInterrupt &) {
    throw;
  } catch (...) {
    ExceptionContext C;
    C.Message = "Exception in callback of a future";
    C.Exception = std::current_exception();
    C.Future = AnyFuture(StateRef(Of));
    Of.Loop->call_exception_handler(C);
  }
}

std::size_t removeCallbacks(FutureState &S, const void *Key) noexcept {
  std::size_t Removed = 0;
  auto Find = [&]() -> DoneCallback * {
    DoneCallback *Found = nullptr;
    S.forEachCallback([&](Callback &C) {
      auto *D = dynamic_cast<DoneCallback *>(&C);
      if (D && !Found && (D->Key == Key || D == Key))
        Found = D;
    });
    return Found;
  };
  while (DoneCallback *D = Find()) {
    S.removeCallback(*D);
    D->discard();
    ++Removed;
  }
  return Removed;
}

void checkAwaitable(const FutureState &S) {
  if (S.Loop != This.Running) [[unlikely]]
    throw std::runtime_error(This.Running
                                 ? "future attached to a different loop"
                                 : "no running event loop");
  if (This.Current && This.Current->IsTask &&
      static_cast<TaskState *>(This.Current) == &S) [[unlikely]]
    throw std::runtime_error("Task cannot await on itself");
}

} // namespace aio::detail

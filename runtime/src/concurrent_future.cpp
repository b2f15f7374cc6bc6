//===- concurrent_future.cpp - a future of another thread -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/concurrent_future.h"

#include "aio/detail/arrival.h"
#include "aio/event_loop.h"

namespace aio::detail {

void ConcurrentState::end(Phase As, std::unique_lock<std::mutex> Held) {
  Now = As;
  auto Call = std::exchange(Callbacks, {});
  Held.unlock();
  Ended.notify_all();
  for (auto &Fn : Call)
    Fn();
}

void ConcurrentState::finish(const std::function<void()> &Store) {
  std::unique_lock Held(Lock);
  if (hasEnded())
    throw InvalidStateError("the future has ended already");
  Store();
  end(Phase::Finished, std::move(Held));
}

bool ConcurrentState::done() const {
  std::lock_guard Held(Lock);
  return hasEnded();
}

bool ConcurrentState::running() const {
  std::lock_guard Held(Lock);
  return Now == Phase::Running;
}

bool ConcurrentState::cancelled() const {
  std::lock_guard Held(Lock);
  return Now == Phase::Cancelled;
}

bool ConcurrentState::cancel() {
  std::unique_lock Held(Lock);
  if (Now == Phase::Running || Now == Phase::Finished)
    return false;
  if (Now != Phase::Cancelled)
    end(Phase::Cancelled, std::move(Held));
  return true;
}

bool ConcurrentState::start() {
  std::lock_guard Held(Lock);
  if (Now == Phase::Cancelled)
    return false;
  if (Now != Phase::Pending)
    throw InvalidStateError("the future runs, or has ended, already");
  Now = Phase::Running;
  return true;
}

void ConcurrentState::setException(std::exception_ptr E) {
  finish([&] { Error = std::move(E); });
}

void ConcurrentState::wait(std::optional<Duration> AtMost) const {
  std::unique_lock Held(Lock);
  auto Over = [this] { return hasEnded(); };
  if (!AtMost)
    Ended.wait(Held, Over);
  else if (!Ended.wait_for(Held, *AtMost, Over))
    throw TimeoutError();
}

std::exception_ptr
ConcurrentState::exception(std::optional<Duration> AtMost) const {
  wait(AtMost);
  if (Now == Phase::Cancelled)
    throw CancelledError();
  return Error;
}

void ConcurrentState::check(std::optional<Duration> AtMost) const {
  if (std::exception_ptr E = exception(AtMost))
    std::rethrow_exception(E);
}

void ConcurrentState::onDone(std::function<void()> Fn) {
  {
    std::lock_guard Held(Lock);
    if (!hasEnded()) {
      Callbacks.push_back(std::move(Fn));
      return;
    }
  }
  Fn();
}

namespace {

/// Tells the thread's future of a cancellation of the loop's.
class CancelBack final : public DoneCallback {
  std::shared_ptr<ConcurrentState> S;
  void call() override {
    if (Of.cancelled())
      S->cancel();
  }

public:
  CancelBack(FutureState &Of, std::shared_ptr<ConcurrentState> S)
      : DoneCallback(Of, nullptr, ContextRef::current()), S(std::move(S)) {}
};

} // namespace

void chain(std::shared_ptr<ConcurrentState> S, StateRef F,
           std::function<void(FutureState &)> Take) {
  F->addCallback(*new CancelBack(*F, S));
  auto End = [S, F, Take = std::move(Take)] {
    if (F->done())
      return;
    if (S->cancelled()) {
      F->cancel(*F->Loop, nullptr);
    } else if (std::exception_ptr E = S->exception(std::nullopt)) {
      F->setException(std::move(E));
    } else {
      Take(*F);
      F->finish();
    }
  };
  S->onDone(expectOn(*F->Loop, std::move(End)));
}

} // namespace aio::detail

//===- gather.cpp - many awaitables at once -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/gather.h"

#include <algorithm>

namespace aio::detail {

class GatherCallback final : public DoneCallback {
  StateRef Outer;

  void call() override { static_cast<GatherState &>(*Outer).childDone(Of); }

public:
  GatherCallback(FutureState &Child, GatherState &Outer)
      : DoneCallback(Child, nullptr, ContextRef::current()), Outer(Outer) {}
  FutureState *wakes() noexcept override { return Outer.get(); }
};

GatherState::GatherState(EventLoop &Loop, std::vector<StateRef> Children,
                         bool ReturnsExceptions)
    : FutureState(Loop), Children(std::move(Children)), Left(0),
      ReturnsExceptions(ReturnsExceptions) {}

void GatherState::start() {
  if (Children.empty()) {
    collect();
    finish();
    return;
  }
  // What was given twice ends once.
  for (auto It = Children.begin(); It != Children.end(); ++It)
    if (std::find(Children.begin(), It, *It) == It)
      ++Left;
  for (auto It = Children.begin(); It != Children.end(); ++It)
    if (std::find(Children.begin(), It, *It) == It)
      (*It)->addCallback(*new GatherCallback(**It, *this));
}

/// The exception of `S`, which counts as asked for; a CancelledError if it was
/// cancelled.
static std::exception_ptr exceptionOf(FutureState &S) {
  try {
    return S.exception();
  } catch (const CancelledError &) {
    return std::current_exception();
  }
}

void GatherState::childDone(FutureState &Child) {
  --Left;
  std::exception_ptr E = exceptionOf(Child);
  if (done())
    return;
  if (E && !ReturnsExceptions)
    return setException(std::move(E));
  if (Left != 0)
    return;
  if (CancelRequested)
    // Even if no child gave the cancellation on.
    return setException(std::make_exception_ptr(CancelledError()));
  collect();
  finish();
}

bool GatherState::cancel(EventLoop &, std::exception_ptr Why) {
  if (done())
    return false;
  bool Any = false;
  for (const StateRef &Child : Children)
    Any |= Child->cancel(*Child->Loop, Why);
  // If all have ended, so will this.
  CancelRequested |= Any;
  return Any;
}

} // namespace aio::detail

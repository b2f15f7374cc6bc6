//===- handle.h - callbacks that can be cancelled ---------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Handle and asyncio.TimerHandle: what call_soon and the like give.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_HANDLE_H
#define AIO_HANDLE_H

#include <aio/context.h>
#include <aio/detail/pool.h>
#include <aio/detail/timer.h>

#include <atomic>
#include <utility>

namespace aio {

class EventLoop;

namespace detail {

/// Shared by the loop, while the callback is pending, and by its handles. Only
/// the count may be used on other threads than the loop's.
class HandleState : public Timer, public Pooled {
  std::atomic<unsigned> Refs{1}; // the loop's
  bool Calling = false;
  ContextRef Own;
  /// Instead of `Own`, a context that others see too.
  std::shared_ptr<ContextRef> Given;

protected:
  virtual void call() = 0;
  /// Lets go of the callable.
  virtual void drop() noexcept = 0;
  HandleState(EventLoop &Loop, TimePoint When, ContextRef Own,
              std::shared_ptr<ContextRef> Given) noexcept
      : Timer(When), Own(std::move(Own)), Given(std::move(Given)), Loop(Loop) {}

public:
  EventLoop &Loop;

  virtual ~HandleState() = default;
  static void retain(HandleState &S) noexcept {
    S.Refs.fetch_add(1, std::memory_order_relaxed);
  }
  static void release(HandleState &S) noexcept {
    if (S.Refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete &S;
  }
  void cancel() noexcept;
  bool cancel(EventLoop &, std::exception_ptr) final {
    cancel();
    return true;
  }
  void run() final;
  /// As `run`, for a callback that stays (a reader's, a signal's).
  void runAgain();
  void discard() noexcept final {
    drop();
    release(*this);
  }
};

template <class F> class HandleOf final : public HandleState {
  std::optional<F> Fn;
  void call() override { (*Fn)(); }
  void drop() noexcept override { Fn.reset(); }

public:
  HandleOf(EventLoop &Loop, TimePoint When, ContextRef Own,
           std::shared_ptr<ContextRef> Given, F Fn)
      : HandleState(Loop, When, std::move(Own), std::move(Given)),
        Fn(std::move(Fn)) {}
};

} // namespace detail

/// A pending call. Dropping it changes nothing.
class Handle {
protected:
  detail::HandleState *S = nullptr;

public:
  Handle() = default;
  explicit Handle(detail::HandleState &State) noexcept : S(&State) {
    detail::HandleState::retain(State);
  }
  Handle(const Handle &O) noexcept : S(O.S) {
    if (S)
      detail::HandleState::retain(*S);
  }
  Handle(Handle &&O) noexcept : S(std::exchange(O.S, nullptr)) {}
  Handle &operator=(Handle O) noexcept {
    std::swap(S, O.S);
    return *this;
  }
  ~Handle() {
    if (S)
      detail::HandleState::release(*S);
  }

  explicit operator bool() const noexcept { return S; }
  /// The callback is not called, if it has not been already. On the loop's
  /// thread only.
  void cancel() const noexcept {
    if (S)
      S->cancel();
  }
  bool cancelled() const noexcept { return S && S->cancelled(); }
  detail::HandleState *state() const noexcept { return S; }
};

/// A call at a time.
class TimerHandle : public Handle {
public:
  using Handle::Handle;
  TimePoint when() const noexcept { return S->when(); }
};

} // namespace aio

#endif // AIO_HANDLE_H

//===- timeout.h - a time limit for a part of a coroutine -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.timeout. Python's `async with timeout(5):` is
//
//   co_await aio::timeout(5s, [&]() -> aio::Coro<> { ... });
//
//===----------------------------------------------------------------------===//

#ifndef AIO_TIMEOUT_H
#define AIO_TIMEOUT_H

#include <aio/event_loop.h>
#include <aio/task.h>

#include <exception>
#include <optional>
#include <utility>

namespace aio {

/// The limit, for the body that it is for.
class Timeout {
  enum class Phase { Created, Entered, Expiring, Expired, Exited };
  Phase Now = Phase::Created;
  std::optional<TimePoint> When;
  TimerHandle AtLimit;
  Handle Soon;
  AnyTask Of;
  unsigned Cancelling = 0;

  void expire();

public:
  explicit Timeout(std::optional<TimePoint> When) : When(When) {}
  Timeout(const Timeout &) = delete;
  Timeout &operator=(const Timeout &) = delete;
  ~Timeout() { stop(); }

  std::optional<TimePoint> when() const noexcept { return When; }
  /// Sets another limit, or none. Throws std::runtime_error if the body has
  /// ended or the limit has passed.
  void reschedule(std::optional<TimePoint> To);
  /// The limit has passed, while the body ran.
  bool expired() const noexcept {
    return Now == Phase::Expiring || Now == Phase::Expired;
  }

  /// Begins, for the current task. Throws std::runtime_error if there is none,
  /// or this was used before.
  void enter();
  /// Ends. True if the cancellation that ended the body was that of the limit.
  bool exit(bool ByCancellation);

private:
  void stop() noexcept {
    AtLimit.cancel();
    Soon.cancel();
  }
};

namespace detail {

template <class F> auto callTimed(F &Body, Timeout &T) {
  if constexpr (std::is_invocable_v<F &, Timeout &>)
    return Body(T);
  else
    return Body();
}
template <class F>
using TimedResult = AwaitResult<decltype(callTimed(std::declval<F &>(),
                                                   std::declval<Timeout &>()))>;

template <class F>
Coro<TimedResult<F>> runTimed(std::optional<TimePoint> When, F Body) {
  Timeout T(When);
  T.enter();
  bool ByCancellation = false;
  std::exception_ptr E;
  try {
    if constexpr (std::is_void_v<TimedResult<F>>) {
      co_await callTimed(Body, T);
      T.exit(false);
      co_return;
    } else {
      TimedResult<F> Result = co_await callTimed(Body, T);
      T.exit(false);
      co_return Result;
    }
    // NOLINTNEXTLINE(coro-unhandled-cancellation): thrown below
  } catch (const CancelledError &) {
    ByCancellation = true;
    E = std::current_exception();
  } catch (...) {
    E = std::current_exception();
  }
  if (T.exit(ByCancellation))
    throw TimeoutError();
  std::rethrow_exception(E);
}

} // namespace detail

/// Runs the body, which may take a Timeout &. After the limit it is cancelled,
/// and TimeoutError is thrown if that ends it. None: no limit.
template <class F> auto timeout_at(std::optional<TimePoint> When, F Body) {
  return detail::runTimed(When, std::move(Body));
}
template <class F> auto timeout(Duration Limit, F Body) {
  return detail::runTimed(std::optional(Clock::now() + Limit), std::move(Body));
}
template <class F> auto timeout(std::nullopt_t, F Body) {
  return detail::runTimed(std::nullopt, std::move(Body));
}

} // namespace aio

#endif // AIO_TIMEOUT_H

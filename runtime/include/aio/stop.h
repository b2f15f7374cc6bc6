//===- stop.h - to ask work to end ------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `cancel()` ends what is suspended. Work that computes, and functions on the
// threads of an executor, have to look for themselves: they get a token, and
// ask it. As std::stop_source and std::stop_token, without callbacks; asyncio
// has nothing like it. The debug mode sees who does not ask.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_STOP_H
#define AIO_STOP_H

#include <aio/detail/debug_hooks.h>
#include <aio/exceptions.h>

#include <atomic>
#include <memory>
#include <utility>

namespace aio {

namespace detail {
struct StopState {
  std::atomic<bool> Requested{false};

  StopState() = default;
  StopState(const StopState &) = delete;
  StopState &operator=(const StopState &) = delete;
  ~StopState() {
    if (watch::on()) [[unlikely]]
      watch::stopSourceGone(this);
  }
};
} // namespace detail

/// Tells whether its source was asked to stop. Copies are of the same source.
/// From any thread, but not one object by two at a time.
class StopToken {
  std::shared_ptr<detail::StopState> S;

  friend class StopSource;
  explicit StopToken(std::shared_ptr<detail::StopState> State) noexcept
      : S(std::move(State)) {
    made();
  }
  void made() const noexcept {
    if (detail::watch::on() && S) [[unlikely]]
      detail::watch::tokenMade(this, S.get());
  }

public:
  /// Of no source: no stop is ever requested.
  StopToken() = default;
  StopToken(const StopToken &O) noexcept : S(O.S) { made(); }
  StopToken(StopToken &&O) noexcept : S(std::move(O.S)) { made(); }
  StopToken &operator=(StopToken O) noexcept {
    S = std::move(O.S);
    made();
    return *this;
  }
  ~StopToken() {
    if (detail::watch::on()) [[unlikely]]
      detail::watch::tokenGone(this);
  }

  bool stop_possible() const noexcept { return bool(S); }
  bool stop_requested() const noexcept {
    if (detail::watch::on() && S) [[unlikely]]
      detail::watch::tokenAsked(S.get());
    return S && S->Requested.load(std::memory_order_acquire);
  }
  /// Throws CancelledError if a stop was requested.
  void throw_if_stop_requested() const {
    if (stop_requested())
      throw CancelledError();
  }
};

/// Copies are the same source. From any thread.
class StopSource {
  std::shared_ptr<detail::StopState> S = std::make_shared<detail::StopState>();

public:
  StopToken get_token() const noexcept { return StopToken(S); }
  bool stop_requested() const noexcept {
    return S->Requested.load(std::memory_order_acquire);
  }
  /// False if that was done before.
  bool request_stop() const noexcept {
    if (S->Requested.exchange(true, std::memory_order_acq_rel))
      return false;
    if (detail::watch::on()) [[unlikely]]
      detail::watch::stopRequested(S.get());
    return true;
  }
};

} // namespace aio

#endif // AIO_STOP_H

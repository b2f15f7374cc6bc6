//===- arrival.h - what another thread will send ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loop's half of work on another thread: made on the loop's thread, where
// it holds what belongs to that, and posted by the other one, which does
// nothing else with it. What has not been posted goes with the loop.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_ARRIVAL_H
#define AIO_DETAIL_ARRIVAL_H

#include <aio/detail/mailbox.h>

#include <memory>
#include <utility>

namespace aio {
class EventLoop;
}

namespace aio::detail {

class Arrival : public Callback {
  EventLoop &Loop;
  Arrival *Before = nullptr, *After = nullptr;

  friend class aio::EventLoop;

protected:
  virtual void arrived() = 0;

public:
  explicit Arrival(EventLoop &Loop) noexcept;
  Arrival(const Arrival &) = delete;
  Arrival &operator=(const Arrival &) = delete;
  virtual ~Arrival();
  void run() final {
    std::unique_ptr<Arrival> Self(this);
    arrived();
  }
  void discard() noexcept final { delete this; }

  /// What the other thread is to call, once.
  auto sender();
};

/// Calls a function on the loop's thread.
template <class F> class ArrivalOf final : public Arrival {
  F Fn;
  void arrived() override { Fn(); }

public:
  ArrivalOf(EventLoop &Loop, F Fn) noexcept
      : Arrival(Loop), Fn(std::move(Fn)) {}
};

/// The mailbox of a loop.
const std::shared_ptr<Mailbox> &mailboxOf(EventLoop &Loop) noexcept;

inline auto Arrival::sender() {
  return [Mail = mailboxOf(Loop), this] {
    // A closed loop takes nothing; `this` is gone then.
    (void)Mail->post(*this);
  };
}

/// A function for another thread, to be called once, that has the loop call
/// `Fn` on its own.
template <class F> auto expectOn(EventLoop &Loop, F Fn) {
  return (new ArrivalOf<F>(Loop, std::move(Fn)))->sender();
}

} // namespace aio::detail

#endif // AIO_DETAIL_ARRIVAL_H

//===- event.h - telling many that something happened -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Event. Belongs to one loop's thread.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_EVENT_H
#define AIO_EVENT_H

#include <aio/coro.h>
#include <aio/detail/one_shot.h>

namespace aio {

class Event {
  bool Set = false;
  detail::WaitQueue Waiters;

public:
  Event() = default;
  Event(const Event &) = delete;
  Event &operator=(const Event &) = delete;

  bool is_set() const noexcept { return Set; }
  /// Wakes all that wait; those that come later do not wait, until `clear()`.
  void set() noexcept;
  void clear() noexcept { Set = false; }
  Coro<> wait();
};

} // namespace aio

#endif // AIO_EVENT_H

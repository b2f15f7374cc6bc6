//===- condition.h - waiting for a change under a lock ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Condition. Belongs to one loop's thread.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_CONDITION_H
#define AIO_CONDITION_H

#include <aio/lock.h>

#include <cstddef>
#include <memory>

namespace aio {

class Condition {
  std::shared_ptr<Lock> Of;
  detail::WaitQueue Waiters;

  Coro<> acquireAgain();

public:
  /// With a lock of its own, or one that it shares with others.
  explicit Condition(std::shared_ptr<Lock> Of = std::make_shared<Lock>())
      : Of(std::move(Of)) {}
  Condition(const Condition &) = delete;
  Condition &operator=(const Condition &) = delete;

  using Guard = ScopedGuard<Condition>;

  Coro<> acquire() { return Of->acquire(); }
  void release() { Of->release(); }
  bool locked() const noexcept { return Of->locked(); }
  Coro<Guard> scoped();

  /// Releases the lock, waits to be notified, and acquires the lock again, even
  /// if it is cancelled. Throws std::runtime_error if the lock is not held.
  Coro<> wait();
  /// Waits until `Holds()` is true, and gives what it gave.
  template <class F> auto wait_for(F Holds) -> Coro<decltype(Holds())> {
    for (;;) {
      auto Result = Holds();
      if (Result)
        co_return Result;
      co_await wait();
    }
  }
  /// Wakes so many of those that wait. Throws std::runtime_error if the lock is
  /// not held.
  void notify(std::size_t N = 1);
  void notify_all() { notify(Waiters.size()); }
};

} // namespace aio

#endif // AIO_CONDITION_H

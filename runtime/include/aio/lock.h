//===- lock.h - mutual exclusion of coroutines ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Lock. Belongs to one loop's thread. Those that wait get it in order.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_LOCK_H
#define AIO_LOCK_H

#include <aio/coro.h>
#include <aio/detail/one_shot.h>
#include <aio/scoped_guard.h>

namespace aio {

class Lock {
  bool Locked = false;
  detail::WaitQueue Waiters;

  void wakeFirst() noexcept {
    if (!Waiters.empty() && !(*Waiters.begin())->done())
      (*Waiters.begin())->set();
  }

public:
  Lock() = default;
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;

  using Guard = ScopedGuard<Lock>;

  bool locked() const noexcept { return Locked; }
  Coro<> acquire();
  /// Throws std::runtime_error if it is not locked.
  void release();
  /// Acquires, and gives a guard that releases: `auto Held = co_await
  /// L.scoped();`
  Coro<Guard> scoped();
};

} // namespace aio

#endif // AIO_LOCK_H

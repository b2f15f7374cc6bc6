//===- semaphore.h - so many at a time --------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Semaphore and BoundedSemaphore. Belong to one loop's thread. Those
// that wait get it in order.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SEMAPHORE_H
#define AIO_SEMAPHORE_H

#include <aio/coro.h>
#include <aio/detail/one_shot.h>
#include <aio/scoped_guard.h>

#include <cstddef>

namespace aio {

class Semaphore {
  std::size_t Free;
  detail::WaitQueue Waiters;

  void wakeNext() noexcept;

public:
  explicit Semaphore(std::size_t Free = 1) : Free(Free) {}
  Semaphore(const Semaphore &) = delete;
  Semaphore &operator=(const Semaphore &) = delete;

  using Guard = ScopedGuard<Semaphore>;

  /// `acquire()` would wait.
  bool locked() const noexcept { return Free == 0 || Waiters.anyWaits(); }
  Coro<> acquire();
  void release() noexcept;
  Coro<Guard> scoped();

protected:
  std::size_t free() const noexcept { return Free; }
};

/// Knows when it is released too often.
class BoundedSemaphore : public Semaphore {
  std::size_t Bound;

public:
  explicit BoundedSemaphore(std::size_t Bound = 1)
      : Semaphore(Bound), Bound(Bound) {}
  using Guard = ScopedGuard<BoundedSemaphore>;

  /// Throws std::invalid_argument (Python: ValueError) if there are as many
  /// free as in the beginning.
  void release();
  Coro<Guard> scoped();
};

} // namespace aio

#endif // AIO_SEMAPHORE_H

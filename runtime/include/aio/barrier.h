//===- barrier.h - waiting for each other -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Barrier. Belongs to one loop's thread.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_BARRIER_H
#define AIO_BARRIER_H

#include <aio/condition.h>

#include <cstddef>
#include <stdexcept>

namespace aio {

/// The barrier was aborted or reset while somebody waited.
class BrokenBarrierError : public std::runtime_error {
public:
  using runtime_error::runtime_error;
};

class Barrier {
  enum class Phase { Filling, Draining, Resetting, Broken };
  Condition Changed;
  std::size_t Parties;
  std::size_t Count = 0;
  Phase Now = Phase::Filling;

  Coro<> block();
  Coro<> waitForOthers();
  void exit();

public:
  /// Throws std::invalid_argument if there are no parties.
  explicit Barrier(std::size_t Parties);

  /// Waits until so many wait, and gives each another number from 0 on. Throws
  /// BrokenBarrierError.
  Coro<std::size_t> wait();
  /// Those that wait get BrokenBarrierError; the barrier is empty again.
  Coro<> reset();
  /// Those that wait, and that will, get BrokenBarrierError until `reset()`.
  Coro<> abort();
  std::size_t parties() const noexcept { return Parties; }
  /// How many wait.
  std::size_t n_waiting() const noexcept {
    return Now == Phase::Filling ? Count : 0;
  }
  bool broken() const noexcept { return Now == Phase::Broken; }
};

} // namespace aio

#endif // AIO_BARRIER_H

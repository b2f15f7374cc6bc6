//===- random_schedule.h - other orders that are as good -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program must not depend on which of several ready tasks goes first, nor on
// where it is cancelled. This makes a loop choose at random, by a seed, so that
// many runs of a program show more than one: see docs/debug-mode.md.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_RANDOM_SCHEDULE_H
#define AIO_SRC_RANDOM_SCHEDULE_H

#include "aio/detail/callback.h"
#include "aio/detail/timer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>

namespace aio::detail {

/// Of one loop, on its thread.
class RandomSchedule {
  std::mt19937_64 Random;
  /// Suspensions until one is cancelled; 0: none is.
  std::uint64_t UntilCancel = 0;

public:
  RandomSchedule(std::uint64_t Seed, std::uint64_t CancelAt)
      : Random(Seed), UntilCancel(CancelAt) {}
  /// As AIO_SCHEDULE_SEED and AIO_SCHEDULE_CANCEL say; null if neither is set.
  static std::unique_ptr<RandomSchedule> ofEnvironment();

  /// Timers that expire within this time expire together.
  static constexpr Duration Tie = std::chrono::milliseconds(1);
  /// Puts the tasks in another order. Other callbacks keep their places: they
  /// are promised theirs.
  void shuffle(CallbackList &Turn);
  /// Runs a callback; cancels the task that it is, if it is the one to be.
  void run(Callback &Step);
};

} // namespace aio::detail

#endif // AIO_SRC_RANDOM_SCHEDULE_H

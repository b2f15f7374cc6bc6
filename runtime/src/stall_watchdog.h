//===- stall_watchdog.h - steps that take too long -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_STALL_WATCHDOG_H
#define AIO_SRC_STALL_WATCHDOG_H

#include "aio/detail/callback.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>

namespace aio::detail::watch {

/// A thread that looks whether a step of the loop takes longer than a bound,
/// and then at what the loop's thread does.
class StallWatchdog {
  const std::chrono::nanoseconds Bound;
  const pthread_t Of;
  std::mutex Lock;
  std::condition_variable Changed;
  bool Ends = false;
  /// Of the step that runs; null name: none does.
  bool Runs = false, Told = false;
  std::chrono::steady_clock::time_point Since;
  std::chrono::nanoseconds CpuBefore{0};
  std::string Task;
  std::thread Thread;

  void watch();
  void tellOf(const std::string &Task, bool Spins);

public:
  /// For the thread that calls this.
  explicit StallWatchdog(std::chrono::nanoseconds Bound);
  StallWatchdog(const StallWatchdog &) = delete;
  StallWatchdog &operator=(const StallWatchdog &) = delete;
  ~StallWatchdog();
  void begins(Callback &Step);
  void ends();
};

} // namespace aio::detail::watch

#endif // AIO_SRC_STALL_WATCHDOG_H

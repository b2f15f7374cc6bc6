//===- Timer.h - what is done later -----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_TIMER_H
#define COROLINT_LSP_SERVER_TIMER_H

#include "llvm/ADT/FunctionExtras.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace corolint::lsp {

/// Calls functions after a while, on a thread of its own. Thread-safe.
class Timer {
public:
  using Clock = std::chrono::steady_clock;
  using Work = llvm::unique_function<void()>;

  Timer();
  /// Drops what is still to be done.
  ~Timer();

  /// `Do` has to be short: others wait for it.
  void after(Clock::duration Wait, Work Do);

private:
  void run();

  std::mutex Mutex;
  std::condition_variable Changed;
  std::multimap<Clock::time_point, Work> Waiting;
  bool Stopping = false;
  std::thread Thread;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_TIMER_H

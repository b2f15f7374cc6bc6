//===- Watch.h - waits until files change -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_WATCH_H
#define COROLINT_COMMAND_WATCH_H

#include "llvm/Support/Chrono.h"

#include <set>
#include <string>

namespace corolint {

/// What the result of a run hangs on.
struct WatchedFiles {
  /// Also those that are not there yet.
  std::set<std::string> All;
  /// Of these, the ones that were read in the run.
  std::set<std::string> Read;
};

/// Waits until one of the files is written, replaced, made or removed, or has
/// been so since `Began`, when the run began, and gives its name. Asks again
/// and again: that works on any file system, and with editors that put a new
/// file in the place of the old one.
std::string waitForChange(const WatchedFiles &Files,
                          llvm::sys::TimePoint<> Began);

} // namespace corolint

#endif // COROLINT_COMMAND_WATCH_H

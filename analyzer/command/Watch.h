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

/// Waits until one of the files is written, replaced, made or removed, or has
/// been written since `Began`, and gives its name. Asks again and again: that
/// works on any file system, and with editors that put a new file in the place
/// of the old one.
std::string waitForChange(const std::set<std::string> &Files,
                          llvm::sys::TimePoint<> Began);

} // namespace corolint

#endif // COROLINT_COMMAND_WATCH_H

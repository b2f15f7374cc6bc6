//===- IncludeTrace.h - which system headers a file includes ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_INCLUDETRACE_H
#define COROLINT_FRONTEND_INCLUDETRACE_H

#include <memory>
#include <string>
#include <vector>

namespace clang {
class PPCallbacks;
class SourceManager;
} // namespace clang

namespace corolint {

/// What the include block of a file, and the user's headers in it, ask of
/// system headers, in order.
struct IncludeTrace {
  /// Each once, as one would write it between angle brackets.
  std::vector<std::string> System;
  /// The macros that user code has defined before the last of them.
  std::vector<std::string> MacrosBefore;
  /// User code has done something else before the last of them that a system
  /// header might see.
  bool HasOther = false;
};

/// Fills `Trace` while a file is preprocessed; the include block is the first
/// `HeadBytes` of the main file.
std::unique_ptr<clang::PPCallbacks>
traceIncludes(const clang::SourceManager &SM, unsigned HeadBytes,
              IncludeTrace &Trace);

} // namespace corolint

#endif // COROLINT_FRONTEND_INCLUDETRACE_H

//===- Globs.h - names and paths with wildcards ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_GLOBS_H
#define COROLINT_REPORT_GLOBS_H

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint {

/// Whether `Text` matches `Glob`, where `*` stands for any characters, none and
/// `/` included. Nothing else is special, as in clang-tidy's lists of checks.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Text);

/// The globs of a list as clang-tidy writes them, trimmed: "coro-*, -coro-x".
/// A sign is part of its glob. Empty entries are left out.
std::vector<llvm::StringRef> splitGlobs(llvm::StringRef List);

} // namespace corolint

#endif // COROLINT_REPORT_GLOBS_H

//===- UnifiedDiff.h - a changed text as a patch ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_UNIFIEDDIFF_H
#define COROLINT_REPORT_UNIFIEDDIFF_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace corolint {

/// Replaces `Length` bytes at `Offset` of a text.
struct TextChange {
  size_t Offset = 0;
  size_t Length = 0;
  std::string New;
};

/// A unified diff with three lines of context, as `patch -p1` and `git apply`
/// take it, or "" where nothing changes. `Changes` are in order and do not
/// overlap.
std::string unifiedDiff(llvm::StringRef Path, llvm::StringRef Old,
                        const std::vector<TextChange> &Changes);

} // namespace corolint

#endif // COROLINT_REPORT_UNIFIEDDIFF_H

//===- Coverage.h - what a run would have found -----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_COVERAGE_H
#define COROLINT_COMMAND_COVERAGE_H

#include "command/LintRun.h"

#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>

namespace corolint {

/// That something is not found says something only where it was looked for.
class Coverage {
public:
  /// `IsWhole`: the run is about all files of the project. Else a header may
  /// have findings that only other units see.
  Coverage(const LintRun &Run, bool IsWhole);

  /// Whether all findings in the file were looked for, or it does not exist.
  bool sees(llvm::StringRef File) const;
  /// Whether a check ran in all units, for findings of that certainty.
  bool runs(llvm::StringRef Check, Certainty Sure) const;

private:
  const LintRun &Run;
  /// Symbolic links resolved.
  std::set<std::string> Files;
};

} // namespace corolint

#endif // COROLINT_COMMAND_COVERAGE_H

//===- Silence.h - what comments take out -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_SILENCE_H
#define COROLINT_COMMAND_SILENCE_H

#include "report/Finding.h"
#include "report/Sources.h"
#include "report/Suppressions.h"

#include <set>
#include <string>
#include <vector>

namespace corolint {

/// A NOLINTBEGIN or NOLINTEND without its other.
struct BrokenComment {
  std::string File;
  Suppressions::Unmatched What;
};

/// An entry of a comment's list that has silenced nothing.
struct UnusedComment {
  /// The comment's word.
  SourceRange Where;
  std::string Message;
  /// The checks that it is about.
  std::vector<llvm::StringRef> Checks;
};

struct Silenced {
  std::vector<BrokenComment> Broken;
  /// Without those that may be there for other tools: comments that name no
  /// check, or one of others.
  std::vector<UnusedComment> Unused;
};

/// Takes out of `Findings` those that a NOLINT comment silences. Tells of the
/// comments of `Places` and of the files with findings, by file. Comments are
/// also used that silence one of `Others`, which nobody sees.
Silenced silence(std::vector<Finding> &Findings, std::set<std::string> Places,
                 Sources &Files, llvm::ArrayRef<Finding> Others = {});

} // namespace corolint

#endif // COROLINT_COMMAND_SILENCE_H

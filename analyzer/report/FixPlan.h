//===- FixPlan.h - which fixes can be made together -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_FIXPLAN_H
#define COROLINT_REPORT_FIXPLAN_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace corolint {

struct FixPlan {
  /// By file, in order; no two touch each other.
  std::map<std::string, std::vector<Edit>> Edits;
  /// The findings whose fix is part of the plan.
  std::vector<const Finding *> Fixed;
  /// Those that have a safe fix, which touches one of the plan.
  std::vector<const Finding *> Left;
};

/// Takes the first safe fix of each finding, unless it edits a file that
/// `MayEdit` refuses. Of two fixes that touch each other, the first wins: what
/// the other is for is found again in the changed text. Two that make the same
/// edit share it. All edits of a fix are taken, or none.
FixPlan planFixes(llvm::ArrayRef<Finding> Findings,
                  llvm::function_ref<bool(llvm::StringRef File)> MayEdit);

} // namespace corolint

#endif // COROLINT_REPORT_FIXPLAN_H

//===- Check.h - the table of checks --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is one source file with one function, one line in Checks.def, one
// page docs/checks/NAME.md, and a folder of lit tests. It turns what the flow
// analyses found out about one function into findings, and looks at no other
// function itself: what a callee does is in the callee's summary.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_CHECK_H
#define COROLINT_CHECKS_CHECK_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint {

class FunctionAnalysis;

/// One line of the table.
struct CheckInfo {
  /// "coro-never-awaited".
  llvm::StringLiteral Name;
  /// One line for `corolint rules`.
  llvm::StringLiteral Summary;
  /// Another name under which NOLINT silences it too, or "".
  llvm::StringLiteral CoveredBy;
  bool OnByDefault;
  /// Work: what becomes of tasks, what blocks, what is cancelled. Lifetimes:
  /// also everything else, which is not analysed where no check asks for it.
  enum { Work, Lifetimes } Reads;
  void (*Run)(const FunctionAnalysis &, std::vector<Finding> &);
};

/// All checks, in order of name.
llvm::ArrayRef<CheckInfo> allChecks();

/// The check of that name, or null.
const CheckInfo *findCheck(llvm::StringRef Name);

} // namespace corolint

#endif // COROLINT_CHECKS_CHECK_H

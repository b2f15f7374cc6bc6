//===- Findings.h - what checks share in making findings ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_FINDINGS_H
#define COROLINT_CHECKS_FINDINGS_H

#include "flow/UnitAnalysis.h"
#include "report/Finding.h"

namespace corolint {

/// A finding of `Check` in `A`'s function at `Where`, anchored there.
Finding makeFinding(const FunctionAnalysis &A, llvm::StringRef Check,
                    Certainty Sure, const clang::Stmt &Where,
                    llvm::StringRef AnchorKind, std::string Message);

/// Adds a note at `S`.
void addNote(Finding &F, const FunctionAnalysis &A, const clang::Stmt &S,
             std::string Message);

/// Inserts `Text` before `S`; nothing if `S` is not written out in the file.
void addInsertion(Fix &Fix, const FunctionAnalysis &A, const clang::Stmt &S,
                  std::string Text);

/// Findings about the tasks of `A`'s function: lazy ones that never run, or
/// eager ones that are lost.
void findDroppedTasks(const FunctionAnalysis &A, bool Eager,
                      std::vector<Finding> &Out);

/// Findings about blocking calls, those in a loop or the others.
void findBlockingCalls(const FunctionAnalysis &A, bool InLoop,
                       std::vector<Finding> &Out);

} // namespace corolint

#endif // COROLINT_CHECKS_FINDINGS_H

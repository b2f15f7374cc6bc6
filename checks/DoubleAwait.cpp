//===- DoubleAwait.cpp - tasks that are used a second time ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

#include "clang/AST/Decl.h"

namespace corolint {

void checkDoubleAwait(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  for (const SpentUse &U : A.Spent) {
    std::string Name = "'" + U.Name + "'";
    Finding F = makeFinding(
        A, "coro-double-await",
        A.Broken ? Certainty::Possible : Certainty::Likely, *U.Again, "call",
        "the task of " + Name + " is used again: it was " +
            (U.WasAwaited ? "awaited" : "moved away") + " before");
    if (U.First && U.First != U.Again)
      addNote(F, A, *U.First,
              U.WasAwaited ? "it was awaited here" : "it was moved away here");
    if (U.Inside.Line != 0) {
      F.Anchor.Where = U.Inside;
      F.Notes.push_back({U.Inside, "the function takes it here"});
    }
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

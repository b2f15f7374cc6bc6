//===- YieldDangling.cpp - elements that are kept for too long ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

namespace corolint {

void checkYieldDangling(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  for (const KeptElement &K : A.Kept) {
    Finding F = makeFinding(
        A, "coro-yield-dangling",
        A.Broken ? Certainty::Possible : Certainty::Likely, *K.Kept, "creation",
        K.Next ? "this leads to what the generator yielded before, which is "
                 "gone when the generator goes on"
               : "this keeps a reference or view of what the generator yields, "
                 "which is gone when the generator goes on");
    F.Anchor.Where = rangeOf(A.Ctx, *K.Made);
    addNote(F, A, *K.Made, "the generator is made here");
    if (K.Next)
      addNote(F, A, *K.Next, "it goes on here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

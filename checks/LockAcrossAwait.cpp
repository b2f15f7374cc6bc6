//===- LockAcrossAwait.cpp - thread locks held over a suspension ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/Decl.h"

namespace corolint {

void checkLockAcrossAwait(const FunctionAnalysis &A,
                          std::vector<Finding> &Out) {
  for (const HeldLock &H : A.Locks.Held) {
    const Await &Where = A.Graph.Awaits[H.Await];
    std::string Name =
        H.Parameter ? "'" + H.Parameter->getNameAsString() + "'" : "a lock";
    std::string Message =
        H.Taken ? "the lock that is taken here is held while the coroutine is "
                  "suspended: whoever wants it blocks its thread"
                : "the lock of " + Name +
                      " is held while the coroutine is suspended: whoever "
                      "wants it blocks its thread";
    const clang::Stmt &At = H.Taken ? H.Taken->shownAt() : *Where.E;
    Finding F = makeFinding(A, "coro-lock-across-await",
                            A.Broken ? Certainty::Possible : Certainty::Likely,
                            At, "lock", Message);
    if (H.Taken)
      addNote(F, A, *Where.E,
              Where.IsYield ? "it is suspended by this co_yield"
                            : "it is suspended here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

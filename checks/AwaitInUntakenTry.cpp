//===- AwaitInUntakenTry.cpp - handlers that a task's exceptions miss -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/StmtCXX.h"

namespace corolint {

void checkAwaitInUntakenTry(const FunctionAnalysis &A,
                            std::vector<Finding> &Out) {
  for (const UntakenTry &T : A.Untaken) {
    std::string Task =
        T.Maker->Callee ? "'" + displayName(*T.Maker->Callee) + "'" : "it";
    Finding F = makeFinding(
        A, "coro-await-in-untaken-try",
        A.Broken ? Certainty::Possible : Certainty::Likely, *T.Maker->E,
        "creation",
        "this 'try' only makes the task of " + Task +
            ": what that throws comes out where the task is awaited, " +
            (T.Returned ? "by the caller" : "after the 'try'"));
    addNote(F, A, *T.Try->getHandler(0), "this handler does not see it");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

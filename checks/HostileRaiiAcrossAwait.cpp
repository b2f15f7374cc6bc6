//===- HostileRaiiAcrossAwait.cpp - configured classes over a suspension --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/Decl.h"

using namespace clang;

namespace corolint {

void checkHostileRaiiAcrossAwait(const FunctionAnalysis &A,
                                 std::vector<Finding> &Out) {
  for (const HostileVariable &H : A.Hostile) {
    const auto *V = cast<VarDecl>(A.Graph.Places[H.Place].Decl);
    const Await &Where = A.Graph.Awaits[H.Await];
    Finding F = makeFinding(
        A, "coro-hostile-raii-across-await",
        A.Broken ? Certainty::Possible : Certainty::Likely, *Where.E, "await",
        "'" + V->getNameAsString() + "' of type '" +
            V->getType().getUnqualifiedType().getAsString(
                A.Ctx.getPrintingPolicy()) +
            "' lives while the coroutine is suspended here");
    F.Notes.push_back(
        {rangeOf(A.Ctx, V->getSourceRange()), "it is declared here"});
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

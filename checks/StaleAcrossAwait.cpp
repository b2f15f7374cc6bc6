//===- StaleAcrossAwait.cpp - what others take away meanwhile -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/Decl.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

const char *kindOf(const FunctionAnalysis &A, const StaleBorrow &S) {
  const ValueDecl *D = A.Graph.Places[S.Place].Decl;
  if (S.Of.What == Lender::Iterator)
    return "the iterator";
  return D->getType()->isReferenceType() ? "the reference"
         : D->getType()->isPointerType() ? "the pointer"
                                         : "the view";
}

} // namespace

void checkStaleAcrossAwait(const FunctionAnalysis &A,
                           std::vector<Finding> &Out) {
  for (const StaleBorrow &S : A.Stale) {
    const auto *V = cast<VarDecl>(A.Graph.Places[S.Place].Decl);
    std::string Owner = "'" + S.Of.From.Decl->getNameAsString() + "'";
    // The hidden variables of a range-based for.
    const auto *First = cast<VarDecl>(A.Graph.Places[S.First].Decl);
    bool InLoop = First->isImplicit() && !isa<DecompositionDecl>(First);
    std::string What =
        InLoop || V->getName().empty()
            ? (InLoop ? "the loop goes over " + Owner
                      : std::string("what is taken from ") + Owner + " is used")
            : std::string(kindOf(A, S)) + " '" + V->getNameAsString() +
                  "' into " + Owner + " is used";
    Finding F = makeFinding(
        A, "coro-stale-across-await",
        S.Sure && !A.Broken ? Certainty::Likely : Certainty::Possible,
        InLoop ? *S.Made : *S.Used, "use",
        What + " after a suspension in which '" +
            displayName(*S.ChangedIn->Graph.Function) + "' can change that");
    addNote(F, A, *A.Graph.Awaits[S.Await].E, "it may be suspended here");
    if (!InLoop)
      addNote(F, A, *S.Made, "it is taken here");
    addNote(F, A, *S.ChangedBy->E, "it is changed here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

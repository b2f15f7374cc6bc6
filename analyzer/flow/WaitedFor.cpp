//===- WaitedFor.cpp - what an await may wait for -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/WaitedFor.h"

#include "flow/Waits.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

/// `S` names this object, and not only a member of it, or a closure that has
/// captured it.
static bool handsObjectOn(const Stmt *S) {
  if (!S || isa<CXXThisExpr>(S))
    return S;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    if (const auto *RD = D->getType()->getAsCXXRecordDecl();
        RD && RD->isLambda() &&
        llvm::any_of(RD->captures(),
                     [](const LambdaCapture &C) { return C.capturesThis(); }))
      return true;
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    return false;
  return llvm::any_of(S->children(), handsObjectOn);
}

/// Locks an asynchronous mutex: who has it goes on afterwards.
static bool takesTurn(const FunctionDecl *F) {
  return F && F->getIdentifier() &&
         llvm::is_contained({"lock", "lock_shared", "lock_async", "async_lock",
                             "scoped_lock", "scoped_lock_async", "co_lock",
                             "co_scoped_lock", "scoped"},
                            F->getName());
}

/// Takes elements out of a container of the standard library.
static bool takesOut(const FunctionDecl &F) {
  return isOfStd(F) && (F.getName() == "erase" || F.getName() == "remove");
}

void addWaitedFor(const Await &A, SummaryLookup Summaries, Mentions &Out) {
  const auto *C =
      dyn_cast_or_null<CallExpr>(A.Operand ? stripCasts(A.Operand) : nullptr);
  const FunctionSummary *S = A.Callee ? Summaries(A.Callee) : nullptr;
  if (!C || !S || !S->BodySeen || !S->IsCoroutine || !C->getDirectCallee() ||
      C->getDirectCallee()->getCanonicalDecl() !=
          A.Callee->getCanonicalDecl() ||
      isa<CXXOperatorCallExpr>(C))
    return addMentioned(A.Operand, Out);
  if (!isa<CXXMemberCallExpr>(C) || S->Object.WaitedOn)
    addMentioned(C->getCallee(), Out);
  for (unsigned N = 0; N != C->getNumArgs(); ++N)
    if (N >= S->Parameters.size() || S->Parameters[N].WaitedOn)
      addMentioned(C->getArg(N), Out);
}

void addWaitedFor(const FactGraph &G, SummaryLookup Summaries, Mentions &Out) {
  for (const Await &A : G.Awaits)
    if (!takesTurn(A.Callee))
      addWaitedFor(A, Summaries, Out);
  for (const Call &C : G.Calls)
    if (!C.Machinery && !C.Destructor && mayWait(C.Callee) &&
        !takesOut(*C.Callee))
      addMentioned(C.E, Out);
  // One over a range ends by itself; what it awaits is among the awaits.
  for (const Block &B : G.Blocks)
    if (B.LoopHead && !isa<CXXForRangeStmt>(B.LoopHead))
      addMentioned(B.Tested, Out);
}

bool mayWaitForObject(const FactGraph &G, const Mentions &Named) {
  return llvm::any_of(Named,
                      [](const ValueDecl *D) {
                        return isa<FieldDecl, CXXMethodDecl>(D);
                      }) ||
         llvm::any_of(G.Awaits,
                      [](const Await &A) { return handsObjectOn(A.Operand); });
}

} // namespace corolint

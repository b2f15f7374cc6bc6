//===- SingleUse.cpp - which tasks run only once --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SingleUse.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

/// An await of this asks whether the coroutine has ended, so that it can be
/// awaited again: await_ready is more than `return false`, or await_suspend may
/// go on at once.
static bool asksWhetherDone(const Expr *AwaitExpr) {
  const auto *S = dyn_cast<CoroutineSuspendExpr>(AwaitExpr);
  if (S && S->getSuspendExpr() &&
      S->getSuspendExpr()->getType()->isBooleanType())
    return true;
  const Expr *Ready = S ? S->getReadyExpr() : nullptr;
  const auto *C =
      Ready ? dyn_cast<CallExpr>(Ready->IgnoreParenImpCasts()) : nullptr;
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  const auto *Body = F ? dyn_cast_or_null<CompoundStmt>(F->getBody()) : nullptr;
  if (!Body || Body->size() != 1)
    return true;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  const auto *B =
      R && R->getRetValue()
          ? dyn_cast<CXXBoolLiteralExpr>(R->getRetValue()->IgnoreParens())
          : nullptr;
  return !B || B->getValue();
}

bool isCopyable(QualType T) {
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !(RD = RD->getDefinition()))
    return true;
  for (const CXXConstructorDecl *C : RD->ctors())
    if (C->isCopyConstructor())
      return !C->isDeleted();
  return !RD->hasUserDeclaredMoveConstructor() &&
         !RD->hasUserDeclaredMoveAssignment();
}

bool isSingleUse(QualType T, TypeKinds &Types) {
  const AsyncType &Kind = Types.of(T);
  return Kind.What == AsyncType::Task && Kind.Start == Start::Lazy &&
         !isCopyable(T);
}

bool isLeft(const Call &C, const Argument &A, SummaryLookup Summaries) {
  const FunctionSummary *S = C.Callee ? Summaries(C.Callee) : nullptr;
  unsigned N = &A - C.Arguments.data();
  return S && S->BodySeen && N < S->Parameters.size() &&
         (S->Parameters[N].Task & FateUntouched);
}

bool usesUp(const Await &A) {
  return A.Operand && (!A.Operand->isLValue() || !asksWhetherDone(A.E));
}

} // namespace corolint

//===- Statements.cpp - questions about what is written -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Statements.h"

#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

bool names(const Expr *E, const VarDecl &V) {
  const auto *D = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return D && D->getDecl() == &V;
}

/// A container's own function takes what it is given by name to make a copy.
static bool onlyCopies(const CallExpr &C) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.getDirectCallee());
  return M && isOfStd(*M) && M->getIdentifier() &&
         !llvm::is_contained({"swap", "merge", "splice"}, M->getName());
}

bool isSetAgain(const Stmt *S, const VarDecl &V) {
  if (!S)
    return false;
  if (const auto *B = dyn_cast<BinaryOperator>(S);
      B && B->isAssignmentOp() && names(B->getLHS(), V))
    return true;
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->getOpcode() == UO_AddrOf && names(U->getSubExpr(), V))
    return true;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      Op && Op->isAssignmentOp() && names(Op->getArg(0), V))
    return true;
  // Bound to a reference to something that is not const.
  auto IsBound = [&](const Expr *E) {
    return names(E, V) && E->isLValue() && !E->getType().isConstQualified();
  };
  if (const auto *C = dyn_cast<CallExpr>(S);
      C && !isa<CXXOperatorCallExpr>(C) && !onlyCopies(*C))
    if (llvm::any_of(C->arguments(), IsBound))
      return true;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *Other = dyn_cast<VarDecl>(Each);
          Other && Other->getType()->isReferenceType() && Other->getInit() &&
          IsBound(Other->getInit()))
        return true;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == &V &&
             C.getCaptureKind() == LCK_ByRef;
    });
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return isSetAgain(Child, V); });
}

bool isStepped(const Stmt *S, const VarDecl &V) {
  return anyOf(S, [&](const Stmt *Each) {
    if (const auto *U = dyn_cast<UnaryOperator>(Each))
      return U->isIncrementDecrementOp() && names(U->getSubExpr(), V);
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(Each);
    return Op &&
           (Op->getOperator() == OO_PlusPlus ||
            Op->getOperator() == OO_MinusMinus) &&
           names(Op->getArg(0), V);
  });
}

} // namespace corolint

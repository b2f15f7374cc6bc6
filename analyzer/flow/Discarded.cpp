//===- Discarded.cpp - expressions whose value nobody takes ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Discarded.h"

#include "flow/PlaceResolver.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

class Discarded {
public:
  explicit Discarded(llvm::function_ref<void(const Expr *, bool)> Each)
      : Each(Each) {}

  void visit(const Stmt *S);

private:
  void expression(const Expr *E, bool Said);
  /// `S` is a statement of its own, not a part of an expression.
  void statement(const Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      expression(E, false);
  }

  llvm::function_ref<void(const Expr *, bool)> Each;
};

void Discarded::expression(const Expr *E, bool Said) {
  for (;;) {
    if (const auto *X = dyn_cast<FullExpr>(E)) {
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<ParenExpr>(E)) {
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<CastExpr>(E)) {
      Said |= X->getCastKind() == CK_ToVoid && isa<ExplicitCastExpr>(X);
      E = X->getSubExpr();
    } else if (const auto *B = dyn_cast<BinaryOperator>(E);
               B && B->getOpcode() == BO_Comma) {
      E = B->getRHS();
    } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
               Op && Op->getOperator() == OO_Equal &&
               isStdIgnore(Op->getArg(0))) {
      Said = true;
      E = Op->getArg(1);
    } else {
      break;
    }
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    expression(C->getTrueExpr(), Said);
    expression(C->getFalseExpr(), Said);
    return;
  }
  Each(E, Said);
}

void Discarded::visit(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(S))
    return visit(C->getBody());
  // The value of a statement expression is that of its last statement.
  if (const auto *E = dyn_cast<StmtExpr>(S)) {
    for (const Stmt *Part : E->getSubStmt()->children())
      visit(Part);
    return;
  }
  if (const auto *B = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Part : B->body())
      statement(Part);
  } else if (const auto *I = dyn_cast<IfStmt>(S)) {
    statement(I->getThen());
    statement(I->getElse());
  } else if (const auto *W = dyn_cast<WhileStmt>(S)) {
    statement(W->getBody());
  } else if (const auto *D = dyn_cast<DoStmt>(S)) {
    statement(D->getBody());
  } else if (const auto *F = dyn_cast<ForStmt>(S)) {
    statement(F->getInit());
    statement(F->getInc());
    statement(F->getBody());
  } else if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
    statement(R->getBody());
  } else if (const auto *C = dyn_cast<SwitchCase>(S)) {
    statement(C->getSubStmt());
  } else if (const auto *L = dyn_cast<LabelStmt>(S)) {
    statement(L->getSubStmt());
  } else if (const auto *A = dyn_cast<AttributedStmt>(S)) {
    statement(A->getSubStmt());
  }
  for (const Stmt *Child : S->children())
    visit(Child);
}

} // namespace

void forEachDiscarded(const Stmt *Body,
                      llvm::function_ref<void(const Expr *, bool)> Each) {
  Discarded(Each).visit(Body);
}

} // namespace corolint

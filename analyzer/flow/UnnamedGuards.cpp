//===- UnnamedGuards.cpp - guards that end where they begin ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/UnnamedGuards.h"

#include "flow/PlaceResolver.h"
#include "model/GuardKinds.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace corolint {
namespace {

class UnnamedGuards {
public:
  explicit UnnamedGuards(TypeKinds &Types) : Types(Types) {}

  void visit(const Stmt *S);

  std::vector<UnnamedGuard> Found;

private:
  void statement(const Stmt *S);
  void discarded(const Expr *E);
  void declared(const DeclStmt &S);
  bool isGuard(const Expr *E) const {
    return !E->getType()->isDependentType() && isScopeGuard(E->getType()) &&
           Types.of(E->getType()).What == AsyncType::None;
  }
  bool takes(const Expr *E) const;

  TypeKinds &Types;
};

bool isOfTag(const Expr *E, llvm::StringRef Tag) {
  const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return RD && RD->getIdentifier() && RD->getName() == Tag;
}

/// What `E` makes holds something that it has taken just now. A guard that is
/// made from another one, or of what is locked already, is made to let go.
bool UnnamedGuards::takes(const Expr *E) const {
  if (isa<CoawaitExpr>(E))
    return true;
  llvm::ArrayRef<const Expr *> Arguments;
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    Arguments = {X->getArgs(), X->getNumArgs()};
    if (Arguments.empty() || isa<CXXDefaultArgExpr>(Arguments.front()))
      return false;
  } else if (const auto *L = dyn_cast<InitListExpr>(E)) {
    Arguments = L->inits();
    if (Arguments.empty())
      return false;
  } else if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = C->getDirectCallee();
    if (!F || isOfStd(*F))
      return false;
    Arguments = {C->getArgs(), C->getNumArgs()};
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C);
        M && isGuard(M->getImplicitObjectArgument()))
      return false;
  } else {
    return false;
  }
  return llvm::none_of(Arguments, [&](const Expr *A) {
    return isGuard(A) || isOfTag(A, "defer_lock_t") ||
           isOfTag(A, "adopt_lock_t");
  });
}

/// The value of the full-expression `E` is thrown away. What stands left of a
/// comma lives on while the rest is evaluated: that is made use of.
void UnnamedGuards::discarded(const Expr *E) {
  for (;;) {
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<ParenExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *B = dyn_cast<BinaryOperator>(E);
             B && B->getOpcode() == BO_Comma)
      E = B->getRHS();
    else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
             Op && Op->getOperator() == OO_Equal && isStdIgnore(Op->getArg(0)))
      E = Op->getArg(1);
    else
      break;
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    discarded(C->getTrueExpr());
    discarded(C->getFalseExpr());
    return;
  }
  if (E->isPRValue() && isGuard(E) && takes(E))
    Found.push_back({E, nullptr, nullptr});
}

/// `std::unique_lock<std::mutex> (M);` is read as a declaration of M.
void UnnamedGuards::declared(const DeclStmt &S) {
  const auto *V =
      S.isSingleDecl() ? dyn_cast<VarDecl>(S.getSingleDecl()) : nullptr;
  const TypeSourceInfo *Written = V ? V->getTypeSourceInfo() : nullptr;
  if (!Written || V->getType()->isDependentType() ||
      !Written->getTypeLoc().getAs<ParenTypeLoc>() ||
      !isScopeGuard(V->getType()))
    return;
  const auto *X = dyn_cast_or_null<CXXConstructExpr>(
      V->getInit() ? V->getInit()->IgnoreImplicit() : nullptr);
  if (X && X->getConstructor()->isDefaultConstructor() &&
      !X->isListInitialization())
    Found.push_back({nullptr, V, &S});
}

/// `S` is a statement of its own, not a part of an expression.
void UnnamedGuards::statement(const Stmt *S) {
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    discarded(E);
}

void UnnamedGuards::visit(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *B = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Each : B->body())
      statement(Each);
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
  } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
    declared(*D);
  }
  // The value of a statement expression is that of its last statement.
  if (const auto *E = dyn_cast<StmtExpr>(S)) {
    for (const Stmt *Each : E->getSubStmt()->children())
      visit(Each);
    return;
  }
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(S)) {
    visit(C->getBody());
    return;
  }
  for (const Stmt *Child : S->children())
    visit(Child);
}

} // namespace

std::vector<UnnamedGuard> findUnnamedGuards(const FactGraph &G,
                                            TypeKinds &Types) {
  UnnamedGuards U(Types);
  U.visit(G.Function->getBody());
  return std::move(U.Found);
}

} // namespace corolint

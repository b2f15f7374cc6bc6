//===- UnnamedGuards.cpp - guards that end where they begin ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/UnnamedGuards.h"

#include "flow/Discarded.h"
#include "model/Classes.h"
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

  void run(const Stmt *Body);

  std::vector<UnnamedGuard> Found;

private:
  void declarations(const Stmt *S);
  void declared(const DeclStmt &S);
  bool isGuard(const Expr *E) const {
    return !E->getType()->isDependentType() && isScopeGuard(E->getType()) &&
           Types.of(E->getType()).What == AsyncType::None;
  }
  bool takes(const Expr *E) const;

  TypeKinds &Types;
};

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
    return isGuard(A) || isClassNamed(A->getType(), "defer_lock_t") ||
           isClassNamed(A->getType(), "adopt_lock_t");
  });
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

void UnnamedGuards::declarations(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    declared(*D);
  for (const Stmt *Child : S->children())
    declarations(Child);
}

void UnnamedGuards::run(const Stmt *Body) {
  forEachDiscarded(Body, [&](const Expr *E, bool) {
    if (E->isPRValue() && isGuard(E) && takes(E))
      Found.push_back({E, nullptr, nullptr});
  });
  declarations(Body);
}

} // namespace

std::vector<UnnamedGuard> findUnnamedGuards(const FactGraph &G,
                                            TypeKinds &Types) {
  UnnamedGuards U(Types);
  U.run(G.Function->getBody());
  return std::move(U.Found);
}

} // namespace corolint

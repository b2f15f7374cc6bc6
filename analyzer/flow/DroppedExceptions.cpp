//===- DroppedExceptions.cpp - kept exceptions made nothing of ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/DroppedExceptions.h"

#include "flow/HandlerEffects.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

class ParameterUses : public RecursiveASTVisitor<ParameterUses> {
public:
  explicit ParameterUses(const ParmVarDecl *P) : P(P) {}
  bool Keeps = false;

  bool TraverseCXXTryStmt(CXXTryStmt *S) {
    bool Outer = Caught;
    unsigned N = S->getNumHandlers();
    // Without one for all, or with one that throws, it may come out.
    Caught |= N && !S->getHandler(N - 1)->getExceptionDecl();
    for (unsigned I = 0; I != N; ++I)
      Caught &= !throws(S->getHandler(I)->getHandlerBlock());
    TraverseStmt(S->getTryBlock());
    Caught = Outer;
    for (unsigned I = 0; I != N; ++I)
      TraverseStmt(S->getHandler(I));
    return true;
  }
  bool TraverseCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    if (Caught && F && isOfStd(*F) && F->getIdentifier() &&
        F->getName() == "rethrow_exception")
      return true;
    return RecursiveASTVisitor::TraverseCallExpr(E);
  }
  bool TraverseStmt(Stmt *S) {
    // The text of a static_assert has no type.
    if (auto *E = dyn_cast_or_null<Expr>(S); E && !E->getType().isNull()) {
      bool Value = true;
      if (E->getType()->isBooleanType() && truthOf(E, Value) == P)
        return true;
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Keeps |= E->getDecl() == P;
    return !Keeps;
  }

private:
  static bool throws(const Stmt *S) {
    return S && (isa<CXXThrowExpr>(S) || llvm::any_of(S->children(), throws));
  }
  const ParmVarDecl *P;
  bool Caught = false;
};

} // namespace

bool isExceptionPtr(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return RD && isOfStd(*RD) && RD->getIdentifier() &&
         RD->getName() == "exception_ptr";
}

bool dropsException(const FunctionDecl &F, const ParmVarDecl &P) {
  ParameterUses Uses(&P);
  Uses.TraverseStmt(F.getBody());
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      Uses.TraverseStmt(Init->getInit());
  return !Uses.Keeps;
}

} // namespace corolint

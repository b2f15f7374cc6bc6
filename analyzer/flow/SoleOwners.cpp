//===- SoleOwners.cpp - smart pointers that own alone ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SoleOwners.h"

#include "flow/Mentions.h"
#include "flow/Statements.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {

/// Objects of the class can give shares of themselves.
static bool sharesItself(const CXXRecordDecl &Class) {
  auto IsBase = [](const CXXRecordDecl &Base) {
    return Base.getIdentifier() && Base.getName() == "enable_shared_from_this";
  };
  return !Class.hasDefinition() ||
         !Class.forallBases(
             [&](const CXXRecordDecl *Base) { return !IsBase(*Base); });
}

bool makesOnlyShare(const Expr &E) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      E.getType()->getAsCXXRecordDecl());
  if (!S || !isOfStd(*S) || S->getName() != "shared_ptr")
    return false;
  const TemplateArgument &Of = S->getTemplateArgs()[0];
  const auto *Class = Of.getKind() == TemplateArgument::Type
                          ? Of.getAsType()->getAsCXXRecordDecl()
                          : nullptr;
  if (!Class || sharesItself(*Class))
    return false;
  const Expr *Made = stripCasts(&E);
  if (const auto *C = dyn_cast<CallExpr>(Made)) {
    const FunctionDecl *F = C->getDirectCallee();
    return F && F->getIdentifier() && isOfStd(*F) &&
           (F->getName() == "make_shared" || F->getName() == "allocate_shared");
  }
  const auto *C = dyn_cast<CXXConstructExpr>(Made);
  // Another deleter may keep the object.
  const auto *New =
      C && C->getNumArgs() == 1
          ? dyn_cast<CXXNewExpr>(C->getArg(0)->IgnoreParenImpCasts())
          : nullptr;
  const auto *Derived =
      New ? New->getAllocatedType()->getAsCXXRecordDecl() : nullptr;
  return Derived && !sharesItself(*Derived);
}

bool namesOnlyShare(const Expr &E, const FunctionDecl &F) {
  const auto *D = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && !isa<ParmVarDecl>(V) && V->hasLocalStorage() && V->hasInit() &&
         !V->isInitCapture() && !V->getType()->isReferenceType() &&
         makesOnlyShare(*V->getInit()->IgnoreImplicit()) &&
         !isSetAgain(F.getBody(), *V);
}

bool givesAway(const Stmt *S, const VarDecl &V) {
  if (!S)
    return false;
  auto Names = [&](const Expr *E) { return names(E, V); };
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S)) {
    const auto *M = C->getMethodDecl();
    if (Names(C->getImplicitObjectArgument()) && M && M->getIdentifier() &&
        (M->getName() == "release" || M->getName() == "swap"))
      return true;
  }
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(C);
    bool Gives = Op ? Op->getOperator() == OO_Equal && Names(Op->getArg(1))
                    : llvm::any_of(C->arguments(), Names);
    if (Gives)
      return true;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(S))
    if (llvm::any_of(C->arguments(), Names))
      return true;
  // By another name, whose ways are not followed.
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *Alias = dyn_cast<VarDecl>(Each);
          Alias && Alias->getType()->isReferenceType() && Alias->getInit() &&
          Names(Alias->getInit()))
        return true;
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return llvm::any_of(L->captures(),
                        [&](const LambdaCapture &C) {
                          return C.capturesVariable() &&
                                 C.getCapturedVar() == &V;
                        }) ||
           llvm::any_of(L->capture_inits(),
                        [&](const Expr *E) { return givesAway(E, V); });
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return givesAway(Child, V); });
}

} // namespace corolint

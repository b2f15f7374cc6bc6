//===- Callables.cpp - closures, functions and what wraps them ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Callables.h"

#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

/// What the callable `E` is made from: the original of a copy, the closure in a
/// std::function, the function that is pointed to. Null if it is made from no
/// other.
static const Expr *madeFrom(const Expr *E) {
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    return X->getNumArgs() == 1 ? X->getArg(0) : nullptr;
  const auto *X = dyn_cast<UnaryOperator>(E);
  return X && X->getOpcode() == UO_AddrOf ? X->getSubExpr() : nullptr;
}

const Expr *writtenCallable(const Expr *E) {
  E = stripCasts(E);
  while (const Expr *From = madeFrom(E))
    E = stripCasts(From);
  return E;
}

const FunctionDecl *callableOf(const Expr *E) {
  E = stripImplicit(E);
  while (const Expr *From = madeFrom(E))
    E = stripImplicit(From);
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *F = dyn_cast<FunctionDecl>(D->getDecl())) {
      const FunctionDecl *Def = nullptr;
      return F->isDefined(Def) ? Def : F;
    }
  const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->isLambda())
    return nullptr;
  return RD->getLambdaCallOperator();
}

const CallExpr *bindingOf(const Expr *E) {
  E = writtenCallable(E);
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && isOfStd(*F) && C->getNumArgs() != 0 &&
                 (F->getName() == "bind" || F->getName() == "bind_front" ||
                  F->getName() == "bind_back")
             ? C
             : nullptr;
}

const FunctionDecl *wrappedCallable(const FunctionDecl *Callee,
                                    const Expr *Object) {
  if (!Callee || !Object || Callee->getOverloadedOperator() != OO_Call ||
      !isOfStd(*Callee))
    return nullptr;
  const auto *D = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->getInit() ? callableOf(V->getInit()) : nullptr;
}

const FunctionDecl *pointedFunction(const Expr &Call) {
  const auto *C = dyn_cast<CallExpr>(&Call);
  if (!C || C->getDirectCallee())
    return nullptr;
  const Expr *E = C->getCallee()->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_Deref)
    E = U->getSubExpr()->IgnoreParenImpCasts();
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || isa<ParmVarDecl>(V) || !V->getInit() ||
      !(V->isLocalVarDecl() || V->getType().isConstQualified()))
    return nullptr;
  QualType T = V->getType().getNonReferenceType();
  return T->isFunctionPointerType() || T->isFunctionType()
             ? callableOf(V->getInit())
             : nullptr;
}

CallableSlot slotKind(const CXXRecordDecl *RD) {
  static const llvm::StringSet<> Wrappers = {"function", "move_only_function",
                                             "copyable_function"};
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(RD);
  if (!Spec || !isOfStd(*Spec) || !Wrappers.contains(Spec->getName()))
    return CallableSlot::None;
  const TemplateArgument &A = Spec->getTemplateArgs()[0];
  const auto *Proto = A.getKind() == TemplateArgument::Type
                          ? A.getAsType()->getAs<FunctionProtoType>()
                          : nullptr;
  return Proto && Proto->getReturnType()->isVoidType() ? CallableSlot::Void
                                                       : CallableSlot::Other;
}

} // namespace corolint

//===- HandleNames.cpp - which coroutine handle an expression is ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HandleNames.h"

#include "model/Classes.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {

std::string HandleName::forPeople() const {
  const ValueDecl *D = Field ? Field : Root;
  return D ? "'" + D->getNameAsString() + "'" : std::string("the handle");
}

/// `E` is a call of that function of std, with its first argument.
static const Expr *argumentOfStd(const Expr *E, llvm::StringRef Name) {
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() && isOfStd(*F) && F->getName() == Name &&
                 C->getNumArgs() != 0
             ? C->getArg(0)
             : nullptr;
}

HandleName handleNamedBy(const Expr *E) {
  while (E) {
    E = stripCasts(E);
    if (!isCoroutineHandle(E->getType()))
      return {};
    if (const auto *X = dyn_cast<CXXConstructExpr>(E);
        X && X->getNumArgs() == 1 &&
        isCoroutineHandle(X->getArg(0)->getType())) {
      E = X->getArg(0);
      continue;
    }
    // coroutine_handle<P> to coroutine_handle<>.
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
        C && isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl())) {
      E = C->getImplicitObjectArgument();
      continue;
    }
    if (const Expr *A = argumentOfStd(E, "move")) {
      E = A;
      continue;
    }
    if (argumentOfStd(E, "exchange"))
      return {nullptr, nullptr, E};
    if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      return {V};
    }
    const auto *M = dyn_cast<MemberExpr>(E);
    const auto *F = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
    if (!F)
      return {};
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Base))
      return {nullptr, F};
    // Behind a pointer it may be any object's.
    const auto *D = dyn_cast<DeclRefExpr>(Base);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && !M->isArrow() ? HandleName{V, F} : HandleName();
  }
  return {};
}

bool isNullHandle(const Expr *E) {
  E = stripCasts(E);
  if (isa<CXXNullPtrLiteralExpr, CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *L = dyn_cast<InitListExpr>(E))
    return L->getNumInits() == 0 ||
           (L->getNumInits() == 1 && isNullHandle(L->getInit(0)));
  const auto *X = dyn_cast<CXXConstructExpr>(E);
  if (!X || !isCoroutineHandle(X->getType()))
    return false;
  return X->getNumArgs() == 0 ||
         (X->getNumArgs() == 1 && isNullHandle(X->getArg(0)));
}

std::optional<NullTest> nullTest(const Expr *E) {
  const Expr *Left = nullptr, *Right = nullptr;
  bool Equal = true;
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    Left = R->getLHS();
    Right = R->getRHS();
    Equal = R->getOpcode() == BO_EQ;
    if (!Equal && R->getOpcode() != BO_NE)
      return std::nullopt;
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
             C && C->getNumArgs() == 2 &&
             (C->getOperator() == OO_EqualEqual ||
              C->getOperator() == OO_ExclaimEqual)) {
    Left = C->getArg(0);
    Right = C->getArg(1);
    Equal = C->getOperator() == OO_EqualEqual;
  }
  if (!Left || !Right)
    return std::nullopt;
  if (isNullHandle(Left))
    std::swap(Left, Right);
  if (!isNullHandle(Right) || !isCoroutineHandle(stripCasts(Left)->getType()))
    return std::nullopt;
  return NullTest{Left, Equal};
}

bool isPromiseOf(const CXXRecordDecl &RD, const CXXRecordDecl &Handle) {
  const CXXRecordDecl *Def = RD.getDefinition();
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&Handle);
      S && S->getTemplateArgs().size() != 0 &&
      S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      S->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl() ==
          (Def ? Def : &RD))
    return true;
  return Def && llvm::any_of(Def->methods(), [](const CXXMethodDecl *M) {
           return M->getIdentifier() && M->getName() == "get_return_object";
         });
}

} // namespace corolint

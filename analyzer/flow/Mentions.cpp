//===- Mentions.cpp - what an expression names ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Mentions.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {

const FunctionDecl *givesTheOne(const Stmt *S) {
  const auto *C = dyn_cast_or_null<CallExpr>(S);
  return C && C->getNumArgs() == 0 && C->isGLValue() &&
                 !isa<CXXMemberCallExpr>(C)
             ? C->getDirectCallee()
             : nullptr;
}

/// What the closure in a variable has captured.
static void addCaptured(const ValueDecl &D, Mentions &Out) {
  const auto *V = dyn_cast<VarDecl>(&D);
  const CXXRecordDecl *L = V ? V->getType()->getAsCXXRecordDecl() : nullptr;
  if (!L || !L->isLambda())
    return;
  for (const LambdaCapture &C : L->captures())
    if (C.capturesVariable())
      Out.insert(C.getCapturedVar());
}

static const ValueDecl *namedThrough(const Expr *E, unsigned Depth) {
  if (!E || Depth > 8)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
    return namedThrough(U->getSubExpr(), Depth + 1);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow))
    return namedThrough(Op->getArg(0), Depth + 1);
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    bool IsName =
        V && !isa<ParmVarDecl>(V) && V->getInit() &&
        (V->getType()->isReferenceType() || V->getType()->isPointerType());
    const ValueDecl *Of =
        IsName ? namedThrough(V->getInit(), Depth + 1) : nullptr;
    return Of ? Of : V;
  }
  return memberNamed(E);
}

const ValueDecl *namedThrough(const Expr *E) { return namedThrough(E, 0); }

const FieldDecl *memberNamed(const Expr *E) {
  const auto *M = E ? dyn_cast<MemberExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
}

const FieldDecl *memberGivenBy(const CXXMethodDecl &M) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(M.getBody());
  const auto *R = Body && Body->size() == 1
                      ? dyn_cast<ReturnStmt>(Body->body_front())
                      : nullptr;
  const auto *Member =
      R && R->getRetValue()
          ? dyn_cast<MemberExpr>(R->getRetValue()->IgnoreParenImpCasts())
          : nullptr;
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

bool isWithin(const Stmt *Part, const Stmt *Whole) {
  if (!Whole)
    return false;
  return Whole == Part || llvm::any_of(Whole->children(), [&](const Stmt *C) {
           return isWithin(Part, C);
         });
}

/// What `S` gives an element of, if it does.
static const Expr *containerOf(const Stmt *S) {
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S))
    return Op->getOperator() == OO_Subscript || Op->getOperator() == OO_Star ||
                   Op->getOperator() == OO_Arrow
               ? Op->getArg(0)
               : nullptr;
  const auto *C = dyn_cast<CXXMemberCallExpr>(S);
  const CXXMethodDecl *M = C && C->isGLValue() ? C->getMethodDecl() : nullptr;
  return M && M->getIdentifier() &&
                 llvm::is_contained({"at", "front", "back"}, M->getName())
             ? C->getImplicitObjectArgument()
             : nullptr;
}

static bool isNameOf(const Stmt *S, const ValueDecl *D) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *Name =
      E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  return Name && Name->getDecl() == D;
}

bool namesElement(const Stmt *S, const ValueDecl *D) {
  return S && (isNameOf(containerOf(S), D) ||
               llvm::any_of(S->children(), [&](const Stmt *C) {
                 return namesElement(C, D);
               }));
}

bool namesWhole(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return false;
  if (const auto *Name = dyn_cast<DeclRefExpr>(S))
    return Name->getDecl() == D;
  const Expr *Container = containerOf(S);
  return llvm::any_of(S->children(), [&](const Stmt *C) {
    bool IsContainer = Container && C == Container && isNameOf(C, D);
    // The name of the function is another child.
    const auto *M = dyn_cast_or_null<MemberExpr>(C);
    IsContainer |= Container && M && M->getBase() == Container &&
                   isNameOf(Container, D);
    return !IsContainer && namesWhole(C, D);
  });
}

bool declares(const Stmt *S, const Decl *D) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Declares = dyn_cast<DeclStmt>(S))
    if (llvm::is_contained(Declares->decls(), D))
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *C) { return declares(C, D); });
}

/// A reference, and what a loop over a range goes through it with.
static bool isAnotherName(const VarDecl &V) {
  return V.isLocalVarDecl() && (V.getType()->isReferenceType() ||
                                V.isCXXForRangeDecl() || V.isImplicit());
}

void addMentioned(const Stmt *S, Mentions &Out) {
  if (!S)
    return;
  if (const auto *D = dyn_cast<DeclRefExpr>(S);
      D && isa<VarDecl, BindingDecl>(D->getDecl()) &&
      Out.insert(D->getDecl()).second) {
    addCaptured(*D->getDecl(), Out);
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()); V && isAnotherName(*V))
      addMentioned(V->getInit(), Out);
  }
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    Out.insert(M->getMemberDecl());
  if (const FunctionDecl *F = givesTheOne(S))
    Out.insert(F);
  for (const Stmt *Child : S->children())
    addMentioned(Child, Out);
}

} // namespace corolint

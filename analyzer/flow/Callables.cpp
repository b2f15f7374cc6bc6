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
#include "clang/AST/RecursiveASTVisitor.h"
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

namespace {

/// What a function puts into a variable, or into its elements, that can be
/// called.
class PutInto : public RecursiveASTVisitor<PutInto> {
public:
  explicit PutInto(const VarDecl &V) : V(V) {}
  /// Each once, and null for what is not known.
  llvm::SmallPtrSet<const FunctionDecl *, 2> Callables;

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal && E->getNumArgs() == 2 &&
        variableOf(E->getArg(0)) == &V)
      Callables.insert(callableOf(E->getArg(1)));
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    if (!M || M->isConst() || !M->getIdentifier() ||
        variableOf(E->getImplicitObjectArgument()) != &V)
      return true;
    llvm::StringRef Name = M->getName();
    if (Name.starts_with("push") || Name.starts_with("emplace") ||
        Name.starts_with("insert") || Name.starts_with("try_emplace") ||
        Name == "assign" || Name == "swap")
      Callables.insert(E->getNumArgs() != 0
                           ? callableOf(E->getArg(E->getNumArgs() - 1))
                           : nullptr);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    // Who is given it by name may put something there.
    if (!isa<CXXOperatorCallExpr>(E))
      for (const Expr *A : E->arguments())
        handedOn(A);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (const Expr *A : E->arguments())
      handedOn(A);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf && variableOf(E->getSubExpr()) == &V)
      Callables.insert(nullptr);
    return true;
  }

  /// The variable that `E` is, or is an element of.
  static const VarDecl *variableOf(const Expr *E) {
    E = stripImplicit(E);
    if (const auto *D = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(D->getDecl());
    const auto *C = dyn_cast<CallExpr>(E);
    if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(C);
        Op && Op->getNumArgs() != 0 &&
        (Op->getOperator() == OO_Subscript || Op->getOperator() == OO_Star))
      return variableOf(Op->getArg(0));
    const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(C);
    const CXXMethodDecl *F = M ? M->getMethodDecl() : nullptr;
    if (F && F->getIdentifier() && isOfStd(*F) &&
        llvm::is_contained({"at", "front", "back", "value"}, F->getName()))
      return variableOf(M->getImplicitObjectArgument());
    return nullptr;
  }

private:
  void handedOn(const Expr *A) {
    if (A->isLValue() && !A->getType().isConstQualified() &&
        variableOf(A) == &V)
      Callables.insert(nullptr);
  }

  const VarDecl &V;
};

/// The only callable that the function of `V` ever puts there; null if there
/// are more, or if it is not known.
const FunctionDecl *onlyPutInto(const VarDecl &V) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(V.getParentFunctionOrMethod());
  if (!F || isa<ParmVarDecl>(V) || V.getType()->isReferenceType() ||
      !F->hasBody())
    return nullptr;
  PutInto Put(V);
  Put.TraverseStmt(F->getBody());
  return Put.Callables.size() == 1 ? *Put.Callables.begin() : nullptr;
}

/// `std::function<void()> F;`, `std::vector<std::function<void()>> Many;`
bool isEmptyAtFirst(const VarDecl &V) {
  const Expr *Init = V.getInit() ? stripImplicit(V.getInit()) : nullptr;
  const auto *C = dyn_cast_or_null<CXXConstructExpr>(Init);
  return C && C->getNumArgs() == 0;
}

} // namespace

const FunctionDecl *wrappedCallable(const FunctionDecl *Callee,
                                    const Expr *Object) {
  if (!Callee || !Object || Callee->getOverloadedOperator() != OO_Call ||
      !isOfStd(*Callee))
    return nullptr;
  const auto *D = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (V && V->getInit() && !isEmptyAtFirst(*V))
    return callableOf(V->getInit());
  V = PutInto::variableOf(Object);
  return V && isEmptyAtFirst(*V) ? onlyPutInto(*V) : nullptr;
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

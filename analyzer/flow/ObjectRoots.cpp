//===- ObjectRoots.cpp - which variable an expression goes through --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ObjectRoots.h"

#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

class Variables : public RecursiveASTVisitor<Variables> {
public:
  Variables(llvm::function_ref<bool(QualType)> HoldsOne,
            llvm::DenseMap<const VarDecl *, const Expr *> &Behind)
      : HoldsOne(HoldsOne), Behind(Behind) {}

  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Behind[S->getLoopVariable()] = S->getRangeInit();
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    const Expr *Init = V->getInit();
    QualType T = V->getType();
    if (!Init || Behind.contains(V) || isa<ParmVarDecl>(V))
      return true;
    // References, pointers, iterators.
    if (T->isReferenceType() || T->isPointerType() || !HoldsOne(T))
      Behind[V] = Init;
    return true;
  }

private:
  llvm::function_ref<bool(QualType)> HoldsOne;
  llvm::DenseMap<const VarDecl *, const Expr *> &Behind;
};

/// `E` without wrappers, copies and moves.
const Expr *stripCopies(const Expr *E) {
  for (;;) {
    E = stripImplicit(E);
    const auto *X = dyn_cast<CXXConstructExpr>(E);
    if (!X || X->getNumArgs() != 1 ||
        !X->getConstructor()->isCopyOrMoveConstructor())
      return E;
    E = X->getArg(0);
  }
}

} // namespace

ObjectRoots::ObjectRoots(const FunctionDecl &F,
                         llvm::function_ref<bool(QualType)> HoldsOne) {
  Variables(HoldsOne, Behind).TraverseStmt(F.getBody());
}

const ValueDecl *ObjectRoots::of(const Expr *E) const { return of(E, 0); }

const ValueDecl *ObjectRoots::of(const Expr *E, unsigned Depth) const {
  if (!E || ++Depth > 16)
    return nullptr;
  E = stripCopies(E);
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *Named = D->getDecl();
    if (const auto *B = dyn_cast<BindingDecl>(Named))
      Named = cast_or_null<ValueDecl>(B->getDecomposedDecl());
    const auto *V = dyn_cast_or_null<VarDecl>(Named);
    auto It = V ? Behind.find(V) : Behind.end();
    if (It == Behind.end())
      return V;
    // What is made from nothing that has a name is named itself.
    const ValueDecl *Root = of(It->second, Depth);
    return Root ? Root : V;
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!Field || isOfStd(*Field)) // first, second
      return of(M->getBase(), Depth);
    return Field;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf
               ? of(U->getSubExpr(), Depth)
               : nullptr;
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return of(S->getBase(), Depth);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E)) {
    OverloadedOperatorKind Op = C->getOperator();
    return Op == OO_Subscript || Op == OO_Star || Op == OO_Arrow
               ? of(C->getArg(0), Depth)
               : nullptr;
  }
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    return C->getMethodDecl() && isOfStd(*C->getMethodDecl())
               ? of(C->getImplicitObjectArgument(), Depth)
               : nullptr;
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl());
    return F && isOfStd(*F) && C->getNumArgs() == 1 ? of(C->getArg(0), Depth)
                                                    : nullptr;
  }
  return nullptr;
}

llvm::SmallVector<const ValueDecl *, 2> ObjectRoots::in(const Stmt *S) const {
  llvm::SmallVector<const ValueDecl *, 2> Out;
  std::vector<const Stmt *> Work{S};
  while (!Work.empty()) {
    const Stmt *Each = Work.back();
    Work.pop_back();
    if (!Each || isa<LambdaExpr>(Each))
      continue;
    if (isa<DeclRefExpr, MemberExpr>(Each))
      if (const ValueDecl *D = of(cast<Expr>(Each));
          D && !llvm::is_contained(Out, D))
        Out.push_back(D);
    Work.insert(Work.end(), Each->child_begin(), Each->child_end());
  }
  return Out;
}

} // namespace corolint

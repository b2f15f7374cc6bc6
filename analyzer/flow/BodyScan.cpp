//===- BodyScan.cpp - what a body contains, before its graph is walked ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/BodyScan.h"

#include "model/Wrappers.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {
namespace {

class BodyVisitor : public RecursiveASTVisitor<BodyVisitor> {
public:
  explicit BodyVisitor(BodyScan &Scan) : Scan(Scan) {}

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    for (unsigned I = 0; I != E->capture_size(); ++I) {
      const LambdaCapture &C = E->capture_begin()[I];
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Scan.Shared.insert(V);
      if (C.capturesVariable())
        Scan.References[C.getCapturedVar()]++;
      TraverseStmt(E->capture_init_begin()[I]);
    }
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    Scan.Variables.push_back(V);
    if (V->getType()->isReferenceType() && V->getInit())
      assigned(V->getInit());
    if (V->isConstexpr())
      notRun(V->getInit());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Scan.References[E->getDecl()]++;
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isDecrementOp())
      assigned(E->getSubExpr());
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *D =
              dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Scan.Shared.insert(V);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      assigned(E->getLHS());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    for (const Expr *A : E->arguments())
      assigned(A);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (const Expr *A : E->arguments())
      assigned(A);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    if (const VarDecl *V = S->getLoopVariable())
      Scan.LoopOf[V] = S;
    // Which of the two comes first is not said.
    for (const DeclStmt *D : {S->getBeginStmt(), S->getEndStmt()})
      if (D && D->isSingleDecl())
        Scan.LoopOf[cast<VarDecl>(D->getSingleDecl())] = S;
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    Scan.Suspensions.push_back(E);
    return true;
  }
  bool VisitStmt(Stmt *S) {
    if (const auto *E = dyn_cast<ConstantExpr>(S))
      notRun(E->getSubExpr());
    if (const auto *E = dyn_cast<CXXNoexceptExpr>(S))
      notRun(E->getOperand());
    return true;
  }
  bool VisitConditionalOperator(ConditionalOperator *E) {
    Scan.ArmOf[stripCasts(E->getTrueExpr())] = E;
    Scan.ArmOf[stripCasts(E->getFalseExpr())] = E;
    return true;
  }

private:
  /// `E` stands where an object is changed, or bound to a reference.
  void assigned(const Expr *E) {
    if (const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParens()))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        Scan.Assigned.insert(V);
  }
  void notRun(const Stmt *S) {
    if (!S)
      return;
    if (isa<CallExpr, CXXConstructExpr>(S))
      Scan.NotRun.insert(S);
    for (const Stmt *Child : S->children())
      notRun(Child);
  }

  BodyScan &Scan;
};

/// What is not evaluated where the expression stands is left out.
class CallVisitor : public RecursiveASTVisitor<CallVisitor> {
public:
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldTraversePostOrder() const { return true; }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseConstantExpr(ConstantExpr *) { return true; }
  bool VisitCallExpr(CallExpr *E) { return add(E); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) { return add(E); }

  std::vector<const Expr *> Found;

private:
  bool add(const Expr *E) {
    if (!llvm::is_contained(Found, E))
      Found.push_back(E);
    return true;
  }
};

} // namespace

BodyScan::BodyScan(Stmt *Body) { BodyVisitor(*this).TraverseStmt(Body); }

std::vector<const Expr *> callsWrittenElsewhere(const Expr &E) {
  CallVisitor Visitor;
  Visitor.TraverseStmt(const_cast<Expr *>(&E));
  return std::move(Visitor.Found);
}

} // namespace corolint

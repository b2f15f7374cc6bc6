//===- Spins.cpp - loops that wait without suspending ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Spins.h"

#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// Whether a loop does nothing but look.
class OnlyLooks : public RecursiveASTVisitor<OnlyLooks> {
public:
  bool Does = false;
  /// Reads something that other code can change.
  bool ReadsShared = false;
  const FunctionDecl *Function = nullptr;

  bool VisitBinaryOperator(BinaryOperator *E) {
    Does |= E->isAssignmentOp();
    return !Does;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    Does |= E->isIncrementDecrementOp();
    return !Does;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Does |= E->getNumArgs() > 1;
    return !Does;
  }
  bool VisitStmt(Stmt *S) {
    Does |= isa<CXXNewExpr, CXXDeleteExpr, CXXThrowExpr, LambdaExpr,
                CoroutineSuspendExpr, DependentCoawaitExpr, ReturnStmt,
                CoreturnStmt, GotoStmt, BreakStmt, AsmStmt, DeclStmt>(S);
    return !Does;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    ReadsShared |= isa<FieldDecl>(E->getMemberDecl());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    ReadsShared |=
        V && (!V->hasLocalStorage() || V->getType()->isReferenceType() ||
              V->getType()->isPointerType() ||
              V->getType().isVolatileQualified() ||
              V->getParentFunctionOrMethod() != Function);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
    if (M && M->isConst()) {
      const auto *RD = M->getParent();
      // An atomic is shared whatever holds it.
      ReadsShared |= isOfStd(*RD) && RD->getIdentifier() &&
                     RD->getName().contains("atomic");
      return true;
    }
    if (!F)
      return !(Does = true);
    std::string Name = qualifiedName(*F);
    bool Idle = Name == "std::this_thread::yield" || Name == "sched_yield" ||
                Name.find("pause") != std::string::npos;
    bool Atomic =
        Name.find("std::atomic") == 0 || Name.find("std::__atomic") == 0;
    ReadsShared |= Atomic;
    Does |= !Idle && !Atomic;
    return !Does;
  }
};

const Stmt *bodyOfLoop(const Stmt *Loop) {
  if (const auto *W = dyn_cast<WhileStmt>(Loop))
    return W->getBody();
  if (const auto *D = dyn_cast<DoStmt>(Loop))
    return D->getBody();
  if (const auto *F = dyn_cast<ForStmt>(Loop))
    return F->getBody();
  return nullptr;
}

} // namespace

std::vector<const Stmt *> findSpins(const FactGraph &G) {
  std::vector<const Stmt *> Out;
  for (const Block &B : G.Blocks) {
    if (!B.LoopHead || !B.InLoop || !bodyOfLoop(B.LoopHead) ||
        llvm::is_contained(Out, B.LoopHead))
      continue;
    OnlyLooks Visitor;
    Visitor.Function = G.Function;
    Visitor.TraverseStmt(const_cast<Stmt *>(B.LoopHead));
    if (!Visitor.Does && Visitor.ReadsShared)
      Out.push_back(B.LoopHead);
  }
  return Out;
}

} // namespace corolint

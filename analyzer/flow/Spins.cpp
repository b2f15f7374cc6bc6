//===- Spins.cpp - loops that wait without suspending ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Spins.h"

#include "compat/Types.h"
#include "flow/FunctionIndex.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {
namespace {

/// Whether a loop does nothing but look.
class OnlyLooks : public RecursiveASTVisitor<OnlyLooks> {
public:
  OnlyLooks(const UnitContext &Unit, const FunctionDecl *Function,
            const llvm::SmallPtrSetImpl<const Stmt *> &Blocking,
            unsigned Depth = 0)
      : Unit(Unit), Function(Function), Blocking(Blocking), Depth(Depth) {}

  bool Does = false;
  /// Reads something that other code can change.
  bool ReadsShared = false;
  /// A way out in the body.
  bool Leaves = false;

  bool VisitBinaryOperator(BinaryOperator *E) {
    Does |= E->isAssignmentOp();
    return !Does;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    Does |= E->isIncrementDecrementOp();
    return !Does;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Does |= E->getNumArgs() > 1 && !E->getConstructor()->isConstexpr();
    return !Does;
  }
  /// The promise's part of a co_return is no work of the loop's.
  bool TraverseCoreturnStmt(CoreturnStmt *S) {
    Leaves = true;
    return TraverseStmt(S->getOperand());
  }
  bool VisitStmt(Stmt *S) {
    Leaves |= isa<BreakStmt, ReturnStmt>(S);
    Does |= Blocking.contains(S) ||
            isa<CXXNewExpr, CXXDeleteExpr, CXXThrowExpr, LambdaExpr,
                CoroutineSuspendExpr, DependentCoawaitExpr, GotoStmt, AsmStmt,
                DeclStmt>(S);
    return !Does;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    ReadsShared |= isa<FieldDecl>(E->getMemberDecl());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    ReadsShared |=
        V && !V->isConstexpr() &&
        (!V->hasLocalStorage() || V->getType()->isReferenceType() ||
         V->getType()->isPointerType() || V->getType().isVolatileQualified() ||
         V->getParentFunctionOrMethod() != Function);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = calleeOf(E);
    if (!F)
      return !(Does = true);
    if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isInstance())
      method(*M);
    else
      function(*F);
    return !Does;
  }

private:
  void method(const CXXMethodDecl &M) {
    const CXXRecordDecl *RD = M.getParent();
    bool Std = isOfStd(*RD) && RD->getIdentifier();
    bool Atomic = Std && RD->getName().contains("atomic");
    // These are shared whatever holds them.
    ReadsShared |=
        Atomic || (Std && RD->getName().contains("future")) || isStopToken(*RD);
    if (M.isConst())
      return look(M);
    static const llvm::StringSet<> Waits = {"test_and_set", "exchange"};
    // Taking a spin lock is a wait; every other change is progress.
    Does |= !(Atomic && M.getIdentifier() && Waits.contains(M.getName()));
  }
  void function(const FunctionDecl &F) {
    static const llvm::StringSet<> Idle = {"std::this_thread::yield",
                                           "sched_yield", "thrd_yield",
                                           "__builtin_ia32_pause", "_mm_pause"};
    static const llvm::StringSet<> AtomicLooks = {
        "std::atomic_load", "std::atomic_load_explicit",
        "std::atomic_flag_test_and_set", "std::atomic_flag_test",
        "std::atomic_exchange"};
    std::string Name = qualifiedName(F);
    bool Looks = AtomicLooks.contains(Name);
    ReadsShared |= Looks;
    if (Idle.contains(Name) || Looks || F.isConstexpr())
      return;
    if (F.getBuiltinID() || !F.hasBody())
      Does = true;
    else
      look(F);
  }
  /// What a helper reads and does.
  void look(const FunctionDecl &F) {
    const FunctionDecl *Def = nullptr;
    if (Depth == 2 || !F.isDefined(Def) || !Def->getBody() ||
        !inUserCode(Unit.Ctx.getSourceManager(), Def->getLocation()))
      return;
    OnlyLooks Inner(Unit, Def, Blocking, Depth + 1);
    Inner.TraverseStmt(Def->getBody());
    ReadsShared |= Inner.ReadsShared;
    Does |= Inner.Does;
  }
  bool isStopToken(const CXXRecordDecl &RD) {
    const TypeModel *M = Unit.Types.modelOf(tagType(Unit.Ctx, RD));
    return M && M->What == TypeModel::StopToken;
  }

  const UnitContext &Unit;
  const FunctionDecl *Function;
  const llvm::SmallPtrSetImpl<const Stmt *> &Blocking;
  unsigned Depth;
};

/// The loops of a body, not those of its closures.
class Loops : public RecursiveASTVisitor<Loops> {
public:
  std::vector<const Stmt *> Found;
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitStmt(Stmt *S) {
    if (isa<WhileStmt, DoStmt, ForStmt>(S))
      Found.push_back(S);
    return true;
  }
};

const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *W = dyn_cast<WhileStmt>(Loop))
    return W->getCond();
  if (const auto *D = dyn_cast<DoStmt>(Loop))
    return D->getCond();
  return cast<ForStmt>(Loop)->getCond();
}

/// A loop that is never reached, or runs once, has no block on a cycle.
bool goesRound(const FactGraph &G, const Stmt *Loop) {
  // A loop without a condition has no head of its own.
  const Expr *Condition = conditionOf(Loop);
  if (!Condition)
    return true;
  bool Value = false;
  if (!Condition->isValueDependent() &&
      Condition->EvaluateAsBooleanCondition(Value, G.Function->getASTContext()))
    return Value;
  return llvm::any_of(
      G.Blocks, [&](const Block &B) { return B.LoopHead == Loop && B.InLoop; });
}

} // namespace

std::vector<const Stmt *> findSpins(const UnitContext &Unit, const FactGraph &G,
                                    llvm::ArrayRef<BlockingCall> Blocking) {
  llvm::SmallPtrSet<const Stmt *, 8> Blocks;
  for (const BlockingCall &B : Blocking)
    if (!B.Effect.Unseen)
      Blocks.insert(B.Through->E);
  Loops Finder;
  Finder.TraverseStmt(G.Function->getBody());
  std::vector<const Stmt *> Out;
  for (const Stmt *Loop : Finder.Found) {
    OnlyLooks Visitor(Unit, G.Function, Blocks);
    Visitor.TraverseStmt(const_cast<Stmt *>(Loop));
    const Expr *Condition = conditionOf(Loop);
    bool Waits =
        Visitor.Leaves || (Condition && !Condition->isValueDependent() &&
                           !Condition->isCXX11ConstantExpr(Unit.Ctx));
    if (!Visitor.Does && Visitor.ReadsShared && Waits && goesRound(G, Loop))
      Out.push_back(Loop);
  }
  return Out;
}

} // namespace corolint

//===- SkippedSteps.cpp - what a stop skips, and loops that hear none -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SkippedSteps.h"

#include "flow/FunctionIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

Stmt *bodyOf(const FunctionDecl &F) {
  Stmt *Body = F.getBody();
  if (auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  return Body;
}

/// What a piece of code does that matters to a loop.
class LoopScan : public RecursiveASTVisitor<LoopScan> {
public:
  llvm::SmallPtrSet<const ValueDecl *, 8> Named;
  llvm::SmallVector<const Expr *, 4> Suspensions;
  bool Leaves = false;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Named.insert(E->getDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    Named.insert(E->getMemberDecl());
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    Suspensions.push_back(E);
    return true;
  }
  bool VisitStmt(Stmt *S) {
    Leaves |=
        isa<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt, CXXThrowExpr>(S);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    // What a closure captures is handed on; what it does is its own.
    for (unsigned I = 0; I != E->capture_size(); ++I)
      TraverseStmt(E->capture_init_begin()[I]);
    return true;
  }
};

bool isTrue(const Expr *E) {
  if (!E)
    return true;
  E = E->IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return B->getValue();
  const auto *I = dyn_cast<IntegerLiteral>(E);
  return I && I->getValue() != 0;
}

class EndlessLoops : public RecursiveASTVisitor<EndlessLoops> {
public:
  llvm::SmallVector<Stmt *, 2> Found;
  bool VisitWhileStmt(WhileStmt *S) {
    if (!S->getConditionVariable() && isTrue(S->getCond()))
      Found.push_back(S);
    return true;
  }
  bool VisitForStmt(ForStmt *S) {
    if (!S->getConditionVariable() && isTrue(S->getCond()))
      Found.push_back(S);
    return true;
  }
  bool VisitDoStmt(DoStmt *S) {
    if (isTrue(S->getCond()))
      Found.push_back(S);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
};

/// The stop sources that a function can look at: its parameters, its object's
/// members, what its closure captured.
llvm::SmallVector<const ValueDecl *, 2>
sourcesWithinReach(const FunctionDecl &F, const CancellationKinds &Kinds) {
  llvm::SmallVector<const ValueDecl *, 2> Sources;
  for (const ParmVarDecl *P : F.parameters())
    if (Kinds.isStopToken(P->getType()))
      Sources.push_back(P);
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M || M->isStatic())
    return Sources;
  if (M->getParent()->isLambda()) {
    for (const LambdaCapture &C : M->getParent()->captures())
      if (C.capturesVariable() &&
          Kinds.isStopToken(C.getCapturedVar()->getType()))
        Sources.push_back(C.getCapturedVar());
  } else {
    for (const FieldDecl *Field : M->getParent()->fields())
      if (Kinds.isStopToken(Field->getType()))
        Sources.push_back(Field);
  }
  return Sources;
}

//===----------------------------------------------------------------------===//

/// A change that another can undo: of a counter by an amount, of a flag to a
/// value. The amount's text stands for it.
struct Change {
  const ValueDecl *Object = nullptr;
  const ValueDecl *Field = nullptr;
  enum Kind { Up, Down, True, False } What = Up;
  std::string Amount;

  bool undoes(const Change &O) const {
    return Object == O.Object && Field == O.Field && Amount == O.Amount &&
           ((What == Down && O.What == Up) || (What == Up && O.What == Down) ||
            (What == False && O.What == True));
  }
};

/// The changes that a statement, and the bodies of the functions that it calls
/// on an object, make. One level deep: what is deeper is no pair to the eye.
class Changes : public RecursiveASTVisitor<Changes> {
public:
  Changes(const ASTContext &Ctx, const ValueDecl *Object, unsigned Depth,
          std::vector<Change> &Out)
      : Ctx(Ctx), Object(Object), Depth(Depth), Out(Out) {}

  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      note(E->getSubExpr(), E->isIncrementOp() ? Change::Up : Change::Down,
           "1");
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_AddAssign || E->getOpcode() == BO_SubAssign)
      note(E->getLHS(),
           E->getOpcode() == BO_AddAssign ? Change::Up : Change::Down,
           amount(E->getRHS()));
    if (E->getOpcode() == BO_Assign)
      if (const auto *B =
              dyn_cast<CXXBoolLiteralExpr>(E->getRHS()->IgnoreParenImpCasts()))
        note(E->getLHS(), B->getValue() ? Change::True : Change::False, "");
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const auto *Callee = calleeOf(E);
    const auto *D = dyn_cast<DeclRefExpr>(
        E->getImplicitObjectArgument()->IgnoreParenImpCasts());
    if (Depth == 0 || !Callee || !Callee->hasBody() || !D)
      return true;
    std::string Given;
    for (const Expr *A : E->arguments())
      Given += amount(A) + ",";
    std::vector<Change> Inner;
    Changes(Ctx, D->getDecl(), Depth - 1, Inner).TraverseStmt(bodyOf(*Callee));
    for (Change &C : Inner) {
      // What a parameter adds, the argument adds.
      C.Amount = Given;
      Out.push_back(std::move(C));
    }
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  std::string amount(const Expr *E) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    E->printPretty(OS, nullptr, Ctx.getPrintingPolicy());
    return Text;
  }
  void note(const Expr *Target, Change::Kind What, std::string Amount) {
    Target = Target->IgnoreParenImpCasts();
    Change C;
    C.What = What;
    C.Amount = std::move(Amount);
    C.Object = Object;
    if (const auto *M = dyn_cast<MemberExpr>(Target)) {
      C.Field = M->getMemberDecl();
      if (const auto *D =
              dyn_cast<DeclRefExpr>(M->getBase()->IgnoreParenImpCasts()))
        C.Object = D->getDecl();
    } else if (const auto *D = dyn_cast<DeclRefExpr>(Target)) {
      C.Field = D->getDecl();
    } else {
      return;
    }
    // What dies with the coroutine needs no undoing.
    const auto *V = dyn_cast<VarDecl>(C.Object ? C.Object : C.Field);
    if (V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
        !V->getType()->isPointerType())
      return;
    Out.push_back(std::move(C));
  }

  const ASTContext &Ctx;
  const ValueDecl *Object;
  unsigned Depth;
  std::vector<Change> &Out;
};

class CleanupScan : public RecursiveASTVisitor<CleanupScan> {
public:
  CleanupScan(const ASTContext &Ctx, const CancellationKinds &Kinds,
              const llvm::DenseMap<const Expr *, CancellationKinds::Types> &Of,
              CancellationResults &Out)
      : Ctx(Ctx), Kinds(Kinds), Of(Of), Out(Out) {}

  bool VisitCompoundStmt(CompoundStmt *S) {
    std::vector<std::vector<Change>> Each;
    for (Stmt *Child : S->body()) {
      Each.emplace_back();
      if (isa<Expr>(Child))
        Changes(Ctx, nullptr, 1, Each.back()).TraverseStmt(Child);
    }
    for (unsigned I = 0; I != Each.size(); ++I)
      for (unsigned J = I + 2; J < Each.size(); ++J)
        if (undone(Each[I], Each[J]))
          if (const Expr *Await = cancelled(*S, I + 1, J)) {
            Out.Skipped.push_back(
                {Await, S->body_begin()[I], S->body_begin()[J]});
            return true;
          }
    return true;
  }
  bool TraverseCXXTryStmt(CXXTryStmt *S) {
    // A handler that catches the cancellation is where it is undone.
    CancellationKinds::Types Outer = Handled;
    for (unsigned I = 0; I != S->getNumHandlers(); ++I)
      Handled |= Kinds.taken(*S->getHandler(I), ~0u);
    TraverseStmt(S->getTryBlock());
    Handled = Outer;
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  static bool undone(const std::vector<Change> &A,
                     const std::vector<Change> &B) {
    return llvm::any_of(A, [&](const Change &X) {
      return llvm::any_of(B, [&](const Change &Y) { return Y.undoes(X); });
    });
  }
  /// The first await in the statements from `First` to before `Last` that can
  /// be cancelled.
  const Expr *cancelled(const CompoundStmt &S, unsigned First, unsigned Last) {
    for (unsigned I = First; I != Last; ++I) {
      Stmt *Child = S.body_begin()[I];
      if (isa<CXXTryStmt>(Child))
        continue;
      LoopScan Scan;
      Scan.TraverseStmt(Child);
      for (const Expr *E : Scan.Suspensions)
        if (Of.lookup(E) & ~Handled & ~CancellationKinds::UnknownType)
          return E;
    }
    return nullptr;
  }

  const ASTContext &Ctx;
  const CancellationKinds &Kinds;
  const llvm::DenseMap<const Expr *, CancellationKinds::Types> &Of;
  CancellationResults &Out;
  CancellationKinds::Types Handled = 0;
};

llvm::DenseMap<const Expr *, CancellationKinds::Types>
byExpression(const FactGraph &G,
             llvm::ArrayRef<CancellationKinds::Types> Thrown) {
  llvm::DenseMap<const Expr *, CancellationKinds::Types> Of;
  for (unsigned I = 0; I != G.Awaits.size(); ++I)
    Of[G.Awaits[I].E] = Thrown[I];
  return Of;
}

} // namespace

void findDeafLoops(const FactGraph &G, const CancellationKinds &Kinds,
                   llvm::ArrayRef<CancellationKinds::Types> Thrown,
                   CancellationResults &Out) {
  if (!G.IsCoroutine || G.Straight)
    return;
  auto Sources = sourcesWithinReach(*G.Function, Kinds);
  if (Sources.empty())
    return;
  auto Of = byExpression(G, Thrown);
  EndlessLoops Loops;
  Loops.TraverseStmt(bodyOf(*G.Function));
  for (Stmt *Loop : Loops.Found) {
    LoopScan Scan;
    Scan.TraverseStmt(Loop);
    bool Hears = llvm::any_of(Scan.Suspensions, [&](const Expr *E) {
      return (Of.lookup(E) & ~CancellationKinds::UnknownType) != 0;
    });
    bool Looks = llvm::any_of(
        Sources, [&](const ValueDecl *D) { return Scan.Named.contains(D); });
    if (Scan.Suspensions.empty() || Scan.Leaves || Hears || Looks)
      continue;
    Out.Deaf.push_back({Loop, Sources.front()});
  }
}

void findSkippedCleanup(const FactGraph &G, const CancellationKinds &Kinds,
                        llvm::ArrayRef<CancellationKinds::Types> Thrown,
                        CancellationResults &Out) {
  if (!G.IsCoroutine || G.Straight)
    return;
  auto Of = byExpression(G, Thrown);
  CleanupScan(G.Function->getASTContext(), Kinds, Of, Out)
      .TraverseStmt(bodyOf(*G.Function));
}

} // namespace corolint

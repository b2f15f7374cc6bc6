//===- FactsGenerator.cpp - from Clang's CFG to coroutine facts -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FactsGenerator.h"

#include "flow/CallFacts.h"
#include "flow/Components.h"
#include "flow/Conditions.h"
#include "flow/ErrorCodes.h"
#include "flow/FunctionIndex.h"
#include "flow/PlaceResolver.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {
namespace {

static const Expr *stripWrappers(const Expr *E) {
  for (;;) {
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<ParenExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else
      return E;
  }
}

/// What must be known of a body before its graph is walked.
class BodyScan : public RecursiveASTVisitor<BodyScan> {
public:
  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    for (unsigned I = 0; I != E->capture_size(); ++I) {
      const LambdaCapture &C = E->capture_begin()[I];
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Shared.insert(V);
      if (C.capturesVariable())
        References[C.getCapturedVar()]++;
      TraverseStmt(E->capture_init_begin()[I]);
    }
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    Variables.push_back(V);
    if (V->isConstexpr())
      notRun(V->getInit());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    References[E->getDecl()]++;
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *D =
              dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Shared.insert(V);
    return true;
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    Suspensions.push_back(E);
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
    ArmOf[stripWrappers(E->getTrueExpr())] = E;
    ArmOf[stripWrappers(E->getFalseExpr())] = E;
    return true;
  }

  llvm::DenseMap<const ValueDecl *, unsigned> References;
  llvm::DenseMap<const Expr *, const ConditionalOperator *> ArmOf;
  llvm::SmallPtrSet<const VarDecl *, 8> Shared;
  /// Calls that the compiler evaluates, or nobody: they are in the graph all
  /// the same.
  llvm::SmallPtrSet<const Stmt *, 8> NotRun;
  std::vector<CoroutineSuspendExpr *> Suspensions;
  std::vector<const VarDecl *> Variables;

private:
  void notRun(const Stmt *S) {
    if (!S)
      return;
    if (isa<CallExpr, CXXConstructExpr>(S))
      NotRun.insert(S);
    for (const Stmt *Child : S->children())
      notRun(Child);
  }
};

/// The calls and constructions of an expression that belongs to another
/// declaration (a default argument, a default member initialiser), in order.
class ElsewhereWritten : public RecursiveASTVisitor<ElsewhereWritten> {
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

class Generator {
public:
  Generator(const UnitContext &Unit, const FunctionDecl &F)
      : Unit(Unit), F(F), Parents(bodyOf(F)), Resolver(Unit, F, G, Parents),
        Conds(Unit, G, Resolver), Calls(Unit, G, Resolver) {}

  FactGraph run();

private:
  static Stmt *bodyOf(const FunctionDecl &F) {
    Stmt *B = F.getBody();
    if (auto *C = dyn_cast_or_null<CoroutineBodyStmt>(B))
      B = C->getBody();
    return B;
  }

  void scan(Stmt *Body);
  void blocks(const CFG &Graph);
  void straight(Stmt *Body);
  void edges(const CFGBlock &B, Block &Out);
  void element(const CFGElement &E);
  void statement(const Stmt *S);
  void nameVariable(const VarDecl *V);
  void variable(const VarDecl *V, const Stmt *Where);
  void call(const Expr *E);
  void list(const Expr *E, llvm::ArrayRef<Expr *> Inits);
  bool isNeverUsed(const LambdaExpr *E) const;
  bool onlyLooksAt(const LambdaExpr *E, const VarDecl *V) const;
  void closure(const LambdaExpr *E);
  void awaits(const Expr *E, const Expr *Operand, bool IsYield);
  void returns(const Expr *E, const Stmt *Where, bool CoReturn);
  void throws(const CXXThrowExpr *E);
  void destructor(QualType T, const Stmt *Where, PlaceId P);
  void chosen(const Expr *E);
  void modified(const Expr *E, const Expr *NewValue);
  void modifiedMemory(const Expr *E);
  void reference(const DeclRefExpr *E);
  void endTemporaries();
  void drains();
  void components();
  void voidSlot(const CXXConstructExpr *E);
  void switched(const SwitchStmt &S);
  void saved(const Expr *E);
  void errorCodes(Await &A);
  void elsewhere(const Expr *E, const Stmt *RunBy);

  Fact &add(Fact::Kind What, const Stmt *Where, PlaceId Place = NoId) {
    Fact F;
    F.What = What;
    F.Where = Where;
    F.Place = Place;
    Now->Facts.push_back(F);
    return Now->Facts.back();
  }
  void addAll(Fact::Kind What, const Stmt *Where, const Places &Ps) {
    for (PlaceId P : Ps)
      add(What, Where, P);
  }
  void move(const Places &From, PlaceId To, const Stmt *Where) {
    for (PlaceId P : From)
      if (P != To)
        add(Fact::Moved, Where, To).From = P;
  }
  void registerTemporary(const Expr *E, PlaceId P);

  const UnitContext &Unit;
  const FunctionDecl &F;
  FactGraph G;
  ParentMap Parents;
  PlaceResolver Resolver;
  Conditions Conds;
  CallFacts Calls;
  BodyScan Scan;
  Block *Now = nullptr;
  unsigned NowId = 0;

  /// Parts of a co_await: the number of its await.
  llvm::DenseMap<const Stmt *, unsigned> ReadyOf, SuspendOf, WholeOf;
  llvm::SmallPtrSet<const Stmt *, 16> Machinery;
  /// Where each full-expression ends, and the temporaries that end with it.
  llvm::MapVector<const Stmt *, Places> EndOf;
  struct Position {
    unsigned Block, Index;
  };
  llvm::DenseMap<const Stmt *, Position> PositionOf;
  llvm::SmallPtrSet<const Stmt *, 32> Done;
  /// Variables that are other names for something.
  llvm::SmallPtrSet<const VarDecl *, 8> Named;
  llvm::DenseMap<const CXXCatchStmt *, unsigned> HandlerNumbers;
};

void Generator::registerTemporary(const Expr *E, PlaceId P) {
  const Expr *Top = Resolver.fullExpression(E);
  const Stmt *Parent = Parents.getParent(Top);
  const Stmt *End = isa_and_nonnull<DeclStmt, ReturnStmt, CoreturnStmt>(Parent)
                        ? Parent
                        : stripWrappers(Top);
  Places &Ps = EndOf[End];
  if (!llvm::is_contained(Ps, P))
    Ps.push_back(P);
}

void Generator::scan(Stmt *Body) {
  Scan.TraverseStmt(Body);
  for (const VarDecl *V : Scan.Shared)
    Conds.markShared(V);
  for (const VarDecl *V : Scan.Variables)
    nameVariable(V);
  for (CoroutineSuspendExpr *E : Scan.Suspensions) {
    if (WholeOf.contains(E))
      continue;
    unsigned N = G.Awaits.size();
    Await A;
    A.E = E;
    A.IsYield = isa<CoyieldExpr>(E);
    A.Operand = E->getOperand();
    G.Awaits.push_back(A);
    WholeOf[E] = N;
    auto Part = [&](const Expr *Part,
                    llvm::DenseMap<const Stmt *, unsigned> *M) {
      if (!Part)
        return;
      // await_suspend and await_resume may be wrapped (casts, a call of
      // __builtin_coro_resume around a returned handle).
      const Stmt *S = Part;
      while (S && !isa<CallExpr>(S)) {
        auto Children = S->children();
        if (Children.begin() == Children.end())
          break;
        S = *Children.begin();
      }
      if (!S)
        return;
      Machinery.insert(S);
      if (M)
        M->try_emplace(S, N);
    };
    Part(E->getReadyExpr(), &ReadyOf);
    Part(E->getSuspendExpr(), &SuspendOf);
    Part(E->getResumeExpr(), nullptr);
    // operator co_await and await_transform.
    const Expr *Common = E->getCommonExpr();
    while (Common) {
      Common = stripWrappers(Common);
      const auto *C = dyn_cast<CallExpr>(Common);
      if (!C || Common == stripWrappers(E->getOperand()))
        break;
      Machinery.insert(C);
      if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
        const CXXMethodDecl *D = M->getMethodDecl();
        bool Transform = D && D->getIdentifier() &&
                         (D->getName() == "await_transform" ||
                          D->getName() == "yield_value");
        Common = Transform && M->getNumArgs() ? M->getArg(0)
                 : Transform                  ? nullptr
                                              : M->getImplicitObjectArgument();
      } else {
        Common = C->getNumArgs() ? C->getArg(0) : nullptr;
      }
    }
  }
}

FactGraph Generator::run() {
  G.Function = &F;
  Stmt *Body = bodyOf(F);
  if (isa_and_nonnull<CoroutineBodyStmt>(F.getBody())) {
    G.IsCoroutine = true;
    G.Start = Unit.Types.ofResult(F).Start;
  }
  if (!Body)
    return std::move(G);
  scan(Body);
  for (const ParmVarDecl *P : F.parameters()) {
    PlaceId Id = Resolver.placeOf(P);
    if (P->getType()->isPointerType() || !Unit.Types.carriesTasks(P->getType()))
      continue;
    const AsyncType &A = Unit.Types.of(P->getType());
    Site S;
    S.What = Site::Parameter;
    S.Start = A.Start;
    S.DestructorHandles = A.DestructorHandles;
    S.ComesBy = Id;
    S.Maker = P->getNameAsString();
    G.Sites.push_back(std::move(S));
  }

  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddLifetime = true;
  Options.AddEHEdges = true;
  Options.AddInitializers = true;
  Options.PruneTriviallyFalseEdges = true;
  bool Broken = llvm::any_of(Scan.Suspensions, [](CoroutineSuspendExpr *E) {
    return !E->getReadyExpr();
  });
  std::unique_ptr<CFG> Graph;
  if (!Broken)
    Graph = CFG::buildCFG(&F, Body, &Unit.Ctx, Options);
  if (Graph)
    blocks(*Graph);
  else
    straight(Body);
  endTemporaries();
  components();
  drains();
  return std::move(G);
}

void Generator::blocks(const CFG &Graph) {
  G.Blocks.resize(Graph.getNumBlockIDs());
  G.Entry = Graph.getEntry().getBlockID();
  G.Exit = Graph.getExit().getBlockID();
  // Conditions first: facts say which of them a change makes unknown.
  for (const CFGBlock *B : Graph)
    edges(*B, G.Blocks[B->getBlockID()]);
  // Entry has the highest number, so that variables are declared before they
  // are used: a reference's place is known when it is.
  std::vector<const CFGBlock *> ById(Graph.getNumBlockIDs(), nullptr);
  for (const CFGBlock *B : Graph)
    ById[B->getBlockID()] = B;
  for (unsigned Id = ById.size(); Id-- > 0;) {
    const CFGBlock *B = ById[Id];
    if (!B)
      continue;
    Now = &G.Blocks[Id];
    NowId = Id;
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(B->getLabel())) {
      Handler H;
      H.Catch = Catch;
      H.Block = Id;
      Now->Handler = G.Handlers.size();
      G.Handlers.push_back(H);
      add(Fact::Entered, Catch).Index = Now->Handler;
    }
    for (const CFGElement &E : *B)
      element(E);
    if (const auto *Switch =
            dyn_cast_or_null<SwitchStmt>(B->getTerminatorStmt()))
      switched(*Switch);
  }
}

/// A switch with a case for a cancellation asks for it.
void Generator::switched(const SwitchStmt &S) {
  for (const SwitchCase *C = S.getSwitchCaseList(); C;
       C = C->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      if (const auto *D = dyn_cast<DeclRefExpr>(
              Case->getLHS()->IgnoreParenImpCasts()->IgnoreImplicit());
          D && Calls.saysCancelled(*D->getDecl()))
        add(Fact::Asked, D);
  add(Fact::Switched, S.getCond());
}

static bool endsInThrow(const CFGBlock &B) {
  for (auto It = B.rbegin(), E = B.rend(); It != E; ++It)
    if (auto S = It->getAs<CFGStmt>())
      return isa<CXXThrowExpr>(S->getStmt());
  return false;
}

/// A call at the end of `B` that cannot throw: its exceptional edge is none.
static bool endsInNothrowCall(const CFGBlock &B) {
  if (B.empty())
    return false;
  auto S = B.back().getAs<CFGStmt>();
  const auto *C = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
  const auto *Callee =
      C ? dyn_cast_or_null<FunctionDecl>(C->getCalleeDecl()) : nullptr;
  const auto *Proto =
      Callee ? Callee->getType()->getAs<FunctionProtoType>() : nullptr;
  return Proto && !isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) &&
         Proto->canThrow() == CT_Cannot;
}

void Generator::edges(const CFGBlock &B, Block &Out) {
  const Stmt *Term = B.getTerminatorStmt();
  // A call that never returns leaves as an exception does: nobody goes on.
  bool Throws = endsInThrow(B) || B.hasNoReturnElement();
  Out.Dispatch = dyn_cast_or_null<CXXTryStmt>(Term);
  bool TwoWay = Term && !Out.Dispatch && !isa<SwitchStmt>(Term) &&
                B.succ_size() == 2 &&
                B.getTerminator().getKind() == CFGTerminator::StmtBranch;
  if (TwoWay) {
    if (const auto *C = dyn_cast_or_null<Expr>(B.getTerminatorCondition())) {
      Out.Condition = Conds.number(C, Out.Negated);
      Out.Tested = C;
    }
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Term))
      Out.LoopHead = Term;
  }
  bool Calls = !Term && !Throws && B.succ_size() == 2;
  bool Nothrow = Calls && endsInNothrowCall(B);
  unsigned I = 0;
  for (const CFGBlock::AdjacentBlock &S : B.succs()) {
    unsigned Slot = I++;
    if (!S.isReachable())
      continue;
    Edge E;
    E.To = S->getBlockID();
    if (Throws || (Calls && Slot == 1))
      E.What = Edge::Exceptional;
    else if (TwoWay)
      E.What = Slot == 0 ? Edge::WhenTrue : Edge::WhenFalse;
    if (E.What == Edge::Exceptional && Nothrow)
      continue;
    // A call that never returns.
    if (Calls && Slot == 0 && B.hasNoReturnElement())
      continue;
    if (Out.Dispatch)
      E.What = Edge::Exceptional;
    Out.Edges.push_back(E);
  }
}

void Generator::element(const CFGElement &E) {
  if (auto S = E.getAs<CFGStmt>()) {
    statement(S->getStmt());
    PositionOf[S->getStmt()] = {NowId, unsigned(Now->Facts.size())};
    return;
  }
  if (auto D = E.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *V = D->getVarDecl();
    if (Resolver.isOwn(V)) {
      // A lifetime-extended temporary dies with the reference that it is bound
      // to, and is kept under the reference's name.
      destructor(V->getType(), D->getTriggerStmt(), Resolver.placeOf(V));
      add(Fact::Died, D->getTriggerStmt(), Resolver.placeOf(V));
    }
    return;
  }
  if (auto L = E.getAs<CFGLifetimeEnds>()) {
    if (Resolver.isOwn(L->getVarDecl()))
      add(Fact::Died, L->getTriggerStmt(), Resolver.placeOf(L->getVarDecl()));
    return;
  }
  if (auto T = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *B = T->getBindTemporaryExpr();
    if (Done.insert(B).second) {
      Places Ps = Resolver.resolve(B->getSubExpr());
      destructor(B->getType(), B, Ps.size() == 1 ? Ps[0] : NoId);
    }
    return;
  }
  if (auto D = E.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Delete = D->getDeleteExpr();
    if (!Delete->isTypeDependent() && !Delete->getDestroyedType().isNull())
      destructor(Delete->getDestroyedType(), Delete, NoId);
    return;
  }
  if (auto I = E.getAs<CFGInitializer>()) {
    const CXXCtorInitializer *Init = I->getInitializer();
    if (const auto *X = dyn_cast<CXXDefaultInitExpr>(Init->getInit()))
      elsewhere(X->getExpr(), nullptr);
    Places Ps = Resolver.resolve(Init->getInit());
    // What a member is made from lives on in the object.
    addAll(Fact::Escaped, Init->getInit(), Ps);
    PositionOf[stripWrappers(Init->getInit())] = {NowId,
                                                  unsigned(Now->Facts.size())};
    return;
  }
}

void Generator::destructor(QualType T, const Stmt *Where, PlaceId P) {
  T = Unit.Ctx.getBaseElementType(T.getNonReferenceType());
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition() || RD->isLambda())
    return;
  const CXXDestructorDecl *D = RD->getDestructor();
  if (!D || D->isTrivial())
    return;
  Calls.destructor(*D, T, Where, P);
  if (!G.Calls.empty() && G.Calls.back().E == Where &&
      G.Calls.back().Destructor)
    add(Fact::Called, Where).Index = G.Calls.size() - 1;
}

void Generator::statement(const Stmt *S) {
  if (auto It = ReadyOf.find(S); It != ReadyOf.end()) {
    const auto *E = cast<CoroutineSuspendExpr>(G.Awaits[It->second].E);
    awaits(E, E->getOperand(), isa<CoyieldExpr>(E));
  }
  if (auto It = SuspendOf.find(S); It != SuspendOf.end())
    add(Fact::Suspended, G.Awaits[It->second].E).Index = It->second;

  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        variable(V, S);
    return;
  }
  if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S)) {
    if (auto It = WholeOf.find(E); It != WholeOf.end())
      add(Fact::Resumed, E).Index = It->second;
    if (PlaceId P = Calls.madeByAwait(*E); P != NoId) {
      Fact &C = add(Fact::Created, E, P);
      C.Site = G.Sites.size() - 1;
      registerTemporary(E, P);
    }
    return;
  }
  if (const auto *E = dyn_cast<DependentCoawaitExpr>(S)) {
    unsigned N = G.Awaits.size();
    Await A;
    A.E = E;
    A.Operand = E->getOperand();
    G.Awaits.push_back(A);
    WholeOf[E] = N;
    awaits(E, E->getOperand(), false);
    add(Fact::Suspended, E).Index = N;
    add(Fact::Resumed, E).Index = N;
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    returns(R->getRetValue(), R, false);
    return;
  }
  if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
    returns(R->getOperand(), R, true);
    return;
  }
  if (const auto *E = dyn_cast<CXXThrowExpr>(S)) {
    throws(E);
    return;
  }
  if (const auto *E = dyn_cast<LambdaExpr>(S)) {
    closure(E);
    return;
  }
  if (const auto *E = dyn_cast<InitListExpr>(S)) {
    list(E, const_cast<InitListExpr *>(E)->inits());
    return;
  }
  if (const auto *E = dyn_cast<CXXParenListInitExpr>(S)) {
    list(E, const_cast<CXXParenListInitExpr *>(E)->getInitExprs());
    return;
  }
  if (const auto *E = dyn_cast<CXXNewExpr>(S)) {
    if (const Expr *Init = E->getInitializer())
      addAll(Fact::Escaped, E, Resolver.resolve(Init));
    return;
  }
  if (isa<CallExpr, CXXConstructExpr>(S)) {
    call(cast<Expr>(S));
    chosen(cast<Expr>(S));
    return;
  }
  if (const auto *E = dyn_cast<BinaryOperator>(S)) {
    if (E->isAssignmentOp()) {
      modifiedMemory(E->getLHS());
      modified(E->getLHS(),
               E->getOpcode() == BO_Assign ? E->getRHS() : nullptr);
    }
    return;
  }
  if (const auto *E = dyn_cast<UnaryOperator>(S)) {
    if (E->isIncrementDecrementOp()) {
      modifiedMemory(E->getSubExpr());
      modified(E->getSubExpr(), nullptr);
    }
    return;
  }
  if (const auto *E = dyn_cast<DeclRefExpr>(S)) {
    reference(E);
    return;
  }
  if (const auto *E = dyn_cast<MemberExpr>(S)) {
    // A task's own field is read: it is driven by hand.
    if (isa<FieldDecl>(E->getMemberDecl())) {
      QualType Base = E->getBase()->getType();
      if (Base->isPointerType())
        Base = Base->getPointeeType();
      if (Unit.Types.of(Base).isTracked())
        addAll(Fact::Escaped, E, Resolver.resolve(E->getBase()));
    }
    return;
  }
}

/// `E` is an arm of a conditional operator: its value is the operator's.
void Generator::chosen(const Expr *E) {
  auto It = Scan.ArmOf.find(E);
  if (It == Scan.ArmOf.end() || !Resolver.isNewValue(*It->second))
    return;
  PlaceId Whole = Resolver.temporary(It->second);
  registerTemporary(It->second, Whole);
  move(Resolver.resolve(E), Whole, E);
}

/// An assignment to what is reached through the object or a pointer: it may
/// have other names.
void Generator::modifiedMemory(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *M = dyn_cast<MemberExpr>(E);
  if (isa<DeclRefExpr>(E) || (M && !M->isArrow()))
    return;
  for (unsigned C = 0; C != G.Conditions.size(); ++C)
    if (G.Conditions[C].Volatile)
      add(Fact::Forgotten, E).Index = C;
}

void Generator::modified(const Expr *E, const Expr *NewValue) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    E = M->getBase()->IgnoreParenImpCasts();
    NewValue = nullptr;
  }
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V)
    return;
  if (NewValue && (NewValue->isValueDependent() || NewValue->isTypeDependent()))
    NewValue = nullptr;
  auto Set = [&](unsigned Condition, bool Value) {
    Fact &S = add(Fact::SetCondition, E);
    S.Index = Condition;
    S.Flag = Value;
  };
  Expr::EvalResult Constant;
  bool Known = NewValue && NewValue->getType()->isIntegralOrEnumerationType() &&
               NewValue->EvaluateAsInt(Constant, Unit.Ctx);
  for (unsigned C : Conds.reading(V)) {
    std::optional<bool> Holds;
    if (Known)
      Holds = Conds.holdsFor(C, V, Constant.Val.getInt());
    if (Holds)
      Set(C, *Holds);
    else
      add(Fact::Forgotten, E).Index = C;
  }
  bool Value = false;
  if (unsigned Truth = Conds.truthOf(V);
      NewValue && Truth != NoId &&
      NewValue->EvaluateAsBooleanCondition(Value, Unit.Ctx))
    Set(Truth, Value);
}

void Generator::reference(const DeclRefExpr *E) {
  if (Unit.Models.cancellations().size() && isa<EnumConstantDecl>(E->getDecl()))
    if (Calls.saysCancelled(*E->getDecl()))
      add(Fact::Asked, E);
  if (const VarDecl *Holder = holderRead(E);
      Holder && Resolver.isOwn(Holder) && usesErrorCode(E, Parents))
    add(Fact::ErrorUsed, E, Resolver.placeOf(Holder));
  // A count that came with the code is zero, or short, where the code says that
  // the operation was cancelled.
  if (const auto *B = dyn_cast<BindingDecl>(E->getDecl());
      B && E->getType()->isArithmeticType() &&
      Resolver.consumerOf(E) == Consumer::Tested)
    if (const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
        Whole && Resolver.isOwn(Whole))
      add(Fact::ErrorUsed, E, Resolver.placeOf(Whole));
  const auto *V = dyn_cast<VarDecl>(E->getDecl());
  if (!V)
    return;
  if (!Resolver.isOwn(V)) {
    if (Calls.saysCancelled(*V))
      add(Fact::Asked, E);
    return;
  }
  if (isa<ParmVarDecl>(V))
    add(Fact::Used, E, Resolver.placeOf(V));
  if (!Unit.Types.carriesTasks(V->getType()))
    return;
  switch (Resolver.consumerOf(E)) {
  case Consumer::Unknown:
  case Consumer::New:
    addAll(Fact::Escaped, E, Resolver.resolve(E));
    break;
  default:
    break;
  }
}

/// References, iterators and pointers are other names for what they are made
/// from; this is needed before the first condition that asks one of them.
void Generator::nameVariable(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (!Init || !Resolver.isOwn(V) || V->isInitCapture())
    return;
  QualType T = V->getType();
  if (T->isArithmeticType() || T->isEnumeralType())
    return;
  Places From = Resolver.resolve(Init);
  if (From.empty())
    return;
  const Expr *Made = stripWrappers(Init);
  const auto *Full = dyn_cast<FullExpr>(Init);
  bool Extends = T->isReferenceType() && isa<MaterializeTemporaryExpr>(
                                             Full ? Full->getSubExpr() : Init);
  bool IsNew = llvm::any_of(From, [&](PlaceId P) {
    return G.Places[P].Temp && G.Places[P].Temp == Made;
  });
  bool Iterator = !Unit.Types.carriesTasks(T) && T->getAsCXXRecordDecl() &&
                  isa<CallExpr>(Made) && !IsNew;
  if ((T->isReferenceType() && !Extends) || T->isPointerType() || Iterator) {
    Resolver.alias(V, Init);
    Named.insert(V);
  }
}

void Generator::variable(const VarDecl *V, const Stmt *Where) {
  const Expr *Init = V->getInit();
  if (!Init)
    return;
  if (!Init->isValueDependent() && !Init->isTypeDependent()) {
    unsigned Truth = Conds.truthOf(V);
    for (unsigned C : Conds.reading(V))
      add(Fact::Forgotten, Where).Index = C;
    bool Value = false;
    if (Truth != NoId && V->getType()->isScalarType() &&
        Init->EvaluateAsBooleanCondition(Value, Unit.Ctx)) {
      Fact &S = add(Fact::SetCondition, Where);
      S.Index = Truth;
      S.Flag = Value;
    }
  }
  Places From = Resolver.resolve(Init);
  if (!Resolver.isOwn(V)) {
    // A static local or a member of another function: it outlives this one.
    addAll(Fact::Escaped, Where, From);
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(stripWrappers(Init));
      L && Scan.References.lookup(V) == 0 && !V->isInitCapture()) {
    if (SiteId S = Calls.closureSite(*L); S != NoId) {
      Fact &C = add(Fact::Created, L, Resolver.placeOf(V));
      C.Site = S;
    }
  }
  if (From.empty())
    return;
  if (!Named.contains(V))
    move(From, Resolver.placeOf(V), Where);
}

void Generator::list(const Expr *E, llvm::ArrayRef<Expr *> Inits) {
  if (const auto *L = dyn_cast<InitListExpr>(E))
    if (L->isTransparent() || !L->isSemanticForm())
      return;
  bool Carries = Unit.Types.carriesTasks(E->getType());
  PlaceId Whole = NoId;
  Places Bindings = Resolver.bindingsOf(E, Inits.size());
  unsigned N = 0;
  for (const Expr *I : Inits) {
    PlaceId Binding = Bindings.empty() ? NoId : Bindings[N++];
    if (const auto *X = dyn_cast<CXXDefaultInitExpr>(I))
      elsewhere(X->getExpr(), E);
    Places Ps = Resolver.resolve(I);
    llvm::erase_if(Ps, [&](PlaceId P) {
      QualType T = I->getType();
      return !(Carries || Unit.Types.carriesTasks(T) ||
               T->getAsCXXRecordDecl());
    });
    if (Ps.empty())
      continue;
    if (Whole == NoId) {
      Whole = Resolver.temporary(E);
      registerTemporary(E, Whole);
    }
    move(Ps, Binding == NoId ? Whole : Binding, E);
  }
}

/// The closure's body only asks `V` questions.
bool Generator::onlyLooksAt(const LambdaExpr *E, const VarDecl *V) const {
  // A generic lambda's body does not say yet what it refers to.
  if (E->isGenericLambda())
    return false;
  bool Mentioned = false;
  std::vector<const Stmt *> Work{E->getBody()};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (const auto *D = dyn_cast<DeclRefExpr>(S); D && D->getDecl() == V) {
      const Stmt *P = Parents.getParent(D);
      while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
        P = Parents.getParent(P);
      const auto *M = dyn_cast_or_null<MemberExpr>(P);
      const auto *Method =
          M ? dyn_cast<CXXMethodDecl>(M->getMemberDecl()) : nullptr;
      if (!Method || !Method->isConst() ||
          !Method->getReturnType()->isArithmeticType())
        return false;
      Mentioned = true;
    }
    for (const Stmt *C : S->children())
      Work.push_back(C);
  }
  return Mentioned;
}

/// A closure that is kept in a variable which nothing refers to.
bool Generator::isNeverUsed(const LambdaExpr *E) const {
  const Stmt *P = Parents.getParent(E);
  while (isa_and_nonnull<Expr>(P))
    P = Parents.getParent(P);
  const auto *D = dyn_cast_or_null<DeclStmt>(P);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  return V && V->getInit() && stripWrappers(V->getInit()) == E &&
         Scan.References.lookup(V) == 0;
}

void Generator::closure(const LambdaExpr *E) {
  PlaceId Whole = Resolver.temporary(E);
  registerTemporary(E, Whole);
  for (unsigned I = 0; I != E->capture_size(); ++I) {
    const LambdaCapture &C = E->capture_begin()[I];
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      continue;
    if (E->isInitCapture(&C)) {
      move(Resolver.resolve(V->getInit()), Whole, E);
      continue;
    }
    if (!Resolver.isOwn(V))
      continue;
    // By reference the closure may do anything with it, by copy it shares it.
    bool ByReference = C.getCaptureKind() == LCK_ByRef;
    if (Unit.Types.carriesTasks(V->getType()) && !isNeverUsed(E) &&
        !(ByReference && onlyLooksAt(E, V)))
      addAll(Fact::Escaped, E, Resolver.resolve(E->capture_init_begin()[I]));
    if (isa<ParmVarDecl>(V))
      add(Fact::Used, E, Resolver.placeOf(V));
  }
  if (Resolver.consumerOf(E) == Consumer::Discarded)
    if (SiteId S = Calls.closureSite(*E); S != NoId) {
      Fact &C = add(Fact::Created, E, Whole);
      C.Site = S;
    }
}

void Generator::voidSlot(const CXXConstructExpr *E) {
  if (SiteId S = Calls.voidSlotSite(*E); S != NoId) {
    PlaceId P = Resolver.temporary(G.Sites[S].Made);
    add(Fact::Created, G.Sites[S].Made, P).Site = S;
    add(Fact::Died, E, P);
  }
}

/// What `RunBy` runs although its text is not there. What it makes stays where
/// it is needed and is not followed.
void Generator::elsewhere(const Expr *E, const Stmt *RunBy) {
  if (E->isValueDependent() || E->isTypeDependent())
    return;
  ElsewhereWritten Finder;
  Finder.TraverseStmt(const_cast<Expr *>(E));
  for (const Expr *Each : Finder.Found) {
    unsigned N = Calls.add(*Each, /*Machinery=*/true);
    G.Calls[N].RunBy = RunBy;
    add(Fact::Called, RunBy ? RunBy : Each).Index = N;
  }
}

void Generator::call(const Expr *E) {
  if (Scan.NotRun.contains(E) || !Done.insert(E).second)
    return;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getConstructor()->isCopyOrMoveConstructor())
      return;
    voidSlot(C);
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    if (Resolver.passesOn(C) &&
        !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(C) &&
        isOfStd(*C->getCalleeDecl()))
      return; // std::move and the like do nothing.
  for (const Stmt *A : E->children())
    if (const auto *X = dyn_cast_or_null<CXXDefaultArgExpr>(A))
      elsewhere(X->getExpr(), E);
  unsigned N = Calls.add(*E, Machinery.contains(E));
  Call &C = G.Calls[N];
  if (C.Result != NoId)
    registerTemporary(E, C.Result);
  if (C.Makes != NoId) {
    Consumer Who = Resolver.consumerOf(E);
    G.Sites[C.Makes].ExplicitDiscard = Who == Consumer::Voided;
  }
  for (const Argument &A : C.Arguments)
    if (A.How == Argument::LValueRef || A.How == Argument::Pointer)
      modified(A.E, nullptr);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
      M && M->getMethodDecl() && !M->getMethodDecl()->isConst())
    modified(M->getImplicitObjectArgument(), nullptr);
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op &&
      (Op->isAssignmentOp() || Op->getOperator() == OO_PlusPlus ||
       Op->getOperator() == OO_MinusMinus || Op->getOperator() == OO_Call))
    modified(Op->getArg(0), nullptr);
  add(Fact::Called, E).Index = N;
  for (SiteId S : Calls.lostResults(G.Calls[N])) {
    PlaceId P = Resolver.temporary(G.Sites[S].Made);
    add(Fact::Created, G.Sites[S].Made, P).Site = S;
    add(Fact::Died, E, P);
  }
  if (Calls.savesException(C))
    saved(E);
  // A new value that nobody known takes is not followed any further.
  if (C.Result != NoId) {
    Consumer Who = Resolver.consumerOf(E);
    if (Who == Consumer::Unknown || Who == Consumer::New ||
        Who == Consumer::Member)
      add(Fact::Escaped, E, C.Result);
  }
}

/// Where the current exception is put: in a local of this function, or anywhere
/// else.
void Generator::saved(const Expr *E) {
  const Expr *Into = nullptr;
  const VarDecl *V = nullptr;
  for (const Stmt *S = E, *P = Parents.getParent(E); P;
       S = P, P = Parents.getParent(P)) {
    if (isa<CastExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
            CXXConstructExpr, ParenExpr>(P))
      continue;
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(P);
        Op && Op->getOperator() == OO_Equal && Op->getArg(0) != S)
      Into = Op->getArg(0);
    else if (const auto *B = dyn_cast<BinaryOperator>(P);
             B && B->getOpcode() == BO_Assign && B->getLHS() != S)
      Into = B->getLHS();
    else if (const auto *D = dyn_cast<DeclStmt>(P); D && D->isSingleDecl())
      V = dyn_cast<VarDecl>(D->getSingleDecl());
    break;
  }
  while (Into) {
    Into = Into->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(Into)) {
      Into = M->isArrow() ? nullptr : M->getBase();
      continue;
    }
    if (const auto *D = dyn_cast<DeclRefExpr>(Into))
      V = dyn_cast<VarDecl>(D->getDecl());
    break;
  }
  bool Own = V && Resolver.isOwn(V) && !V->getType()->isReferenceType();
  add(Fact::Saved, E, Own ? Resolver.placeOf(V) : NoId).Flag = !Own;
}

/// Where the await leaves its error code, if it has one.
void Generator::errorCodes(Await &A) {
  for (const VarDecl *V : redirectedTo(A.Operand))
    if (Resolver.isOwn(V))
      A.ErrorCodes.push_back(Resolver.placeOf(V));
  if (!holdsErrorCode(A.E->getType()))
    return;
  Consumer Who = Resolver.consumerOf(A.E);
  A.ErrorDiscarded = Who == Consumer::Discarded || Who == Consumer::Voided;
  if (Who != Consumer::Variable)
    return;
  for (const Stmt *P = Parents.getParent(A.E); P; P = Parents.getParent(P)) {
    if (isa<Expr>(P))
      continue;
    if (const auto *D = dyn_cast<DeclStmt>(P); D && D->isSingleDecl())
      if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()))
        A.ErrorCodes.push_back(Resolver.placeOf(V));
    return;
  }
}

void Generator::awaits(const Expr *E, const Expr *Operand, bool IsYield) {
  unsigned N = WholeOf.lookup(E);
  Await &A = G.Awaits[N];
  const Expr *Inner = Calls.awaitedValue(Operand);
  A.Places = Resolver.resolve(Inner);
  A.Operand = Inner;
  Calls.describeAwait(A);
  errorCodes(A);
  add(Fact::Awaited, E).Index = N;
}

void Generator::returns(const Expr *E, const Stmt *Where, bool CoReturn) {
  if (!E)
    return;
  Places Ps = Resolver.resolve(E);
  bool Carries = Unit.Types.carriesTasks(E->getType()) ||
                 (CoReturn && !Ps.empty()) ||
                 E->getType()->getAsCXXRecordDecl();
  if (Carries)
    addAll(Fact::Returned, Where, Ps);
  if (!E->getType()->isVoidType() && !isa<CoroutineSuspendExpr>(E))
    add(Fact::ReturnsValue, Where);
  else if (!E->getType()->isVoidType())
    add(Fact::ReturnsValue, Where);
}

void Generator::throws(const CXXThrowExpr *E) {
  if (!E->getSubExpr()) {
    add(Fact::Rethrown, E);
    return;
  }
  addAll(Fact::Escaped, E, Resolver.resolve(E->getSubExpr()));
  add(Fact::Thrown, E);
}

/// Broken code for which Clang builds no graph: each statement for itself, so
/// that at least a discarded task is seen.
void Generator::straight(Stmt *Body) {
  G.Straight = true;
  G.Blocks.resize(2);
  G.Entry = 1;
  G.Exit = 0;
  Now = &G.Blocks[1];
  NowId = 1;
  Now->Edges.push_back({Edge::Normal, 0});
  // Children before parents, as in a graph.
  std::vector<const Stmt *> Order;
  std::vector<std::pair<const Stmt *, bool>> Work{{Body, false}};
  while (!Work.empty()) {
    auto [S, Expanded] = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (Expanded) {
      Order.push_back(S);
      continue;
    }
    Work.push_back({S, true});
    if (isa<LambdaExpr>(S))
      continue;
    std::vector<const Stmt *> Children(S->child_begin(), S->child_end());
    for (const Stmt *C : llvm::reverse(Children))
      Work.push_back({C, false});
  }
  for (const Stmt *S : Order) {
    if (!isa<CoroutineSuspendExpr>(S) ||
        cast<CoroutineSuspendExpr>(S)->getReadyExpr())
      statement(S);
    else if (WholeOf.contains(S)) {
      const auto *E = cast<CoroutineSuspendExpr>(S);
      awaits(E, E->getOperand(), isa<CoyieldExpr>(E));
      add(Fact::Suspended, E).Index = WholeOf.lookup(E);
      add(Fact::Resumed, E).Index = WholeOf.lookup(E);
    }
    PositionOf[S] = {NowId, unsigned(Now->Facts.size())};
  }
}

/// Temporaries end with their full-expression.
void Generator::endTemporaries() {
  llvm::DenseMap<unsigned, std::vector<std::pair<unsigned, Fact>>> Inserts;
  for (auto &[End, Ps] : EndOf) {
    auto It = PositionOf.find(End);
    if (It == PositionOf.end())
      continue; // The end of the function ends them too.
    for (PlaceId P : Ps) {
      Fact F;
      F.What = Fact::Died;
      F.Place = P;
      F.Where = End;
      Inserts[It->second.Block].push_back({It->second.Index, F});
    }
  }
  for (auto &[B, List] : Inserts) {
    llvm::stable_sort(
        List, [](const auto &A, const auto &B) { return A.first < B.first; });
    std::vector<Fact> Out;
    unsigned Next = 0;
    std::vector<Fact> &Old = G.Blocks[B].Facts;
    for (unsigned I = 0; I <= Old.size(); ++I) {
      while (Next < List.size() && List[Next].first == I)
        Out.push_back(List[Next++].second);
      if (I < Old.size())
        Out.push_back(Old[I]);
    }
    Old = std::move(Out);
  }
}

void Generator::components() {
  std::vector<std::vector<unsigned>> Successors(G.Blocks.size());
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    for (const Edge &E : G.Blocks[B].Edges)
      Successors[B].push_back(E.To);
  unsigned Number = 0;
  for (const std::vector<unsigned> &Group : stronglyConnected(Successors)) {
    bool Cycle =
        Group.size() > 1 || llvm::is_contained(Successors[Group[0]], Group[0]);
    for (unsigned B : Group) {
      G.Blocks[B].Component = Number;
      G.Blocks[B].InLoop = Cycle;
    }
    ++Number;
  }
}

static bool isComparison(const Call &C) {
  const auto *E = dyn_cast<CXXOperatorCallExpr>(C.E);
  return (E && E->isComparisonOp()) ||
         (C.Callee && C.Callee->getOverloadedOperator() != OO_None &&
          C.Callee->getReturnType()->isBooleanType());
}

/// A loop over a container of tasks may have no turn only if the container is
/// empty: leaving it, all that the loop's body takes has been taken.
void Generator::drains() {
  const SourceManager &SM = Unit.Ctx.getSourceManager();
  auto Within = [&](const Stmt *S, const Stmt *Loop) {
    SourceLocation L = SM.getFileLoc(S->getBeginLoc());
    return !SM.isBeforeInTranslationUnit(L,
                                         SM.getFileLoc(Loop->getBeginLoc())) &&
           !SM.isBeforeInTranslationUnit(SM.getFileLoc(Loop->getEndLoc()), L);
  };
  for (Block &Head : G.Blocks) {
    if (!Head.LoopHead)
      continue;
    auto Drained = [&](PlaceId P) {
      while (P != NoId) {
        if (G.Places[P].Many && !llvm::is_contained(Head.DrainedByLoop, P))
          Head.DrainedByLoop.push_back(P);
        P = G.Places[P].Parent;
      }
    };
    for (const Block &B : G.Blocks) {
      if (B.Component != Head.Component)
        continue;
      for (const Fact &F : B.Facts) {
        if (!F.Where || !Within(F.Where, Head.LoopHead))
          continue;
        if (F.What == Fact::Awaited)
          for (PlaceId P : G.Awaits[F.Index].Places)
            Drained(P);
        if (F.What == Fact::Escaped || F.What == Fact::Returned)
          Drained(F.Place);
        if (F.What == Fact::Moved)
          Drained(F.From);
        if (F.What == Fact::Called) {
          const Call &C = G.Calls[F.Index];
          if (C.Machinery || C.PassesOn || C.Destructor || isComparison(C))
            continue;
          for (const Argument &A : C.Arguments)
            for (PlaceId P : A.Places)
              Drained(P);
          const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
          bool Asks =
              M && M->isConst() && M->getReturnType()->isArithmeticType();
          if (C.Object && !Asks && !C.PassesOn &&
              (C.Owner == Call::TakesOut || C.Owner == Call::NotOwner))
            for (PlaceId P : C.Object->Places)
              Drained(P);
        }
      }
    }
  }
}

} // namespace

FactGraph generateFacts(const UnitContext &Unit, const FunctionDecl &F) {
  return Generator(Unit, F).run();
}

bool FactGraph::isPartOf(PlaceId P, PlaceId Whole) const {
  for (; P != NoId; P = Places[P].Parent)
    if (P == Whole)
      return true;
  return false;
}

} // namespace corolint

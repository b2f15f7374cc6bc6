//===- FactsGenerator.cpp - from Clang's CFG to coroutine facts -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FactsGenerator.h"

#include "flow/LoopFacts.h"
#include "flow/StatementFacts.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

#include <cstdlib>
#include <map>

using namespace clang;

namespace corolint {
namespace {

Stmt *bodyOf(const FunctionDecl &F) {
  Stmt *B = F.getBody();
  if (auto *C = dyn_cast_or_null<CoroutineBodyStmt>(B))
    B = C->getBody();
  return B;
}

/// Walks the graph; what a statement means is told by StatementFacts.
class Generator {
public:
  Generator(const UnitContext &Unit, const FunctionDecl &F)
      : Unit(Unit), F(F), Body(bodyOf(F)), Writer(Unit, F, Body),
        Statements(Writer), G(Writer.G), Resolver(Writer.Resolver) {}

  FactGraph run();

private:
  void parameters();
  std::unique_ptr<CFG> buildGraph() const;
  void blocks(const CFG &Graph);
  std::map<unsigned, std::vector<std::pair<const VarDecl *, const Stmt *>>>
  variablesOfHeads(const CFG &Graph) const;
  void edges(const CFGBlock &B, Block &Out);
  void addParts(const Expr *Tested, Block &Out);
  void element(const CFGElement &E);
  void straight();

  const UnitContext &Unit;
  const FunctionDecl &F;
  Stmt *Body;
  FactWriter Writer;
  StatementFacts Statements;
  FactGraph &G;
  PlaceResolver &Resolver;
};

FactGraph Generator::run() {
  if (isa_and_nonnull<CoroutineBodyStmt>(F.getBody())) {
    G.IsCoroutine = true;
    G.Start = Unit.Types.ofResult(F).Start;
  }
  if (!Body)
    return std::move(G);
  parameters();
  if (std::unique_ptr<CFG> Graph = buildGraph())
    blocks(*Graph);
  else
    straight();
  Writer.Temporaries.writeEnds(G);
  findCycles(G);
  findDrainedContainers(G, Unit.Ctx.getSourceManager());
  return std::move(G);
}

/// Every parameter has a place; one that brings a task is a site.
void Generator::parameters() {
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
}

/// Null for broken code.
std::unique_ptr<CFG> Generator::buildGraph() const {
  // Clang's builder expects an await to have its parts.
  if (llvm::any_of(Writer.Scan.Suspensions, [](const CoroutineSuspendExpr *E) {
        return !E->getReadyExpr();
      }))
    return nullptr;
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddLifetime = true;
  Options.AddEHEdges = true;
  Options.AddInitializers = true;
  Options.PruneTriviallyFalseEdges = true;
  return CFG::buildCFG(&F, Body, &Unit.Ctx, Options);
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
  auto Ended = variablesOfHeads(Graph);
  std::vector<const CFGBlock *> ById(Graph.getNumBlockIDs(), nullptr);
  for (const CFGBlock *B : Graph)
    ById[B->getBlockID()] = B;
  for (unsigned Id = ById.size(); Id-- > 0;) {
    const CFGBlock *B = ById[Id];
    if (!B)
      continue;
    Writer.startBlock(Id);
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(B->getLabel())) {
      Handler H;
      H.Catch = Catch;
      H.Block = Id;
      G.Blocks[Id].Handler = G.Handlers.size();
      G.Handlers.push_back(H);
      Writer.add(Fact::Entered, Catch).Index = G.Blocks[Id].Handler;
    }
    for (auto [V, Loop] : Ended[Id]) {
      Statements.destructor(V->getType(), Loop, Resolver.placeOf(V));
      Writer.add(Fact::Died, Loop, Resolver.placeOf(V));
    }
    for (const CFGElement &E : *B)
      element(E);
    if (const auto *Switch =
            dyn_cast_or_null<SwitchStmt>(B->getTerminatorStmt()))
      Statements.switched(*Switch);
  }
}

/// What `for (Init; X : Range)` declares ends behind the loop, of which Clang's
/// graph says nothing. By the block that follows.
std::map<unsigned, std::vector<std::pair<const VarDecl *, const Stmt *>>>
Generator::variablesOfHeads(const CFG &Graph) const {
  std::map<unsigned, std::vector<std::pair<const VarDecl *, const Stmt *>>> Out;
  for (const CFGBlock *B : Graph) {
    const auto *Loop =
        dyn_cast_or_null<CXXForRangeStmt>(B->getTerminatorStmt());
    const auto *Init =
        Loop ? dyn_cast_or_null<DeclStmt>(Loop->getInit()) : nullptr;
    if (!Init || B->succ_size() != 2 || !(B->succ_begin() + 1)->isReachable())
      continue;
    for (const Decl *D : Init->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && Resolver.isOwn(V))
        Out[(*(B->succ_begin() + 1))->getBlockID()].push_back({V, Loop});
  }
  return Out;
}

bool endsInThrow(const CFGBlock &B) {
  for (auto It = B.rbegin(), E = B.rend(); It != E; ++It)
    if (auto S = It->getAs<CFGStmt>())
      return isa<CXXThrowExpr>(S->getStmt());
  return false;
}

/// A call at the end of `B` that cannot throw: its exceptional edge is none.
bool endsInNothrowCall(const CFGBlock &B) {
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

/// Where temporaries end behind `A && B`, its value is tested a second time.
void Generator::addParts(const Expr *Tested, Block &Out) {
  Tested = Tested->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(Tested))
    Tested = Full->getSubExpr()->IgnoreParenImpCasts();
  const auto *Whole = dyn_cast<BinaryOperator>(Tested);
  if (!Whole || !Whole->isLogicalOp())
    return;
  Out.PartsOfOr = Whole->getOpcode() == BO_LOr;
  for (const Expr *Part : {Whole->getLHS(), Whole->getRHS()}) {
    const auto *Inner = dyn_cast<BinaryOperator>(Part->IgnoreParenImpCasts());
    if (Inner && Inner->getOpcode() == Whole->getOpcode()) {
      addParts(Inner, Out);
      continue;
    }
    bool Negated = false;
    unsigned N = Writer.Conds.number(Part, Negated);
    if (N != NoId)
      Out.Parts.push_back({N, Negated});
  }
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
      Out.Condition = Writer.Conds.number(C, Out.Negated);
      Out.Tested = C;
      if (Out.Condition == NoId)
        addParts(C, Out);
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
    Statements.statement(S->getStmt());
    Writer.evaluated(S->getStmt());
    return;
  }
  if (auto D = E.getAs<CFGAutomaticObjDtor>()) {
    const VarDecl *V = D->getVarDecl();
    if (Resolver.isOwn(V)) {
      // A lifetime-extended temporary dies with the reference that it is bound
      // to, and is kept under the reference's name.
      Statements.destructor(V->getType(), D->getTriggerStmt(),
                            Resolver.placeOf(V));
      Writer.add(Fact::Died, D->getTriggerStmt(), Resolver.placeOf(V));
    }
    return;
  }
  if (auto L = E.getAs<CFGLifetimeEnds>()) {
    if (Resolver.isOwn(L->getVarDecl()))
      Writer.add(Fact::Died, L->getTriggerStmt(),
                 Resolver.placeOf(L->getVarDecl()));
    return;
  }
  if (auto T = E.getAs<CFGTemporaryDtor>()) {
    Statements.temporaryEnds(T->getBindTemporaryExpr());
    return;
  }
  if (auto D = E.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Delete = D->getDeleteExpr();
    if (!Delete->isTypeDependent() && !Delete->getDestroyedType().isNull())
      Statements.destructor(Delete->getDestroyedType(), Delete, NoId);
    return;
  }
  if (auto I = E.getAs<CFGInitializer>()) {
    const CXXCtorInitializer *Init = I->getInitializer();
    if (const auto *X = dyn_cast<CXXDefaultInitExpr>(Init->getInit()))
      Writer.addElsewhere(X->getExpr(), nullptr);
    Places Ps = Resolver.resolve(Init->getInit());
    // What a member is made from lives on in the object.
    Writer.addAll(Fact::Escaped, Init->getInit(), Ps);
    Writer.evaluated(stripCasts(Init->getInit()));
    return;
  }
}

/// Broken code for which Clang builds no graph: each statement for itself, so
/// that at least a discarded task is seen.
void Generator::straight() {
  G.Straight = true;
  G.Blocks.resize(2);
  G.Entry = 1;
  G.Exit = 0;
  G.Blocks[G.Entry].Edges.push_back({Edge::Normal, G.Exit});
  Writer.startBlock(G.Entry);
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
    Statements.statement(S);
    Writer.evaluated(S);
  }
}

/// For test/oracle/breaks.py, which breaks the analysis to see the oracle tell:
/// no transfer function sees facts of this kind.
void leaveOut(StringRef Name, FactGraph &G) {
  for (Block &B : G.Blocks)
    llvm::erase_if(B.Facts,
                   [&](const Fact &F) { return factName(F.What) == Name; });
}

} // namespace

FactGraph generateFacts(const UnitContext &Unit, const FunctionDecl &F) {
  static const char *LeftOut = std::getenv("COROLINT_TEST_LEAVE_OUT");
  FactGraph G = Generator(Unit, F).run();
  if (LeftOut)
    leaveOut(LeftOut, G);
  return G;
}

} // namespace corolint

//===- UnitAnalysis.cpp - all functions of a unit, with their summaries ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/UnitAnalysis.h"

#include "flow/Mentions.h"
#include "flow/OffloadedCoroutines.h"
#include "flow/StaleBorrows.h"
#include "flow/Summarise.h"
#include "flow/Waits.h"
#include "frontend/Parse.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {

/// How often functions that call each other are gone over. Summaries only grow,
/// so that this is a bound for what is not foreseen.
static constexpr unsigned MaxRounds = 8;

UnitAnalysis::UnitAnalysis(const ParsedUnit &Unit, const LibraryModels &Models,
                           BlockingTier LastTier,
                           const AnalysisOptions &Options)
    : Ctx(Unit.Context), Errors(Unit.Errors), Queries(Unit.Sema),
      Types(Queries, Models), Index(Unit),
      Cancellations(Unit.Context, Models), Context{Unit.Context, Types, Models,
                                                   Index, LastTier},
      Options(Options) {
  for (const Expr *Operand : Index.awaitedOperands())
    Types.noteAwaited(Operand->getType());
  for (const auto &Group : Index.groups())
    for (const FunctionDecl *F : Group)
      Cancellations.learn(*F);
  Cancellations.finishLearning();
  for (const auto &Group : Index.groups())
    analyse(Group);
  revisitOffloaded();
  if (Options.Lifetimes)
    findStaleBorrows(Functions,
                     [this](const FunctionDecl *F) { return lookup(F); });
  unitFacts();
}

template <class Visit> static void eachStatement(const Stmt *S, Visit V) {
  if (!S)
    return;
  V(*S);
  for (const Stmt *Child : S->children())
    eachStatement(Child, V);
}

/// The class of which a call makes an object; null if of none.
static const CXXRecordDecl *madeBy(const FunctionDecl *Callee) {
  const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Callee);
  if (Ctor)
    return Ctor->isCopyOrMoveConstructor() ? nullptr : Ctor->getParent();
  // Behind std::make_unique, which is not looked into.
  if (!Callee || !Callee->getIdentifier() || !isOfStd(*Callee) ||
      !Callee->getName().starts_with("make_"))
    return nullptr;
  const TemplateArgumentList *A = Callee->getTemplateSpecializationArgs();
  return A && A->size() != 0 && A->get(0).getKind() == TemplateArgument::Type
             ? A->get(0).getAsType()->getAsCXXRecordDecl()
             : nullptr;
}

/// The function's own block runs an event loop: what is declared there lives
/// longer than what the loop runs.
static bool runsLoop(const CompoundStmt &Block) {
  return llvm::any_of(Block.body(), [](const Stmt *S) {
    if (const auto *R = dyn_cast<ReturnStmt>(S))
      S = R->getRetValue();
    const auto *E = dyn_cast_or_null<Expr>(S);
    const auto *C =
        E ? dyn_cast<CXXMemberCallExpr>(E->IgnoreUnlessSpelledInSource())
          : nullptr;
    const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
    return M && M->getIdentifier() && M->getName().starts_with("run");
  });
}

/// The classes of objects that live longer than what an event loop runs: of
/// those in main's own block, or in one that runs a loop, and of static
/// variables, with how many there are.
static void addLongLived(const FunctionDecl &F,
                         llvm::DenseMap<const CXXRecordDecl *, unsigned> &Out) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (Block && !F.isMain() && !runsLoop(*Block))
    Block = nullptr;
  auto IsOfBlock = [&](const Stmt &S) {
    return Block && llvm::is_contained(Block->body(), &S);
  };
  eachStatement(F.getBody(), [&](const Stmt &S) {
    const auto *D = dyn_cast<DeclStmt>(&S);
    if (!D)
      return;
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each);
          V && (V->isStaticLocal() || IsOfBlock(S)))
        if (const auto *RD = V->getType()->getAsCXXRecordDecl())
          ++Out[RD];
  });
  if (!Block)
    return;
  // Those that smart pointers have, there or in a container.
  for (const Stmt *S : Block->body())
    if (isa<Expr, DeclStmt>(S))
      eachStatement(S, [&](const Stmt &Each) {
        if (const auto *C = dyn_cast<CallExpr>(&Each))
          if (const CXXRecordDecl *RD = madeBy(C->getDirectCallee()))
            ++Out[RD];
      });
}

void UnitAnalysis::liveLong() {
  llvm::DenseMap<const CXXRecordDecl *, unsigned> Long, Made;
  for (const auto &A : Functions) {
    addLongLived(*A->Graph.Function, Long);
    for (const Call &C : A->Graph.Calls)
      if (const CXXRecordDecl *RD = madeBy(C.Callee))
        ++Made[RD];
  }
  for (auto [RD, N] : Long)
    if (unsigned All = Made.lookup(RD); All != 0 && All <= N)
      Facts.LiveLong.insert(RD);
}

/// `std::make_shared<X>()->…`
static bool isOwnedByTemporary(const Expr *E) {
  const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(
      E ? E->IgnoreParenImpCasts() : nullptr);
  const Expr *Owner = Op && Op->getOperator() == OO_Arrow
                          ? Op->getArg(0)->IgnoreUnlessSpelledInSource()
                          : nullptr;
  return Owner && Owner->isPRValue();
}

void UnitAnalysis::unitFacts() {
  liveLong();
  for (const auto &A : Functions) {
    eachStatement(A->Graph.Function->getBody(), [&](const Stmt &S) {
      const auto *E = dyn_cast<MemberExpr>(&S);
      const auto *F = E ? dyn_cast<FieldDecl>(E->getMemberDecl()) : nullptr;
      if (!F)
        return;
      auto [It, New] = Facts.NamedBy.try_emplace(F, A->Graph.Function);
      if (!New && It->second != A->Graph.Function)
        It->second = nullptr;
    });
    for (const Await &W : A->Graph.Awaits)
      for (const Expr *E : {W.Object, W.Operand})
        if (const FieldDecl *Member = memberNamed(E))
          Facts.Joined.insert(Member);
    for (const Call &C : A->Graph.Calls) {
      if (!C.Callee)
        continue;
      const FunctionDecl *F = C.Callee->getCanonicalDecl();
      Facts.Called.insert(F);
      if (C.Object && isOwnedByTemporary(C.Object->E))
        Facts.CalledOnTemporary.insert(F);
      if (!C.ResultAwaited)
        Facts.KeptSomewhere.insert(F);
      if (C.Object && waitsByName(C.Callee))
        if (const FieldDecl *Member = memberNamed(C.Object->E))
          Facts.Joined.insert(Member);
    }
    A->Summary = lookup(A->Graph.Function);
    A->Unit = &Facts;
    A->ResultCanBeAwaited = Types.ofResult(*A->Graph.Function).isTracked();
  }
}

/// Coroutines that only other threads run may block there. Their callers show
/// that, which are analysed after them; and what they await runs there as well.
void UnitAnalysis::revisitOffloaded() {
  FunctionSet Done;
  for (bool Changed = true; Changed;) {
    Changed = false;
    FunctionSet Offloaded = findOffloaded(Functions);
    for (const auto &A : Functions) {
      const FunctionDecl *F = A->Graph.Function->getCanonicalDecl();
      if (!A->Graph.IsCoroutine || !Offloaded.contains(F) ||
          !Done.insert(F).second)
        continue;
      A->Blocking = runBlockingFlow(
          Context, A->Graph,
          [this](const FunctionDecl *F) { return lookup(F); },
          /*StartsOffLoop=*/true);
      Changed = true;
    }
  }
}

const FunctionSummary *UnitAnalysis::lookup(const FunctionDecl *F) {
  auto [It, New] = Cache.try_emplace(F, nullptr);
  if (!New && It->second)
    return It->second;
  return Cache[F] = Summaries.find(Index.usr(F));
}

void UnitAnalysis::analyse(llvm::ArrayRef<const FunctionDecl *> Group) {
  auto Lookup = [this](const FunctionDecl *F) { return lookup(F); };
  std::vector<std::unique_ptr<FunctionAnalysis>> Members;
  for (const FunctionDecl *F : Group) {
    auto A = std::make_unique<FunctionAnalysis>(Ctx);
    A->Graph = generateFacts(Context, *F);
    A->Broken = isBroken(*F);
    noteUnseenCallees(A->Graph);
    Members.push_back(std::move(A));
  }
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round != MaxRounds; ++Round) {
    Changed = false;
    for (auto &A : Members) {
      A->Tasks = runTaskFlow(A->Graph, Lookup);
      A->Blocking = runBlockingFlow(Context, A->Graph, Lookup);
      A->Cancellation =
          runCancellationFlow(Context, Cancellations, A->Graph, Lookup);
      if (Options.Lifetimes) {
        A->Lifetimes = runLifetimeFlow(A->Graph, Lookup);
        A->Locks = runHeldLocks(A->Graph, Lookup);
      }
      Changed |= Summaries.update(summarise(Context, *A, Lookup));
    }
    if (Members.size() == 1 && !callsItself(Members.front()->Graph))
      break;
  }
  for (auto &A : Members) {
    if (Options.Lifetimes)
      addLifetimes(*A);
    Functions.push_back(std::move(A));
  }
}

/// What no summary needs.
void UnitAnalysis::addLifetimes(FunctionAnalysis &A) {
  auto Lookup = [this](const FunctionDecl *F) { return lookup(F); };
  A.Spent = findSpentUses(A.Graph, Types, Lookup);
  A.Kept = findKeptElements(A.Graph, Lookup);
  A.Untaken = findUntakenTries(A.Graph, A.Tasks, Lookup);
  A.Hostile = findHostileVariables(A.Graph, Options.HostileTypes);
  A.UnnamedGuards = findUnnamedGuards(A.Graph, Types);
  A.LateUses = findLateUses(A.Graph);
  A.HandleMisuses = findHandleMisuses(A.Graph);
  A.Nested = findNestedTasks(A.Graph, Types);
  A.LostErrors = findLostErrors(A.Graph, Lookup);
  A.Callbacks = findMisusedCallbacks(A.Graph, Types);
}

bool UnitAnalysis::isBroken(const FunctionDecl &F) const {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Begin = SM.getFileLoc(F.getBeginLoc());
  SourceLocation End = SM.getFileLoc(F.getEndLoc());
  return llvm::any_of(Errors, [&](SourceLocation L) {
    L = SM.getFileLoc(L);
    return L.isValid() && !SM.isBeforeInTranslationUnit(L, Begin) &&
           !SM.isBeforeInTranslationUnit(End, L);
  });
}

bool UnitAnalysis::callsItself(const FactGraph &G) {
  return llvm::any_of(G.Calls, [&](const Call &C) {
    return C.Callee &&
           C.Callee->getCanonicalDecl() == G.Function->getCanonicalDecl();
  });
}

/// Functions of user code of which only a declaration was seen get a summary
/// that says so.
void UnitAnalysis::noteUnseenCallees(const FactGraph &G) {
  for (const Call &C : G.Calls)
    if (C.Callee && !C.Machinery && isOnlyDeclared(*C.Callee) &&
        !lookup(C.Callee))
      Summaries.update(unknownSummary(Context, C));
}

} // namespace corolint

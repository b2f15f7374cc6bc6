//===- Summarise.cpp - boil an analysis down to a summary -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Summarise.h"

#include "flow/EffectFacts.h"
#include "flow/LeavingExceptions.h"
#include "flow/Mentions.h"
#include "flow/TakenMembers.h"
#include "flow/TaskParts.h"
#include "flow/WaitedFor.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;

namespace corolint {
namespace {

/// Longer ways to a blocking call are not told.
constexpr unsigned MaxChain = 12;

class Summariser {
public:
  Summariser(const UnitContext &Unit, const FunctionAnalysis &A,
             SummaryLookup Summaries)
      : Unit(Unit), A(A), G(A.Graph), Summaries(Summaries) {}

  FunctionSummary run();

private:
  void tasks();
  void callables();
  void references();
  void usedByAwaited(const Call &C);
  void usedByWork();
  void usedOfClosure();
  void suspends();
  void blocks();
  void startsWork();
  void waitedOn();
  void leaves();
  ParameterSummary *parameter(PlaceId P);

  const UnitContext &Unit;
  const FunctionAnalysis &A;
  const FactGraph &G;
  SummaryLookup Summaries;
  FunctionSummary S;
};

ParameterSummary *Summariser::parameter(PlaceId P) {
  if (P == NoId)
    return nullptr;
  while (G.Places[P].Parent != NoId)
    P = G.Places[P].Parent;
  const auto *D = dyn_cast_or_null<ParmVarDecl>(G.Places[P].Decl);
  if (!D || D->getFunctionScopeIndex() >= S.Parameters.size() ||
      G.Function->getParamDecl(D->getFunctionScopeIndex()) != D)
    return nullptr;
  return &S.Parameters[D->getFunctionScopeIndex()];
}

void Summariser::tasks() {
  for (unsigned I = 0; I != G.Sites.size(); ++I) {
    if (G.Sites[I].What != Site::Parameter)
      continue;
    ParameterSummary *P = parameter(G.Sites[I].ComesBy);
    if (!P)
      continue;
    const TaskOutcome &O = A.Tasks.Sites[I];
    P->Task = O.Fates;
    for (const TaskDrop &D : O.Drops) {
      if (D.ViaException)
        continue;
      P->Task |= FateDropped;
      if (P->DropsAt.Line == 0)
        P->DropsAt =
            D.Where
                ? rangeOf(Unit.Ctx, *D.Where)
                : rangeOf(Unit.Ctx,
                          G.Places[G.Sites[I].ComesBy].Decl->getSourceRange());
    }
    // A function that never returns says nothing.
    if (!P->Task)
      P->Task = FateUnknown;
  }
}

/// Whether calling a value of this type runs its call operator.
void Summariser::callables() {
  auto Note = [&](PlaceId Place, CallableUse Use) {
    ParameterSummary *P = parameter(Place);
    if (P && (!P->Callable || *P->Callable == CallableUse::CallsNow))
      P->Callable = Use;
  };
  for (const Call &C : G.Calls) {
    if (C.Machinery || C.Destructor)
      continue;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    bool CallsObject = M && M->getOverloadedOperator() == OO_Call && C.Object;
    if (!CallsObject && isa<CXXOperatorCallExpr>(C.E) && C.Object)
      CallsObject = cast<CXXOperatorCallExpr>(C.E)->getOperator() == OO_Call;
    if (CallsObject)
      for (PlaceId P : C.Object->Places)
        Note(P, G.IsCoroutine ? CallableUse::KeepsUntilDone
                              : CallableUse::CallsNow);
    const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
    for (unsigned N = 0; N != C.Arguments.size(); ++N) {
      CallableUse Use = CallableUse::Stores;
      if (C.Model)
        for (const ArgumentModel &AM : C.Model->Arguments)
          if (AM.Callable && (AM.Argument == int(N) || AM.Argument == -2))
            Use = *AM.Callable;
      if (Callee && N < Callee->Parameters.size() &&
          Callee->Parameters[N].Callable)
        Use = *Callee->Parameters[N].Callable;
      const Argument &Arg = C.Arguments[N];
      bool CanBeCalled =
          Arg.Callable ||
          (Arg.E &&
           Arg.E->getType().getNonReferenceType()->getAsCXXRecordDecl() &&
           qualifiedName(
               *Arg.E->getType().getNonReferenceType()->getAsCXXRecordDecl()) ==
               "std::function");
      if (CanBeCalled)
        for (PlaceId P : Arg.Places)
          Note(P, Use);
    }
  }
}

/// References, pointers and views: used at all, and after a suspension.
void Summariser::references() {
  // Blocks that a suspension leads to.
  llvm::BitVector After(G.Blocks.size());
  std::vector<unsigned> Work;
  auto Reach = [&](unsigned B) {
    if (!After.test(B)) {
      After.set(B);
      Work.push_back(B);
    }
  };
  auto Suspends = [&](const Fact &F) {
    return F.What == Fact::Suspended && !G.Awaits[F.Index].NeverSuspends;
  };
  for (const Block &B : G.Blocks)
    if (llvm::any_of(B.Facts, Suspends))
      for (const Edge &E : B.Edges)
        Reach(E.To);
  while (!Work.empty()) {
    unsigned B = Work.back();
    Work.pop_back();
    for (const Edge &E : G.Blocks[B].Edges)
      Reach(E.To);
  }
  bool Lazy = G.IsCoroutine && G.Start == Start::Lazy;
  for (unsigned B = 0; B != G.Blocks.size(); ++B) {
    bool Later = After.test(B);
    for (const Fact &F : G.Blocks[B].Facts) {
      Later |= Suspends(F);
      if (F.What == Fact::Called && G.IsCoroutine)
        usedByAwaited(G.Calls[F.Index]);
      if (F.What != Fact::Used)
        continue;
      ParameterSummary *P = G.Places[F.Place].What == Place::Object
                                ? &S.Object
                                : parameter(F.Place);
      if (P) {
        P->Used = true;
        P->UsedAfterSuspension |= (Lazy || Later) && G.IsCoroutine;
        P->UsedAfterAwait |= Later && G.IsCoroutine;
      }
    }
  }
}

/// What a task uses that this coroutine makes, and awaits after that.
void Summariser::usedByAwaited(const Call &C) {
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  if (C.Makes == NoId || !Callee)
    return;
  auto Note = [&](const Argument &A, const ParameterSummary &Used) {
    bool AfterAwait = Used.UsedAfterAwait || Used.UsedByResult;
    if (!AfterAwait)
      return;
    for (const Referent &R : A.Refers)
      if (R.Place != NoId)
        if (ParameterSummary *P = G.Places[R.Place].What == Place::Object
                                      ? &S.Object
                                      : parameter(R.Place)) {
          P->Used = P->UsedAfterSuspension = P->UsedAfterAwait = true;
        }
  };
  for (unsigned N = 0;
       N != C.Arguments.size() && N != Callee->Parameters.size(); ++N)
    Note(C.Arguments[N], Callee->Parameters[N]);
  if (C.Object)
    Note(*C.Object, Callee->Object);
}

/// What the task that a plain function returns uses, or work that it starts.
void Summariser::usedByWork() {
  for (unsigned N : A.Lifetimes.ReturnedParameters)
    if (N < S.Parameters.size())
      S.Parameters[N].UsedByResult = true;
  S.Object.UsedByResult = A.Lifetimes.ReturnsObject;
  for (unsigned N : A.Lifetimes.StartedParameters)
    if (N < S.Parameters.size())
      S.Parameters[N].UsedByStarted = true;
  S.Object.UsedByStarted = A.Lifetimes.StartsOnObject;
  for (unsigned N : A.Lifetimes.JoinedParameters)
    if (N < S.Parameters.size())
      S.Parameters[N].TaskJoined = true;
  for (unsigned N : A.Lifetimes.ParametersRunAtOnce)
    if (N < S.Parameters.size())
      S.Parameters[N].TaskRunsAtOnce = true;
  if (G.IsCoroutine && G.Start == Start::Eager)
    for (ParameterSummary &P : S.Parameters)
      P.TaskRunsAtOnce |= (P.Task & FateAwaited) != 0;
}

/// What the task that a closure returns uses of what that has captured.
void Summariser::usedOfClosure() {
  const auto *M = dyn_cast<CXXMethodDecl>(G.Function);
  if (G.IsCoroutine || !M || !M->getParent()->isLambda())
    return;
  for (const Call &C : G.Calls) {
    const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
    if (C.Makes == NoId || !Callee ||
        !(A.Tasks.Sites[C.Makes].Fates & FateReturned))
      continue;
    for (unsigned N = 0;
         N != C.Arguments.size() && N != Callee->Parameters.size(); ++N) {
      const ParameterSummary &P = Callee->Parameters[N];
      const auto *D =
          dyn_cast_or_null<DeclRefExpr>(stripCasts(C.Arguments[N].E));
      const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
      if (!V || !D->isLValue() || C.Arguments[N].How == Argument::Value ||
          !(P.UsedAfterSuspension || P.UsedByResult))
        continue;
      std::optional<LambdaCaptureKind> How = captureOf(*G.Function, *V);
      S.ResultUsesCaptured |= How == LCK_ByRef;
      S.Object.UsedByResult |= How == LCK_ByCopy;
    }
  }
}

void Summariser::suspends() {
  if (G.Awaits.empty()) {
    S.Suspends = Suspends::Never;
    return;
  }
  S.Suspends =
      G.leadsAround([](const Fact &F) { return F.What == Fact::Suspended; })
          ? Suspends::Maybe
          : Suspends::Always;
}

void Summariser::blocks() {
  for (const BlockingCall &B : A.Blocking.Calls) {
    if (S.Blocks.size() == FunctionSummary::MaxBlocks)
      break;
    if (!B.Effect.Unseen && B.Effect.Chain.size() <= MaxChain &&
        !llvm::is_contained(S.Blocks, B.Effect))
      S.Blocks.push_back(B.Effect);
  }
  if (S.Blocks.empty())
    for (const BlockingCall &B : A.Blocking.Calls)
      if (B.Effect.Chain.size() <= MaxChain) {
        S.Blocks.push_back(B.Effect);
        break;
      }
  for (PlaceId P : A.Blocking.MadeNonBlocking)
    if (ParameterSummary *Parameter = parameter(P))
      Parameter->MadeNonBlocking = true;
  S.LeavesLoop = A.Blocking.EndsOffLoop;
}

/// A plain function that does more than make the awaitable that it returns has
/// begun the work already.
void Summariser::startsWork() {
  if (G.IsCoroutine)
    return;
  const AsyncType &R = Unit.Types.ofResult(*G.Function);
  if (R.What != AsyncType::Awaitable)
    return;
  for (const ParameterSummary &P : S.Parameters)
    S.StartsWork |= (P.Task & (FateStarted | FateAwaited)) != 0;
  S.StartsWork |= S.RunsCoroutine;
  for (const Call &C : G.Calls) {
    const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
    S.StartsWork |= Callee && Callee->StartsWork;
    // A callable that is given to somebody who will run it.
    for (unsigned N = 0; N != C.Arguments.size(); ++N) {
      if (!C.Arguments[N].Callable || C.Machinery)
        continue;
      CallableUse Use = CallableUse::Stores;
      if (C.Model)
        for (const ArgumentModel &AM : C.Model->Arguments)
          if (AM.Callable && (AM.Argument == int(N) || AM.Argument == -2))
            Use = *AM.Callable;
      S.StartsWork |= Use == CallableUse::Offloads ||
                      Use == CallableUse::Stores ||
                      Use == CallableUse::IntoResult;
    }
  }
}

/// What a coroutine may wait for of what it is given.
void Summariser::waitedOn() {
  if (!G.IsCoroutine)
    return;
  Mentions Named;
  addWaitedFor(G, Summaries, Named);
  for (const ParmVarDecl *P : G.Function->parameters())
    S.Parameters[P->getFunctionScopeIndex()].WaitedOn = Named.contains(P);
  S.Object.WaitedOn = mayWaitForObject(G, Named);
}

/// What it throws, and what the task throws that it returns.
void Summariser::leaves() {
  S.Leaves = findLeavingExceptions(G, Summaries);
  if (G.IsCoroutine)
    return;
  for (const Call &C : G.Calls)
    if (C.Makes != NoId && (A.Tasks.Sites[C.Makes].Fates & FateReturned))
      if (const FunctionSummary *Made =
              C.Callee ? Summaries(C.Callee) : nullptr)
        S.Leaves.add(Made->Leaves);
}

FunctionSummary Summariser::run() {
  const FunctionDecl &F = *G.Function;
  S.Usr = Unit.Index.usr(&F).str();
  S.Name = displayName(F);
  S.BodySeen = true;
  S.IsCoroutine = G.IsCoroutine;
  S.Locks = A.Locks.Locks;
  S.Unlocks = A.Locks.Unlocks;
  S.YieldsOwn = G.YieldsOwn;
  S.YieldsViewOfOwn = G.YieldsViewOfOwn;
  S.Start = G.Start;
  for (const ParmVarDecl *P : F.parameters()) {
    ParameterSummary PS;
    PS.Name = P->getNameAsString();
    PS.LetsGo = A.Locks.LetGo.contains(P->getFunctionScopeIndex());
    S.Parameters.push_back(std::move(PS));
  }
  tasks();
  callables();
  references();
  usedByWork();
  usedOfClosure();
  suspends();
  blocks();
  S.RunsCoroutine = runsOrHandsOnCoroutine(F, 3);
  startsWork();
  addCancellation(A.Cancellation, S);
  addEffects(Unit.Ctx, F, Summaries, S);
  waitedOn();
  leaves();
  S.Takes = findTakenMembers(G, Unit, Summaries);
  return std::move(S);
}

} // namespace

FunctionSummary summarise(const UnitContext &Unit, const FunctionAnalysis &A,
                          SummaryLookup Summaries) {
  return Summariser(Unit, A, Summaries).run();
}

FunctionSummary unknownSummary(const UnitContext &Unit, const Call &C) {
  FunctionSummary S;
  S.Usr = Unit.Index.usr(C.Callee).str();
  S.Name = displayName(*C.Callee);
  if (!C.Model && Unit.Types.ofResult(*C.Callee).What == AsyncType::Task)
    S.Swallows.push_back({{}, {}, S.Name, /*Unseen=*/true});
  return S;
}

} // namespace corolint

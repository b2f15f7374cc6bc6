//===- CancellationFlow.cpp - where cancellations get lost ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationFlow.h"

#include "flow/CancellationAnalysis.h"
#include "flow/PathExplorer.h"
#include "flow/SkippedSteps.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

/// A local container whose tasks are cancelled, and that is used for nothing
/// else.
void CancellationAnalysis::containersLeft() {
  auto IsSeen = [&](const VarDecl *V) {
    for (const auto &OfAwait : RootsOfAwait)
      if (llvm::is_contained(OfAwait, V))
        return true;
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts)
        if ((F.What == Fact::Escaped || F.What == Fact::Returned) &&
            G.Places[F.Place].Decl == V)
          return true;
    for (unsigned I = 0; I != G.Calls.size(); ++I) {
      const Call &C = G.Calls[I];
      if (C.Machinery || C.Destructor || StoppedBy.contains(I))
        continue;
      bool Adds =
          C.Object && C.Owner == Call::Adds && Roots.of(C.Object->E) == V;
      for (const Argument &A : C.Arguments) {
        if (A.E && Roots.of(A.E) == V)
          return true;
        // Others may have what is added.
        if (Adds && A.E && !A.E->IgnoreImplicit()->isXValue() && Roots.of(A.E))
          return true;
      }
      if (C.Object && C.Object->E && C.Owner == Call::NotOwner && C.Callee &&
          !C.Callee->getReturnType()->isBooleanType() && !isOfStd(*C.Callee) &&
          Roots.of(C.Object->E) == V)
        return true;
    }
    return false;
  };
  llvm::SmallPtrSet<const ValueDecl *, 2> Done;
  for (unsigned I = 0; I != G.Calls.size(); ++I)
    for (const ValueDecl *D : StoppedBy.lookup(I)) {
      const auto *V = dyn_cast<VarDecl>(D);
      if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
          isa<ParmVarDecl>(V) || Unit.Types.of(V->getType()).isTracked() ||
          !Done.insert(V).second || IsSeen(V))
        continue;
      neverJoined(G.Calls[I], NoId, V);
    }
}

void CancellationAnalysis::neverJoined(const Call &C, PlaceId Task,
                                       const ValueDecl *Container) {
  LostCancellation L;
  L.What = LostCancellation::NeverJoined;
  L.Where = C.E;
  L.Task = Task;
  L.Container = Container;
  note(std::move(L));
}

CancellationResults CancellationAnalysis::results() {
  if (G.IsCoroutine)
    containersLeft();
  Results.Thrown = Kinds.names(Thrown);
  Results.OnlyThrows = ThrowsOther && !Ends;
  return std::move(Results);
}

void CancellationAnalysis::lost(LostCancellation::Kind What, State &S,
                                const Stmt *Where) {
  LostCancellation L;
  L.What = What;
  L.Where = Where;
  bool ByHandler = What <= LostCancellation::Replaced;
  if (S.Handler != NoId && ByHandler)
    L.Handler = G.Handlers[S.Handler].Catch;
  if (unsigned A = ByHandler ? S.From : S.Await; A != NoId)
    L.Await = G.Awaits[A].E;
  if (ByHandler) {
    L.LibraryKnown = S.What != CancellationKinds::UnknownType;
    // What a handler of nothing else does is for the author to say.
    QualType Caught = L.Handler ? L.Handler->getCaughtType() : QualType();
    if (L.Handler && (Caught.isNull() || Kinds.typeOf(Caught) != S.What))
      L.Types = Kinds.spellings(S.What, *G.Function, L.Handler->getBeginLoc());
  }
  clear(S, State::Normal);
  S.Handler = NoId;
  note(std::move(L));
}

void CancellationAnalysis::silentlyLost(const State::Silent &Silent) {
  LostCancellation L;
  L.Where = Silent.WentOn;
  const Await &A = G.Awaits[Silent.Await];
  L.Await = A.E;
  if (!Silent.Swallowed) {
    L.What = Silent.CodeFailed ? LostCancellation::CodeGoesOn
                               : LostCancellation::CodeIgnored;
    return note(std::move(L));
  }
  for (const FunctionSummary::Swallow &W : summaryOf(A.Callee)->Swallows) {
    L.What = W.Unseen ? LostCancellation::UnseenMayTake
                      : LostCancellation::CalleeTakes;
    L.Callee = W;
    note(L);
  }
}

void CancellationAnalysis::note(LostCancellation L) {
  for (LostCancellation &Old : Results.Lost)
    if (Old.Handler == L.Handler && Old.Callee == L.Callee &&
        (L.Handler || (Old.Where == L.Where && Old.Await == L.Await))) {
      // One finding a handler: the plainest case of it.
      if (L.What < Old.What || (L.LibraryKnown && !Old.LibraryKnown))
        Old = std::move(L);
      return;
    }
  Results.Lost.push_back(std::move(L));
}

SourceRange headOf(const ASTContext &Ctx, const CXXCatchStmt &Handler) {
  SourceRange Head = rangeOf(
      Ctx, clang::SourceRange(Handler.getBeginLoc(),
                              Handler.getHandlerBlock()->getBeginLoc()));
  if (Head.Length > 1)
    --Head.Length;
  return Head;
}

CancellationResults runCancellationFlow(const UnitContext &Unit,
                                        CancellationKinds &Kinds,
                                        const FactGraph &G,
                                        SummaryLookup Summaries) {
  CancellationAnalysis A(Unit, Kinds, G, Summaries);
  A.prepare();
  PathExplorer<CancellationAnalysis> Explorer(G, A);
  Explorer.run({});
  CancellationResults R = A.results();
  findDeafLoops(G, Kinds, A.thrown(), R);
  findSkippedCleanup(G, Kinds, A.thrown(), R);
  R.ByAwait.append(A.thrown().begin(), A.thrown().end());
  return R;
}

void addCancellation(const CancellationResults &R, FunctionSummary &S) {
  S.Cancellations = R.Thrown;
  S.Swallows = R.Swallows;
  S.AsksStop = R.AsksStop;
  S.RequestsStop = R.RequestsStop;
  S.Rethrows = R.Rethrows;
  S.KeepsException = R.KeepsException;
  S.RethrowsKept = R.RethrowsKept;
  S.OnlyThrows = R.OnlyThrows;
}

} // namespace corolint

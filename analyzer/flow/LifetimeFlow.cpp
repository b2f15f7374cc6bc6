//===- LifetimeFlow.cpp - tasks that outlive what they use ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LifetimeFlow.h"

#include "flow/LifetimeAnalysis.h"
#include "flow/OwnerChanges.h"
#include "flow/PathExplorer.h"
#include "flow/Statements.h"
#include "flow/Waits.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

void LifetimeAnalysis::findHolders() {
  for (const Site &Each : G.Sites)
    if (Each.What == Site::Parameter)
      Holders.insert(root(Each.ComesBy));
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts) {
        bool Holds = F.Place != NoId &&
                     (F.What == Fact::Created ||
                      (F.What == Fact::Moved && F.From != NoId &&
                       (Holders.contains(root(F.From)) ||
                        llvm::any_of(G.Calls, [&](const Call &C) {
                          return C.Makes != NoId && C.Result == F.From;
                        }))));
        Changed |= Holds && Holders.insert(root(F.Place)).second;
      }
  }
}

void LifetimeAnalysis::ended(SiteId I, State &S) {
  S.Lives[I] = Life();
  for (Life &L : S.Lives)
    if (L.Running && L.Handle == I)
      L = Life();
}

const Stmt *LifetimeAnalysis::startOf(SiteId I, const Life &L) const {
  if (L.StartedBy != NoId)
    return G.Calls[L.StartedBy].E;
  return U.maker(I) ? U.maker(I)->E : nullptr;
}

/// The full-expression that made `I`, or started it, ends while it goes on: so
/// do its temporaries.
void LifetimeAnalysis::expressionLeft(SiteId I, State &S) {
  Life &L = S.Lives[I];
  each(I, S, DeadUse::NotJoined, startOf(I, L),
       [](const Use &U, unsigned) { return U.Of.Temporary != nullptr; });
}

/// What `Handle` stood for goes on by itself.
void LifetimeAnalysis::handleLost(SiteId Handle, State &S) {
  for (SiteId I = 0; I != S.Lives.size(); ++I)
    if (S.Lives[I].Running && S.Lives[I].Handle == Handle) {
      if (G.Sites[Handle].DestructorHandles) {
        S.Lives[I] = Life();
        continue;
      }
      expressionLeft(I, S);
      S.Lives[I].Handle = NoId;
    }
}

void LifetimeAnalysis::started(SiteId I, const Fact &F, State &S) {
  Life &L = S.Lives[I];
  L.Running = true;
  L.Handle = NoId;
  L.StartedBy = NoId;
  if (F.What != Fact::Called)
    return ended(I, S); // By hand, or by a loop: it is not followed.
  const Call &C = G.Calls[F.Index];
  L.StartedBy = F.Index;
  L.Handle = C.Makes;
  if (const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr)
    L.AtOnce = llvm::any_of(Callee->Parameters, [](const ParameterSummary &P) {
      return P.TaskRunsAtOnce;
    });
  if (L.AtOnce)
    if (const ParmVarDecl *P = parameterOf(I))
      Results.ParametersRunAtOnce.insert(P->getFunctionScopeIndex());
  // A member function of the task itself: it may wait.
  if (C.Object && C.Arguments.empty() && !startsByName(C.Callee))
    return ended(I, S);
  if (waits(C) || WaitedForAtOnce.contains(C.E))
    return ended(I, S);
  if (C.Makes == NoId)
    expressionLeft(I, S);
}

/// `start(work()).get()`: the full-expression that starts it waits for it.
void LifetimeAnalysis::findWaitedForAtOnce() {
  for (const Call &C : G.Calls)
    if (C.Object && C.Object->E && !C.Machinery && C.Arguments.empty() &&
        waitsByName(C.Callee))
      WaitedForAtOnce.insert(C.Object->E->IgnoreImplicit()
                                 ->IgnoreParenImpCasts()
                                 ->IgnoreUnlessSpelledInSource());
}

/// The caller's that `R` is.
void LifetimeAnalysis::noteParameter(const Referent &R,
                                     std::set<unsigned> &Parameters,
                                     bool &Object) {
  if (R.Place == NoId)
    return;
  const Place &P = G.Places[root(R.Place)];
  if (P.What == Place::Object)
    Object = true;
  else if (const auto *D = dyn_cast_or_null<ParmVarDecl>(P.Decl);
           D && P.Borrowed)
    Parameters.insert(D->getFunctionScopeIndex());
}

void LifetimeAnalysis::returned(SiteId I, const Fact &F, State &S) {
  auto Return = [&](SiteId I) {
    each(I, S, DeadUse::Returned, F.Where,
         [&](const Use &U, unsigned) { return U.Of.Temporary || isOwn(U.Of); });
    if (G.IsCoroutine)
      return;
    for (const Use &Each : U.of(I))
      noteParameter(Each.Of, Results.ReturnedParameters, Results.ReturnsObject);
  };
  Return(I);
  for (SiteId K = 0; K != S.Lives.size(); ++K)
    if (K != I && S.Lives[K].Running && S.Lives[K].Handle == I)
      Return(K);
  ended(I, S);
}

void LifetimeAnalysis::consumed(SiteId I, unsigned Fate, const Fact &F,
                                State &S) {
  uint32_t Dead = S.Lives[I].Dead;
  if (Dead && (Fate & (FateAwaited | FateStarted | FateReturned)))
    each(I, S, DeadUse::UsedLater, F.Where,
         [&](const Use &, unsigned N) { return (Dead >> N) & 1; });
  if (Fate == FateReturned)
    return returned(I, F, S);
  // Who takes it awaits it elsewhere: in a coroutine of its own.
  bool Elsewhere = (Fate & (FateStarted | FateAwaited)) &&
                   !(Fate & (FateStored | FateUnknown)) &&
                   F.What == Fact::Called;
  // What a coroutine stores is mostly in its own frame, until it has ended.
  Elsewhere |= Fate == FateStored && F.What == Fact::Called &&
               isTaskOfCoroutine(G.Calls[F.Index]);
  if (Elsewhere && !S.Lives[I].Running)
    return started(I, F, S);
  if (Fate & (FateStored | FateUnknown) && F.What == Fact::Called &&
      outlivesHere(F.Index, Fate)) {
    if (waitsForOthers(G.Calls[F.Index]))
      return ended(I, S);
    return kept(I, F, S);
  }
  // A handle that is waited for elsewhere.
  if (Elsewhere && G.Calls[F.Index].Makes != NoId) {
    for (Life &L : S.Lives)
      if (L.Running && L.Handle == I)
        L.Handle = G.Calls[F.Index].Makes;
    return;
  }
  ended(I, S);
}

/// A coroutine is called, whose task can be waited for.
bool LifetimeAnalysis::isTaskOfCoroutine(const Call &C) const {
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  return C.Makes != NoId && Callee && Callee->IsCoroutine;
}

/// What takes a task by this call keeps it, or runs it, when this function has
/// ended: nothing of its own does.
bool LifetimeAnalysis::outlivesHere(unsigned N, unsigned Fate) const {
  const Call &C = G.Calls[N];
  if (Fate & FateUnknown && (!C.Callee || C.Model || !startsByName(C.Callee)))
    return false;
  auto IsOwn = [&](const Argument &A) {
    return llvm::any_of(A.Places, [&](PlaceId P) {
      const Place &Root = G.Places[root(P)];
      return Root.What == Place::Local || Root.What == Place::Temporary;
    });
  };
  if (C.Object)
    return (!C.Object->Places.empty() && !IsOwn(*C.Object)) || isOfProgram(C);
  return !C.Arguments.empty() &&
         llvm::none_of(C.Arguments, [&](const Argument &A) {
           return A.How == Argument::LValueRef && IsOwn(A);
         });
}

/// A function of a variable is called that is there for the whole program.
bool LifetimeAnalysis::isOfProgram(const Call &C) const {
  const auto *V = dyn_cast_or_null<VarDecl>(
      C.Object && C.Object->E ? namedThrough(C.Object->E) : nullptr);
  return V && V->hasGlobalStorage();
}

/// It is stored where it outlives this function.
void LifetimeAnalysis::kept(SiteId I, const Fact &F, State &S) {
  Life &L = S.Lives[I];
  L.Kept = !L.Running;
  L.Stored = true;
  L.Running = true;
  L.Handle = NoId;
  L.StartedBy = F.Index;
  L.OfProgram = isOfProgram(G.Calls[F.Index]);
  expressionLeft(I, S);
  for (SiteId K = 0; K != S.Lives.size(); ++K)
    if (K != I && S.Lives[K].Running && S.Lives[K].Handle == I) {
      expressionLeft(K, S);
      S.Lives[K].OfProgram = L.OfProgram;
      S.Lives[K].Handle = NoId;
      S.Lives[K].Stored = true;
      S.Lives[K].StartedBy = F.Index;
    }
}

void LifetimeAnalysis::event(const TaskEvent &E, const Fact &F, State &S) {
  Life &L = S.Lives[E.Site];
  switch (E.What) {
  case TaskEvent::Created:
    L = Life();
    if (Tasks.Results.Sites[E.Site].Start == Start::Eager) {
      L.Running = true;
      L.Handle = E.Site;
    }
    return;
  case TaskEvent::Moved:
    if (G.Places[root(E.Place)].What == Place::Temporary)
      return;
    // Into something that outlives the expression.
    if (L.Running) {
      expressionLeft(E.Site, S);
    } else {
      const std::vector<Use> &All = U.of(E.Site);
      for (unsigned N = 0; N != All.size() && N != MaxUses; ++N)
        if (All[N].Of.Temporary)
          L.Dead |= 1u << N;
    }
    for (SiteId K = 0; K != S.Lives.size(); ++K)
      if (K != E.Site && S.Lives[K].Running && S.Lives[K].Handle == E.Site)
        expressionLeft(K, S);
    return;
  case TaskEvent::Consumed:
    return consumed(E.Site, E.Fate, F, S);
  case TaskEvent::Dropped:
    if (L.Running && !G.Sites[E.Site].DestructorHandles) {
      expressionLeft(E.Site, S);
      L.Handle = NoId;
    } else {
      L = Life();
    }
    // What was never started has started nothing.
    if (Tasks.Results.Sites[E.Site].Start == Start::Lazy) {
      for (Life &Other : S.Lives)
        if (Other.Running && Other.Handle == E.Site)
          Other = Life();
      return;
    }
    handleLost(E.Site, S);
    return;
  case TaskEvent::Regained:
    return; // It runs on as it did.
  }
}

void LifetimeAnalysis::died(PlaceId P, State &S) {
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    Life &L = S.Lives[I];
    PlaceId Holder = I < G.Sites.size() ? S.Tasks.Holder[I] : NoId;
    const std::vector<Use> &All = U.of(I);
    for (unsigned N = 0; N != All.size() && N != MaxUses; ++N) {
      PlaceId Used = All[N].Of.Place;
      if (Used == NoId || !isOwn(All[N].Of) || !G.isPartOf(Used, P))
        continue;
      if (L.Running && !runsByOwn(I, L))
        each(I, S, DeadUse::NotJoined, startOf(I, L),
             [&](const Use &, unsigned M) { return M == N; });
      else if (L.Running)
        L.Dead |= 1u << N;
      else if (Holder != NoId && !G.isPartOf(Holder, P))
        L.Dead |= 1u << N;
    }
  }
}

/// The parameter that the task came in by; null if it is made here.
const ParmVarDecl *LifetimeAnalysis::parameterOf(SiteId I) const {
  if (I >= G.Sites.size() || G.Sites[I].What != Site::Parameter)
    return nullptr;
  return dyn_cast_or_null<ParmVarDecl>(G.Places[root(G.Sites[I].ComesBy)].Decl);
}

/// Work that was awaited behind shields, and that nobody has got back, has
/// ended.
void LifetimeAnalysis::leaveShields(llvm::ArrayRef<PlaceId> Before, State &S) {
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    const Life &L = S.Lives[I];
    if (L.Running && L.Handle != NoId && Before[L.Handle] != NoId &&
        S.Tasks.Shielded[L.Handle] == NoId && S.Tasks.Holder[L.Handle] == NoId)
      ended(I, S);
  }
}

void LifetimeAnalysis::transfer(const Fact &F, State &S) {
  if (!Tasks.mayShield())
    return step(F, S);
  const auto Before = S;
  step(F, S);
  if (Before.Tasks.Shielded != S.Tasks.Shielded)
    leaveShields(Before.Tasks.Shielded, S);
  // What a shielded await takes goes on until that has ended well.
  for (SiteId I = 0; I != S.Lives.size(); ++I)
    if (isShielded(Before.Lives[I], S.Tasks))
      S.Lives[I] = Before.Lives[I];
}

/// Every variable in `E` has the same value throughout `F`.
static bool isSettled(const Expr *E, const FunctionDecl &F) {
  return !anyOf(E, [&](const Stmt *S) {
    if (isa<MemberExpr>(S))
      return true;
    const auto *D = dyn_cast<DeclRefExpr>(S);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && !V->getType().isConstQualified() &&
           (!V->hasLocalStorage() || V->getType()->isReferenceType() ||
            isSetAgain(F.getBody(), *V) || isStepped(F.getBody(), *V));
  });
}

/// `erase(K)` takes away what `X[K]` has named, and `erase(It)` what
/// `It->second` has.
static bool erasesThat(const Call &C, const Expr *Named,
                       const FunctionDecl &F) {
  if (!Named || C.Arguments.size() != 1)
    return false;
  const Expr *Key = C.Arguments.front().E->IgnoreUnlessSpelledInSource();
  if (!isSettled(Key, F))
    return false;
  Named = Named->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(Key); D && !isa<CallExpr>(Named))
    return anyOf(Named, [&](const Stmt *S) {
      const auto *Other = dyn_cast<DeclRefExpr>(S);
      return Other && Other->getDecl() == D->getDecl();
    });
  const auto *Op = dyn_cast<CallExpr>(Named);
  if (!Op || Op->getNumArgs() == 0)
    return false;
  llvm::FoldingSetNodeID This, That;
  Key->Profile(This, F.getASTContext(), /*Canonical=*/true);
  Op->getArg(Op->getNumArgs() - 1)
      ->IgnoreUnlessSpelledInSource()
      ->Profile(That, F.getASTContext(), /*Canonical=*/true);
  return This == That;
}

/// What was in it is in something else afterwards.
static bool handsElementsOn(const Call &C) {
  return C.Callee->getIdentifier() &&
         llvm::is_contained({"swap", "exchange", "extract", "merge", "release"},
                            C.Callee->getName());
}

/// Growing does not move what is there: its room was asked for, or another
/// function may have done so.
bool LifetimeAnalysis::mayHaveRoom(const Owner &O) const {
  return isa<FieldDecl>(O.Decl) || llvm::any_of(G.Calls, [&](const Call &C) {
           return C.Callee && C.Callee->getIdentifier() &&
                  C.Callee->getName() == "reserve" && C.Object && C.Object->E &&
                  ownerNamed(C.Object->E, *G.Function).Decl == O.Decl;
         });
}

/// What an owner has given away is gone, while work still uses it.
void LifetimeAnalysis::changed(const Call &C, State &S) {
  const auto *E = dyn_cast_or_null<Expr>(C.E);
  if (!E || C.Destructor || C.Machinery || !C.Callee || handsElementsOn(C))
    return;
  auto IsPart = [&](const Use &Each, const OwnerChange &Change) {
    if (!Each.PartOf || Each.PartOf->From.Decl != Change.Of.Decl ||
        (!Change.Removes && mayHaveRoom(Change.Of)))
      return false;
    return invalidates(Change, *Each.PartOf,
                       Change.OneByOne &&
                           erasesThat(C, Each.Named, *G.Function));
  };
  std::optional<OwnerChange> Change;
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    const std::vector<Use> &All = U.of(I);
    for (unsigned N = 0; N != All.size() && N != MaxUses; ++N) {
      if (!All[N].PartOf)
        continue;
      if (!Change && !(Change = changeBy(*E, *G.Function)))
        return;
      if (!IsPart(All[N], *Change))
        continue;
      bool IsThere = I < G.Sites.size() && S.Tasks.Holder[I] != NoId;
      size_t Known = Results.Dead.size();
      if (S.Lives[I].Running)
        each(I, S, DeadUse::NotJoined, startOf(I, S.Lives[I]),
             [&](const Use &, unsigned M) { return M == N; });
      for (DeadUse &New : llvm::drop_begin(Results.Dead, Known))
        New.GoneBy = C.E;
      if (S.Lives[I].Running)
        continue;
      if (IsThere)
        S.Lives[I].Dead |= 1u << N;
    }
  }
}

void LifetimeAnalysis::step(const Fact &F, State &S) {
  Events.clear();
  if (F.What == Fact::Called)
    changed(G.Calls[F.Index], S);
  // A destructor is called after the place is gone for the task.
  if (F.What == Fact::Awaited || F.What == Fact::Called)
    maybeJoins(F, S);
  Tasks.transfer(F, S.Tasks);
  std::vector<TaskEvent> Now = std::move(Events);
  Events = {};
  for (const TaskEvent &E : Now)
    event(E, F, S);
  if (F.What == Fact::Called)
    if (unsigned W = U.startedBy(F.Index); W != NoId) {
      S.Lives[W] = Life();
      S.Lives[W].Running = true;
      S.Lives[W].StartedBy = F.Index;
      expressionLeft(W, S);
    }
  if (F.What == Fact::Died)
    died(F.Place, S);
}

void LifetimeAnalysis::finish(State &S, bool Exceptional) {
  for (unsigned I = 0; I != S.Lives.size(); ++I) {
    const Life &L = S.Lives[I];
    if (!L.Running || runsByOwn(I, L))
      continue;
    if (Exceptional && L.Handle != NoId && G.Sites[L.Handle].DestructorHandles)
      continue;
    each(I, S, DeadUse::NotJoined, startOf(I, L),
         [&](const Use &U, unsigned) { return isOwn(U.Of); });
    if (Exceptional)
      continue;
    for (const Use &Each : U.of(I))
      if (!L.OfProgram)
        noteParameter(Each.Of, Results.StartedParameters,
                      Results.StartsOnObject);
    escaped(I, L);
  }
}

/// The object of this member function is used by work that runs on.
void LifetimeAnalysis::escaped(unsigned I, const Life &L) {
  if (!U.maker(I))
    return;
  for (const Use &Each : U.of(I))
    if (Each.Of.Place != NoId && (!L.AtOnce || Each.AfterAwait) &&
        G.Places[root(Each.Of.Place)].What == Place::Object &&
        llvm::none_of(Results.Escaped, [&](const EscapedObject &O) {
          return O.Maker == U.maker(I);
        }))
      Results.Escaped.push_back(
          {U.maker(I), Each, startOf(I, L), L.Kept || L.Stored});
}

LifetimeResults runLifetimeFlow(const FactGraph &G, SummaryLookup Summaries) {
  WorkUses U(G, Summaries);
  if (!U.any() || G.Straight)
    return {};
  LifetimeAnalysis A(G, Summaries, U);
  PathExplorer<LifetimeAnalysis> Explorer(G, A);
  Explorer.run(A.initial());
  A.Results.Complete = Explorer.complete();
  return std::move(A.Results);
}

} // namespace corolint

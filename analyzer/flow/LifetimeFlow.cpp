//===- LifetimeFlow.cpp - tasks that outlive what they use ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LifetimeFlow.h"

#include "flow/Mentions.h"
#include "flow/PathExplorer.h"
#include "flow/TaskAnalysis.h"
#include "flow/Waits.h"
#include "flow/WorkUses.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

class LifetimeAnalysis {
public:
  static constexpr unsigned MaxUses = 32;
  struct Life {
    /// The work goes on without anybody who waits here.
    bool Running = false;
    /// The site of the handle by which it can be waited for.
    SiteId Handle = NoId;
    /// The call that started it, or keeps it.
    unsigned StartedBy = NoId;
    /// Not begun: it waits in something that outlives this function.
    bool Kept = false;
    /// The work, or its handle, is in something that outlives this function.
    bool Stored = false;
    /// It has run to its first suspension when its starter returns.
    bool AtOnce = false;
    /// Which of what it uses is dead.
    uint32_t Dead = 0;
    bool operator==(const Life &) const = default;
  };
  struct State {
    TaskAnalysis::State Tasks;
    llvm::SmallVector<Life, 8> Lives;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = TaskAnalysis::hash(S.Tasks);
    for (const Life &L : S.Lives)
      H = ((H * 31 + L.Running) * 31 + L.Handle) * 31 + L.Dead;
    return H;
  }

  LifetimeAnalysis(const FactGraph &G, SummaryLookup Summaries,
                   const WorkUses &U)
      : G(G), Summaries(Summaries), U(U), Tasks(G, Summaries) {
    Tasks.Events = &Events;
    findHolders();
  }

  State initial() {
    State S;
    S.Tasks = Tasks.initial();
    S.Lives.resize(U.size());
    return S;
  }
  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S) {
    Events.clear();
    bool Possible = Tasks.follow(B, E, S.Tasks);
    std::vector<TaskEvent> Now = std::move(Events);
    Events = {};
    for (const TaskEvent &Each : Now)
      event(Each, Fact{Fact::Escaped}, S);
    if (B.LoopHead && E.What == Edge::WhenFalse)
      loopLeft(B, S);
    // What an exception leaves running is claimed only where one is thrown.
    bool IsHandled = B.Dispatch && G.Blocks[E.To].Handler != NoId;
    if (E.What == Edge::Exceptional && !IsHandled && !throws(B))
      for (Life &L : S.Lives)
        L = Life();
    return Possible;
  }
  void finish(State &S, bool Exceptional);

  LifetimeResults Results;

private:
  template <class Pred>
  void each(SiteId I, State &S, DeadUse::Kind What, const Stmt *Where,
            Pred IsDead);
  bool isOwn(const Referent &R) const {
    return R.Place != NoId && !G.Places[root(R.Place)].Borrowed &&
           G.Places[root(R.Place)].What != Place::Object;
  }
  PlaceId root(PlaceId P) const {
    while (G.Places[P].Parent != NoId)
      P = G.Places[P].Parent;
    return P;
  }
  void findHolders();
  void event(const TaskEvent &E, const Fact &F, State &S);
  void consumed(SiteId I, unsigned Fate, const Fact &F, State &S);
  void started(SiteId I, const Fact &F, State &S);
  void kept(SiteId I, const Fact &F, State &S);
  bool outlivesHere(unsigned Call, unsigned Fate) const;
  void returned(SiteId I, const Fact &F, State &S);
  void expressionLeft(SiteId I, State &S);
  void handleLost(SiteId Handle, State &S);
  void escaped(unsigned I, const Life &L);
  void ended(SiteId I, State &S);
  void joined(SiteId I, State &S);
  void died(PlaceId P, State &S);
  bool throws(const Block &B) const;
  void noteParameter(const Referent &R, std::set<unsigned> &Parameters,
                     bool &Object);
  bool waits(const Call &C) const;
  bool mayDrive(unsigned Call) const;
  bool isOnObject(const Stmt *S) const;
  bool mentionsKeeper(const Call &C, const Life &L) const;
  bool runsByOwn(unsigned I, const Life &L) const;
  void loopLeft(const Block &B, State &S);
  void maybeJoins(const Fact &F, State &S);
  const Mentions &mentionedByStart(SiteId I, unsigned StartedBy);
  const Stmt *startOf(SiteId I, const Life &L) const;
  const ParmVarDecl *parameterOf(SiteId I) const;

  const FactGraph &G;
  SummaryLookup Summaries;
  const WorkUses &U;
  TaskAnalysis Tasks;
  std::vector<TaskEvent> Events;
  /// Mentions that hold tasks.
  llvm::DenseSet<PlaceId> Holders;
  /// By work and the call that started it.
  std::map<std::pair<unsigned, unsigned>, Mentions> Mentioned;
  /// Work, its use, and what is wrong.
  std::set<std::tuple<unsigned, unsigned, int>> Reported;
};

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

/// Reports what `I` uses and `IsDead` accepts.
template <class Pred>
void LifetimeAnalysis::each(SiteId I, State &S, DeadUse::Kind What,
                            const Stmt *Where, Pred IsDead) {
  const std::vector<Use> &All = U.of(I);
  bool AtOnce = What == DeadUse::NotJoined && S.Lives[I].AtOnce;
  auto Waits = [&](const Use &Each) {
    if (What != DeadUse::NotJoined || Each.What != Use::Object ||
        Each.Of.Place == NoId)
      return false;
    const ValueDecl *D = G.Places[root(Each.Of.Place)].Decl;
    return D && destructorWaits(D->getType());
  };
  for (unsigned N = 0; N != All.size() && N != MaxUses; ++N)
    if (U.maker(I) && IsDead(All[N], N) && (!AtOnce || All[N].AfterAwait) &&
        !Waits(All[N]) && Reported.insert({I, N, What}).second)
      Results.Dead.push_back({What, U.maker(I), All[N], Where});
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
  if (waits(C))
    return ended(I, S);
  if (C.Makes == NoId)
    expressionLeft(I, S);
}

/// The call that is given a task returns when the task has ended.
bool LifetimeAnalysis::waits(const Call &C) const {
  if (C.Model) {
    for (const ArgumentModel &AM : C.Model->Arguments)
      if (AM.Task == TaskUse::Blocks)
        return true;
    if (C.Model->Blocks)
      return true;
  }
  if (C.Makes != NoId)
    return false;
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  // Who throws what the task threw has waited for it. What is not seen of a
  // function that is called "sync_wait" is its wait.
  if (Callee && (Callee->RethrowsKept ||
                 llvm::any_of(Callee->Blocks, [&](const BlockingEffect &B) {
                   return !B.Unseen || waitsByName(C.Callee);
                 })))
    return true;
  if (Callee && llvm::any_of(Callee->Parameters, [](const ParameterSummary &P) {
        return P.TaskJoined;
      }))
    return true;
  // A coroutine that nobody can wait for.
  if (Callee && Callee->IsCoroutine && !C.ResultAwaited)
    return false;
  // It gives something back: a result, or a handle that is not known.
  bool IsOnItsOwn =
      C.Model && llvm::any_of(C.Model->Arguments, [](const ArgumentModel &AM) {
        return AM.Task == TaskUse::Starts;
      });
  return C.ResultAwaited || !C.Callee ||
         (!IsOnItsOwn && !C.Callee->getReturnType()->isVoidType());
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
  if (Elsewhere && !S.Lives[I].Running)
    return started(I, F, S);
  if (Fate & (FateStored | FateUnknown) && F.What == Fact::Called &&
      outlivesHere(F.Index, Fate))
    return kept(I, F, S);
  // A handle that is waited for elsewhere.
  if (Elsewhere && G.Calls[F.Index].Makes != NoId) {
    for (Life &L : S.Lives)
      if (L.Running && L.Handle == I)
        L.Handle = G.Calls[F.Index].Makes;
    return;
  }
  ended(I, S);
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
    return !C.Object->Places.empty() && !IsOwn(*C.Object);
  return !C.Arguments.empty() &&
         llvm::none_of(C.Arguments, [&](const Argument &A) {
           return A.How == Argument::LValueRef && IsOwn(A);
         });
}

/// It is stored where it outlives this function.
void LifetimeAnalysis::kept(SiteId I, const Fact &F, State &S) {
  Life &L = S.Lives[I];
  L.Kept = !L.Running;
  L.Stored = true;
  L.Running = true;
  L.Handle = NoId;
  L.StartedBy = F.Index;
  expressionLeft(I, S);
  for (SiteId K = 0; K != S.Lives.size(); ++K)
    if (K != I && S.Lives[K].Running && S.Lives[K].Handle == I) {
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

/// What runs it (an event loop, a pool, a scope) is a variable of this
/// function: when the function has ended, nobody runs it any more.
bool LifetimeAnalysis::runsByOwn(unsigned I, const Life &L) const {
  if (L.StartedBy == NoId)
    return false;
  const Call &C = G.Calls[L.StartedBy];
  auto IsOwn = [&](const Argument &A) {
    return llvm::any_of(A.Places, [&](PlaceId P) {
      const Place &Root = G.Places[root(P)];
      const auto *D = dyn_cast_or_null<VarDecl>(Root.Decl);
      const auto *RD = D ? D->getType()->getAsCXXRecordDecl() : nullptr;
      // One without a destructor of its own leaves the work alone; closures
      // that it keeps go with it.
      bool Keeps = llvm::any_of(
          U.of(I), [](const Use &Each) { return Each.What == Use::GivenBy; });
      if (Root.What != Place::Local || !RD || !mayRun(*RD) ||
          Holders.contains(root(P)) ||
          (!Keeps && !RD->hasUserDeclaredDestructor()))
        return false;
      return llvm::none_of(U.of(I), [&](const Use &Each) {
        return Each.Of.Place != NoId && root(Each.Of.Place) == root(P);
      });
    });
  };
  if (C.Object && IsOwn(*C.Object))
    return true;
  return !C.Arguments.empty() && IsOwn(C.Arguments.front());
}

/// Outside of coroutines somebody has to drive what has been started: a member
/// function with a loop of an object that the work was given may do that.
bool LifetimeAnalysis::mayDrive(unsigned N) const {
  const Call &C = G.Calls[N];
  if (G.IsCoroutine || !C.Callee || U.startedBy(N) != NoId)
    return false;
  const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
  return M && C.Object && !M->isConst() && !isOfStd(*M) && hasLoop(M->getBody());
}

/// A member function of this function's own object is called.
bool LifetimeAnalysis::isOnObject(const Stmt *S) const {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *C =
      E ? dyn_cast<CXXMemberCallExpr>(E->IgnoreUnlessSpelledInSource()) : nullptr;
  return C && isa<CXXThisExpr>(
                  C->getImplicitObjectArgument()->IgnoreParenImpCasts());
}

/// `C` names what the work is kept in.
bool LifetimeAnalysis::mentionsKeeper(const Call &C, const Life &L) const {
  Mentions Here, Keeper;
  addMentioned(C.E, Here);
  const Call &By = G.Calls[L.StartedBy];
  if (By.Object)
    addMentioned(By.Object->E, Keeper);
  return llvm::any_of(Keeper,
                      [&](const ValueDecl *D) { return Here.contains(D); });
}

/// The variables that stand in the call which started it: an executor, a scope,
/// a latch that it counts down.
const Mentions &LifetimeAnalysis::mentionedByStart(SiteId I,
                                                    unsigned StartedBy) {
  auto [It, New] = Mentioned.try_emplace({I, StartedBy});
  if (New) {
    if (StartedBy != NoId)
      addMentioned(G.Calls[StartedBy].E, It->second);
    if (U.maker(I))
      addMentioned(U.maker(I)->E, It->second);
  }
  return It->second;
}

/// Somebody waits for something that the started work was given: it is taken to
/// wait for the work.
void LifetimeAnalysis::maybeJoins(const Fact &F, State &S) {
  if (llvm::none_of(S.Lives, [](const Life &L) { return L.Running; }))
    return;
  Mentions Here;
  // Some member function runs what this object keeps.
  bool OfObject = false;
  if (F.What == Fact::Awaited) {
    if (passesTime(G.Awaits[F.Index].Callee))
      return;
    addMentioned(G.Awaits[F.Index].Operand, Here);
    OfObject = isOnObject(G.Awaits[F.Index].Operand);
  } else {
    const Call &C = G.Calls[F.Index];
    OfObject = isOnObject(C.E);
    if (C.Machinery)
      return;
    // Whatever looks at what keeps work that has not begun may run it.
    for (unsigned I = 0; I != S.Lives.size(); ++I)
      if (S.Lives[I].Kept && F.Index != S.Lives[I].StartedBy && !C.Destructor &&
          (OfObject || mentionsKeeper(C, S.Lives[I])))
        ended(I, S);
    if (C.Makes != NoId)
      return;
    if (C.Destructor) {
      // Scopes, nurseries and pools may wait when they end; of the tasks
      // themselves it is known.
      const auto *RD = C.DestroyedType->getAsCXXRecordDecl();
      if (!RD || !C.Object || !RD->hasUserDeclaredDestructor() ||
          (isOfStd(*RD) && RD->getName() != "jthread"))
        return;
      for (PlaceId P : C.Object->Places)
        if (const ValueDecl *D = G.Places[root(P)].Decl;
            D && !Holders.contains(root(P)))
          Here.insert(D);
    } else {
      if (givesTheOne(C.E) ||
          (!waitsByName(C.Callee) && !(C.Model && C.Model->Blocks) &&
           !mayDrive(F.Index)))
        return;
      // What drives the loop from outside runs all that has been started.
      if (!G.IsCoroutine && runsByName(C.Callee)) {
        for (SiteId I = 0; I != S.Lives.size(); ++I)
          if (S.Lives[I].Running && F.Index != S.Lives[I].StartedBy)
            joined(I, S);
        return;
      }
      addMentioned(C.E, Here);
    }
  }
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    Life &L = S.Lives[I];
    if (!L.Running)
      continue;
    if (F.What == Fact::Called && F.Index == L.StartedBy)
      continue;
    bool Destructor = F.What == Fact::Called && G.Calls[F.Index].Destructor;
    for (const ValueDecl *D : mentionedByStart(I, L.StartedBy)) {
      // The end of what it uses is no join.
      bool IsUsed = Destructor && llvm::any_of(U.of(I), [&](const Use &Each) {
                      return Each.Of.Place != NoId &&
                             G.Places[root(Each.Of.Place)].Decl == D;
                    });
      if ((Here.contains(D) || (OfObject && isa<FieldDecl>(D))) && !IsUsed) {
        if (!Destructor)
          each(I, S, DeadUse::NotJoined, startOf(I, L),
               [&](const Use &, unsigned N) { return (L.Dead >> N) & 1; });
        joined(I, S);
        break;
      }
    }
  }
}

/// Somebody has waited for it.
void LifetimeAnalysis::joined(SiteId I, State &S) {
  if (const ParmVarDecl *P = parameterOf(I))
    Results.JoinedParameters.insert(P->getFunctionScopeIndex());
  ended(I, S);
}

/// The parameter that the task came in by; null if it is made here.
const ParmVarDecl *LifetimeAnalysis::parameterOf(SiteId I) const {
  if (I >= G.Sites.size() || G.Sites[I].What != Site::Parameter)
    return nullptr;
  return dyn_cast_or_null<ParmVarDecl>(
      G.Places[root(G.Sites[I].ComesBy)].Decl);
}

/// A loop that goes on until what the work changes has changed.
void LifetimeAnalysis::loopLeft(const Block &B, State &S) {
  Mentions Asked;
  addMentioned(B.Tested, Asked);
  for (unsigned I = 0; I != S.Lives.size(); ++I)
    if (S.Lives[I].Running &&
        llvm::any_of(mentionedByStart(I, S.Lives[I].StartedBy),
                     [&](const ValueDecl *D) { return Asked.contains(D); }))
      joined(I, S);
}

void LifetimeAnalysis::transfer(const Fact &F, State &S) {
  Events.clear();
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

/// What ends `B` is known to throw.
bool LifetimeAnalysis::throws(const Block &B) const {
  auto Throws = [&](const FunctionDecl *F) {
    const FunctionSummary *S = F ? Summaries(F) : nullptr;
    return S && S->BodySeen && (S->Throws || S->OnlyThrows);
  };
  for (const Fact &F : llvm::reverse(B.Facts)) {
    if (F.What == Fact::Thrown)
      return true;
    if (F.What == Fact::Called && !G.Calls[F.Index].Machinery)
      return Throws(G.Calls[F.Index].Callee);
    if (F.What == Fact::Awaited)
      return Throws(G.Awaits[F.Index].Callee);
  }
  return false;
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
      noteParameter(Each.Of, Results.StartedParameters, Results.StartsOnObject);
    escaped(I, L);
  }
}

/// The object of this member function is used by work that nobody can wait for
/// through the object.
void LifetimeAnalysis::escaped(unsigned I, const Life &L) {
  if (L.Kept || L.Stored || !U.maker(I))
    return;
  for (const Use &Each : U.of(I))
    if (Each.Of.Place != NoId && (!L.AtOnce || Each.AfterAwait) &&
        G.Places[root(Each.Of.Place)].What == Place::Object &&
        llvm::none_of(Results.Escaped, [&](const EscapedObject &O) {
          return O.Maker == U.maker(I);
        }))
      Results.Escaped.push_back({U.maker(I), Each, startOf(I, L)});
}

} // namespace

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

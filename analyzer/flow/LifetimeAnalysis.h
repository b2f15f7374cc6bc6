//===- LifetimeAnalysis.h - what outlives what on a path --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transfer functions behind LifetimeFlow.h; how work is joined is in
// LifetimeJoins.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LIFETIMEANALYSIS_H
#define COROLINT_FLOW_LIFETIMEANALYSIS_H

#include "flow/LeavingExceptions.h"
#include "flow/LifetimeFlow.h"
#include "flow/Mentions.h"
#include "flow/TaskAnalysis.h"
#include "flow/WorkUses.h"

#include <map>

namespace clang {
class ParmVarDecl;
}

namespace corolint {

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
    /// That is a variable of the whole program, by which any function may wait
    /// for the work: of this function's variables, nothing is claimed.
    bool OfProgram = false;
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
    findWaitedForAtOnce();
    for (const LeavingExceptions &E : findThrown(G, Summaries))
      Throwing.push_back(E.Thrown || E.Refused);
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
    llvm::SmallVector<PlaceId, 8> Shielded;
    if (Tasks.mayShield())
      Shielded = S.Tasks.Shielded;
    bool Possible = Tasks.follow(B, E, S.Tasks);
    std::vector<TaskEvent> Now = std::move(Events);
    Events = {};
    for (const TaskEvent &Each : Now)
      event(Each, Fact{Fact::Escaped}, S);
    if (Tasks.mayShield())
      leaveShields(Shielded, S);
    if (B.LoopHead && E.What == Edge::WhenFalse)
      loopLeft(B, S);
    branched(B, E, S);
    // What an exception leaves running is claimed only where one is thrown.
    bool IsHandled = B.Dispatch && G.Blocks[E.To].Handler != NoId;
    if (E.What == Edge::Exceptional && !IsHandled &&
        !Throwing.test(&B - G.Blocks.data()))
      for (Life &L : S.Lives)
        if (!isShielded(L, S.Tasks))
          L = Life();
    return Possible;
  }
  void finish(State &S, bool Exceptional);

  LifetimeResults Results;

private:
  template <class Pred>
  void each(SiteId I, State &S, DeadUse::Kind What, const clang::Stmt *Where,
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
  /// It is awaited behind a shield, and may go on when that ends.
  bool isShielded(const Life &L, const TaskAnalysis::State &S) const {
    return L.Running && L.Handle != NoId && S.Shielded[L.Handle] != NoId;
  }
  void step(const Fact &F, State &S);
  void leaveShields(llvm::ArrayRef<PlaceId> Before, State &S);
  void findHolders();
  void event(const TaskEvent &E, const Fact &F, State &S);
  void consumed(SiteId I, unsigned Fate, const Fact &F, State &S);
  void started(SiteId I, const Fact &F, State &S);
  void kept(SiteId I, const Fact &F, State &S);
  void findWaitedForAtOnce();
  bool isTaskOfCoroutine(const Call &C) const;
  bool outlivesHere(unsigned Call, unsigned Fate) const;
  bool isOfProgram(const Call &C) const;
  void returned(SiteId I, const Fact &F, State &S);
  void expressionLeft(SiteId I, State &S);
  void handleLost(SiteId Handle, State &S);
  void escaped(unsigned I, const Life &L);
  void ended(SiteId I, State &S);
  void joined(SiteId I, State &S);
  void changed(const Call &C, State &S);
  bool mayHaveRoom(const Owner &O) const;
  void died(PlaceId P, State &S);
  void noteParameter(const Referent &R, std::set<unsigned> &Parameters,
                     bool &Object);
  bool waits(const Call &C) const;
  bool waitsForOthers(const Call &C) const;
  bool isHandle(const clang::ValueDecl *D, const Life &L) const;
  bool waitsItself(const Use &U) const;
  bool mayDrive(unsigned Call) const;
  bool isOnObject(const clang::Stmt *S) const;
  bool mentionsKeeper(const Call &C, const Life &L) const;
  bool runsByOwn(unsigned I, const Life &L) const;
  bool drivesLoop(const clang::ValueDecl *Threads) const;
  void joinedAll(const Fact &F, State &S);
  bool waitsForElement(const Block &B, const clang::ValueDecl *D) const;
  bool hasOnlyElement(SiteId I, unsigned StartedBy,
                      const clang::ValueDecl *D) const;
  bool canChange(unsigned I, unsigned StartedBy,
                 const clang::ValueDecl *D) const;
  void branched(const Block &B, const Edge &E, State &S);
  bool isInLoopOver(const clang::Stmt *Start, const clang::ValueDecl *D) const;
  void loopLeft(const Block &B, State &S);
  void maybeJoins(const Fact &F, State &S);
  const Mentions &mentionedByStart(SiteId I, unsigned StartedBy);
  const clang::Stmt *startOf(SiteId I, const Life &L) const;
  const clang::ParmVarDecl *parameterOf(SiteId I) const;

  const FactGraph &G;
  SummaryLookup Summaries;
  const WorkUses &U;
  TaskAnalysis Tasks;
  std::vector<TaskEvent> Events;
  llvm::DenseSet<const clang::Stmt *> WaitedForAtOnce;
  /// Blocks that are known to throw on purpose.
  llvm::BitVector Throwing;
  /// Variables that hold tasks.
  llvm::DenseSet<PlaceId> Holders;
  /// By work and the call that started it.
  std::map<std::pair<unsigned, unsigned>, Mentions> Mentioned;
  /// Work, its use, and what is wrong.
  std::set<std::tuple<unsigned, unsigned, int>> Reported;
};

/// Reports what `I` uses and `IsDead` accepts.
template <class Pred>
void LifetimeAnalysis::each(SiteId I, State &S, DeadUse::Kind What,
                            const clang::Stmt *Where, Pred IsDead) {
  const std::vector<Use> &All = U.of(I);
  bool AtOnce = What == DeadUse::NotJoined && S.Lives[I].AtOnce;
  bool OfProgram = What == DeadUse::NotJoined && S.Lives[I].OfProgram;
  for (unsigned N = 0; N != All.size() && N != MaxUses; ++N)
    if (U.maker(I) && IsDead(All[N], N) && !OfProgram &&
        (!AtOnce || All[N].AfterAwait) &&
        !(What == DeadUse::NotJoined && waitsItself(All[N])) &&
        Reported.insert({I, N, What}).second)
      Results.Dead.push_back({What, U.maker(I), All[N], Where});
}

} // namespace corolint

#endif // COROLINT_FLOW_LIFETIMEANALYSIS_H

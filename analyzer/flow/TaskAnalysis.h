//===- TaskAnalysis.h - where each task is on a path ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transfer functions behind TaskFlow.h. LifetimeFlow.cpp runs them as well,
// and is told of what happens to each value.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_TASKANALYSIS_H
#define COROLINT_FLOW_TASKANALYSIS_H

#include "flow/ShieldedAwaits.h"
#include "flow/TaskFlow.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

/// Something that happens to a site's value.
struct TaskEvent {
  enum Kind {
    Created,  ///< made, in Place
    Moved,    ///< now in Place
    Consumed, ///< no longer followed: Fate says why; it was in Place
    Dropped,  ///< destroyed; it was in Place
    Regained, ///< nobody waits for it any more: it is still in Place
  } What;
  SiteId Site;
  PlaceId Place;
  unsigned Fate = 0;
};

class TaskAnalysis {
public:
  struct State {
    /// For each site the place that holds its value; NoId if there is no value.
    llvm::SmallVector<PlaceId, 8> Holder;
    /// The sites whose value was there when an exception was caught.
    llvm::SmallVector<bool, 8> Crossed;
    /// The sites whose value was there when an endless loop was entered.
    llvm::SmallVector<bool, 8> Looping;
    /// For sites whose value is awaited behind a shield: the variable that has
    /// its handle meanwhile; else NoId.
    llvm::SmallVector<PlaceId, 8> Shielded;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = 0;
    for (bool C : S.Crossed)
      H = H * 2 + C;
    for (bool L : S.Looping)
      H = H * 2 + L;
    for (PlaceId P : S.Holder)
      H = H * 1000003 + P;
    for (PlaceId P : S.Shielded)
      H = H * 31 + P;
    return H;
  }

  TaskAnalysis(const FactGraph &G, SummaryLookup Summaries);

  State initial() {
    State S;
    S.Holder.assign(G.Sites.size(), NoId);
    S.Crossed.assign(G.Sites.size(), false);
    S.Looping.assign(G.Sites.size(), false);
    S.Shielded.assign(G.Sites.size(), NoId);
    for (unsigned I = 0; I != G.Sites.size(); ++I)
      if (G.Sites[I].What == Site::Parameter)
        S.Holder[I] = G.Sites[I].ComesBy;
    return S;
  }

  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &S, bool Exceptional);
  /// What an endless loop holds and never takes is lost, though no path says
  /// so.
  void judgeEndless();

  /// Some await of the function may end before what it awaits does.
  bool mayShield() const { return Shields.any(); }

  TaskResults Results;
  /// If not null, what happens to each site's value is appended here.
  std::vector<TaskEvent> *Events = nullptr;

private:
  bool affects(PlaceId Holder, PlaceId P) const {
    return Holder != NoId && P != NoId &&
           (G.isPartOf(Holder, P) || G.isPartOf(P, Holder));
  }
  template <class Fn> void eachHeld(State &S, PlaceId P, Fn Do) {
    for (unsigned I = 0; I != S.Holder.size(); ++I)
      if (affects(S.Holder[I], P))
        Do(I);
  }
  /// The value of the site is no longer followed.
  void release(State &S, SiteId I) {
    Results.Sites[I].LeavesForever |= S.Looping[I];
    S.Holder[I] = NoId;
    S.Crossed[I] = false;
    S.Looping[I] = false;
  }
  void note(TaskEvent::Kind What, SiteId I, PlaceId P, unsigned Fate = 0) {
    if (Events)
      Events->push_back({What, I, P, Fate});
  }
  void consume(State &S, PlaceId P, unsigned Fate) {
    eachHeld(S, P, [&](SiteId I) {
      note(TaskEvent::Consumed, I, S.Holder[I], Fate);
      Results.Sites[I].Fates |= Fate;
      if (InShield && G.Places[S.Holder[I]].What != Place::Temporary)
        S.Shielded[I] = S.Holder[I];
      release(S, I);
    });
  }
  void regain(SiteId I, State &S);
  void leaveShields(const Block &B, const Edge &E, State &S);
  void drop(State &S, SiteId I, TaskDrop D) {
    note(TaskEvent::Dropped, I, S.Holder[I]);
    D.Holder = S.Holder[I];
    D.ViaException = S.Crossed[I];
    release(S, I);
    if (G.Sites[I].DestructorHandles && D.How != TaskDrop::ByCallee) {
      Results.Sites[I].Fates |= FateStarted;
      return;
    }
    for (TaskDrop &Old : Results.Sites[I].Drops)
      if (Old.Where == D.Where && Old.How == D.How) {
        Old.ViaException &= D.ViaException;
        return;
      }
    Results.Sites[I].Drops.push_back(std::move(D));
  }
  /// What is wholly in `P` is destroyed.
  void destroy(State &S, PlaceId P, TaskDrop::Kind How,
               const clang::Stmt *Where) {
    for (unsigned I = 0; I != S.Holder.size(); ++I)
      if (S.Holder[I] != NoId && G.isPartOf(S.Holder[I], P)) {
        TaskDrop D;
        D.How = How;
        D.Where = Where;
        drop(S, I, D);
      }
  }
  /// What is in `From` goes to `To`, whose own value ends.
  void move(State &S, PlaceId From, PlaceId To, const clang::Stmt *Where) {
    llvm::SmallVector<SiteId, 4> Moving;
    eachHeld(S, From, [&](SiteId I) { Moving.push_back(I); });
    if (Moving.empty())
      return;
    if (!G.Places[To].Many)
      for (unsigned I = 0; I != S.Holder.size(); ++I)
        if (S.Holder[I] != NoId && G.isPartOf(S.Holder[I], To) &&
            !llvm::is_contained(Moving, I)) {
          TaskDrop D;
          D.How = TaskDrop::Overwritten;
          D.Where = Where;
          drop(S, I, D);
        }
    put(S, Moving, To);
  }
  /// What is in `From` goes to `To` as well: one of several that a call takes.
  void add(State &S, PlaceId From, PlaceId To) {
    llvm::SmallVector<SiteId, 4> Moving;
    eachHeld(S, From, [&](SiteId I) { Moving.push_back(I); });
    put(S, Moving, To);
  }
  void put(State &S, llvm::ArrayRef<SiteId> Moving, PlaceId To) {
    for (SiteId I : Moving) {
      if (G.Places[To].Borrowed) {
        note(TaskEvent::Consumed, I, S.Holder[I], FateStored);
        Results.Sites[I].Fates |= FateStored;
        release(S, I);
      } else {
        S.Holder[I] = To;
        note(TaskEvent::Moved, I, To);
      }
    }
  }
  void call(const Call &C, State &S);
  void argument(const Call &C, unsigned N, State &S, bool &Forwarded);
  bool swaps(const Call &C, State &S);
  void object(const Call &C, State &S);
  bool replacesAll(const Call &C, PlaceId P) const;
  void byCallee(const Call &C, const FunctionSummary &Callee,
                const ParameterSummary &P, PlaceId Arg, State &S,
                bool &Forwarded);
  bool keepsWhatItHolds(PlaceId Variable, PlaceId Made) const;
  void create(SiteId I, PlaceId P, const clang::Stmt *Where, State &S);

  const FactGraph &G;
  SummaryLookup Summaries;
  /// Blocks on a cycle from which the exit is reached by exceptions only.
  std::vector<bool> Endless;
  ShieldedAwaits Shields;
  /// What is being gone through is part of a shielded await.
  bool InShield = false;
};

} // namespace corolint

#endif // COROLINT_FLOW_TASKANALYSIS_H

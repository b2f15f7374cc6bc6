//===- CancellationAnalysis.h - a cancellation along the paths ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The analysis that CancellationFlow.h runs, a property of the path explorer.
// Private to the files that implement it:
// - CancellationSources.cpp: what is known before the first path: what each
//   await throws, which calls rethrow, and what is told to stop;
// - CancellationSteps.cpp: what each fact does to the state;
// - CancellationBranches.cpp: what edges tell: conditions, exceptions,
// handlers,
//   ends;
// - CancellationFlow.cpp: what is lost.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CANCELLATIONANALYSIS_H
#define COROLINT_FLOW_CANCELLATIONANALYSIS_H

#include "flow/CancellationFlow.h"
#include "flow/HandlerEffects.h"
#include "flow/ObjectRoots.h"
#include "flow/StopCalls.h"

#include "clang/AST/StmtCXX.h"

namespace corolint {

class CancellationAnalysis {
public:
  using Types = CancellationKinds::Types;
  struct State {
    enum Phase : uint8_t {
      Normal,
      /// A cancellation is being thrown.
      Flying,
      /// A handler has taken it.
      Taken,
      /// It was taken, and the code has asked what it was or passed it on.
      Known,
    } Now = Normal;
    /// What is being thrown or was taken.
    Types What = 0;
    unsigned Handler = NoId;
    /// The last await; the one whose cancellation was taken.
    unsigned Await = NoId;
    unsigned From = NoId;
    /// It was taken, and this await went on; in the loop of the handler or not.
    /// It is lost unless the code asks or throws before the coroutine ends or
    /// comes to `From`, or to this await of a later loop, again.
    const clang::Stmt *WentOn = nullptr;
    bool Again = false;
    unsigned LaterLoop = NoId;
    /// Thrown by a `throw;` outside of this function's handlers.
    bool OfCaller = false;
    /// This function has requested a cancellation itself.
    bool Requested = false;
    /// The task that is awaited, or read by this call, was cancelled here.
    bool ReadsOwn = false;
    const clang::Stmt *ReadAt = nullptr;
    /// The exception was kept, in this local if it is one.
    bool Kept = false;
    PlaceId KeptIn = NoId;
    /// Awaits whose error code was not looked at, or said "failed", and awaits
    /// whose coroutine may have swallowed a cancellation.
    struct Silent {
      unsigned Await = NoId;
      bool Swallowed = false;
      bool CodeFailed = false;
      /// The await that went on all the same.
      const clang::Stmt *WentOn = nullptr;
      /// The variable that has the code has died.
      bool Gone = false;
      bool operator==(const Silent &) const = default;
    };
    llvm::SmallVector<Silent, 1> Silents;
    /// The tasks, and containers of tasks, that this function has cancelled, by
    /// their roots.
    llvm::SmallVector<const clang::ValueDecl *, 1> Stopped;
    /// Tasks that this function has cancelled and not awaited since, with the
    /// calls.
    llvm::SmallVector<std::pair<PlaceId, unsigned>, 1> Cancelled;
    /// Tasks that were awaited: to cancel them afterwards does nothing.
    llvm::SmallVector<PlaceId, 1> Ended;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = S.Now;
    for (unsigned X :
         {unsigned(S.What), S.Handler, S.Await, unsigned(S.Requested),
          unsigned(S.ReadsOwn), unsigned(reinterpret_cast<uintptr_t>(S.ReadAt)),
          unsigned(S.Kept), S.KeptIn, S.From,
          unsigned(reinterpret_cast<uintptr_t>(S.WentOn)), unsigned(S.Again),
          S.LaterLoop, unsigned(S.OfCaller)})
      H = H * 1000003 + X;
    for (const State::Silent &E : S.Silents)
      H = H * 1000003 + E.Await * 7 + E.CodeFailed * 3 + E.Gone * 5 +
          unsigned(reinterpret_cast<uintptr_t>(E.WentOn));
    for (const clang::ValueDecl *D : S.Stopped)
      H = H * 1000003 + unsigned(reinterpret_cast<uintptr_t>(D));
    for (auto [P, C] : S.Cancelled)
      H = H * 1000003 + P * 31 + C;
    for (PlaceId P : S.Ended)
      H = H * 1000003 + P;
    return H;
  }

  CancellationAnalysis(const UnitContext &Unit, CancellationKinds &Kinds,
                       const FactGraph &G, SummaryLookup Summaries)
      : Unit(Unit), Kinds(Kinds), G(G), Summaries(Summaries),
        Stops(Kinds, Summaries), Roots(*G.Function, [&](clang::QualType T) {
          return Unit.Types.of(T).isTracked();
        }) {}

  void prepare();
  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &S, bool Exceptional);
  CancellationResults results();
  /// The types of cancellations that each await can throw.
  llvm::ArrayRef<Types> thrown() const { return ThrownByAwait; }

private:
  Types typesOf(const Await &A) const;
  Types typesOfAwaiter(const Await &A) const;
  bool takesCancellation(const Await &A) const;
  const FunctionSummary *summaryOf(const clang::FunctionDecl *F) const {
    return F ? Summaries(F) : nullptr;
  }
  bool rethrowsCurrent(const Call &C) const;
  bool rethrowsKept(const Call &C) const;
  bool callsRethrower(const Call &C) const;
  bool requestsIn(const clang::CXXCatchStmt &Handler) const;
  bool sameLoop(const clang::Stmt *Here, unsigned There) const;
  void lost(LostCancellation::Kind What, State &S, const clang::Stmt *Where);
  void neverJoined(const Call &C, PlaceId Task,
                   const clang::ValueDecl *Container = nullptr);
  void silentlyLost(const State::Silent &Silent);
  void note(LostCancellation L);
  /// What was taken is lost: by going on if the coroutine has, else so.
  void lostUnlessGoneOn(LostCancellation::Kind What, State &S,
                        const clang::Stmt *Where) {
    if (S.WentOn)
      lost(S.Again ? LostCancellation::NextTurn : LostCancellation::GoesOn, S,
           S.WentOn);
    else
      lost(What, S, Where);
  }
  /// Nothing has been taken any more, or something else.
  static void clear(State &S, State::Phase Now) {
    S.Now = Now;
    S.WentOn = nullptr;
    S.Again = S.OfCaller = false;
    S.LaterLoop = NoId;
  }
  void call(const Call &C, unsigned Index, State &S);
  void asked(State &S);
  void suspended(unsigned Await, State &S);
  bool branch(const Block &B, const Edge &E, State &S);
  void fliesOut(const Block &B, State &S);
  bool dispatch(const Block &B, const Edge &E, State &S);
  bool answers(const clang::Stmt *Return, const State &S) const;
  bool isPlainError(const clang::CXXThrowExpr &E) const;
  bool replaces(const clang::Stmt *Throw, const State &S) const;
  bool mentionsTaken(const clang::Stmt *E, const State &S) const;
  bool decides(const clang::FunctionDecl *F) const;
  bool branchDecides(const Call &C) const;
  bool isCleanup(const Await &A) const;
  bool isMany(PlaceId P) const;
  void joined(State &S, PlaceId P, bool Throws = true);
  bool requests(const Call &C) const;
  bool runsAny(const Call &C,
               llvm::function_ref<bool(const FunctionSummary &)> What) const;
  bool isWithin(const clang::Stmt &S, const clang::Stmt &Outer) const;
  void noteStopped(const Call &C, unsigned Index);
  static void stopped(State &S,
                      llvm::ArrayRef<const clang::ValueDecl *> Roots) {
    for (const clang::ValueDecl *D : Roots)
      if (!llvm::is_contained(S.Stopped, D))
        S.Stopped.push_back(D);
  }
  bool inOwnHandler(const clang::Stmt &S) const;
  bool isStopFlagOfOthers(const clang::Expr *Tested) const;
  bool testsWhatIsSet(const clang::Expr *Tested, bool Value, State &S);
  void comparesException(const clang::Expr *Tested, bool Value, State &S);
  void keptBy(const Call &C, State &S);
  bool isGivenInVain(const clang::Stmt *E) const;
  void noteParts(const clang::Stmt *S);
  bool isReachedByNobodyElse(const clang::ValueDecl *D) const;
  void containersLeft();
  void lookedAt(State &S, llvm::function_ref<bool(PlaceId)> InPlace) const;
  const Call *callAtEnd(const Block &B) const;
  void forget(State &S, PlaceId P) {
    llvm::erase_if(S.Cancelled, [&](auto C) { return C.first == P; });
  }

  const UnitContext &Unit;
  CancellationKinds &Kinds;
  const FactGraph &G;
  SummaryLookup Summaries;
  StopCalls Stops;
  ObjectRoots Roots;
  llvm::DenseMap<const clang::Stmt *, unsigned> AwaitOfPart, CallOf;
  llvm::SmallPtrSet<const clang::Stmt *, 16> Parts;
  llvm::SmallVector<Types, 8> ThrownByAwait;
  llvm::DenseMap<const clang::Stmt *, unsigned> BlockOf;
  /// The expressions that branches hang on.
  llvm::SmallPtrSet<const clang::Stmt *, 8> Tested;
  /// Handlers in which something else is told to stop.
  llvm::SmallVector<bool, 4> HandlerRequests;
  llvm::SmallVector<HandlerEffects, 4> Effects;
  /// What the object is that a task was got from: a group waits for its tasks
  /// itself.
  llvm::DenseMap<PlaceId, PlaceId> GotFrom;
  /// Tasks that others have, or are told the end of.
  llvm::SmallDenseSet<PlaceId, 4> SeenByOthers;
  /// The calls that make what is awaited, by await, and the reverse.
  llvm::SmallVector<llvm::SmallVector<unsigned, 2>, 8> CallsOfAwait;
  llvm::DenseMap<unsigned, unsigned> AwaitOfCall;
  /// The roots that an await names.
  llvm::SmallVector<llvm::SmallVector<const clang::ValueDecl *, 2>, 8>
      RootsOfAwait;
  /// The roots that a call tells to stop, and those that the body of the loop
  /// that begins with a block does.
  llvm::DenseMap<unsigned, llvm::SmallVector<const clang::ValueDecl *, 1>>
      StoppedBy;
  llvm::DenseMap<unsigned, llvm::SmallVector<const clang::ValueDecl *, 1>>
      StoppedByLoop;
  /// The objects that the awaited operations belong to, and that a stop can
  /// close.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> AwaitedObjects;
  Types Thrown = 0;
  bool Ends = false, ThrowsOther = false;
  CancellationResults Results;
};

/// What a branch on `E` has evaluated last, without negations; `Value` is the
/// value of that part on an edge. Of `A && B`, a branch of its own hangs on A.
const clang::Expr *lastTested(const clang::Expr *E, bool &Value);

/// The variable or member that an expression names.
const clang::ValueDecl *namedBy(const clang::Expr *E);

/// A closure in `S`, which may be null, captures `V`.
bool isCaptured(const clang::Stmt *S, const clang::VarDecl *V);

} // namespace corolint

#endif // COROLINT_FLOW_CANCELLATIONANALYSIS_H

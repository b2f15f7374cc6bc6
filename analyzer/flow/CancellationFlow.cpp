//===- CancellationFlow.cpp - where cancellations get lost
//-----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationFlow.h"

#include "flow/ErrorCodes.h"
#include "flow/FunctionIndex.h"
#include "flow/HandlerEffects.h"
#include "flow/ObjectRoots.h"
#include "flow/PathExplorer.h"
#include "flow/SkippedSteps.h"
#include "flow/StopCalls.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {
namespace {

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
    const Stmt *WentOn = nullptr;
    bool Again = false;
    unsigned LaterLoop = NoId;
    /// Thrown by a `throw;` outside of this function's handlers.
    bool OfCaller = false;
    /// This function has requested a cancellation itself.
    bool Requested = false;
    /// The task that is awaited, or read by this call, was cancelled here.
    bool ReadsOwn = false;
    const Stmt *ReadAt = nullptr;
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
      const Stmt *WentOn = nullptr;
      /// The variable that has the code has died.
      bool Gone = false;
      bool operator==(const Silent &) const = default;
    };
    llvm::SmallVector<Silent, 1> Silents;
    /// The tasks, and containers of tasks, that this function has cancelled, by
    /// their roots.
    llvm::SmallVector<const ValueDecl *, 1> Stopped;
    /// Tasks that this function has cancelled and not awaited since, with the
    /// calls.
    llvm::SmallVector<std::pair<PlaceId, unsigned>, 1> Cancelled;
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
    for (const ValueDecl *D : S.Stopped)
      H = H * 1000003 + unsigned(reinterpret_cast<uintptr_t>(D));
    for (auto [P, C] : S.Cancelled)
      H = H * 1000003 + P * 31 + C;
    return H;
  }

  CancellationAnalysis(const UnitContext &Unit, CancellationKinds &Kinds,
                       const FactGraph &G, SummaryLookup Summaries)
      : Unit(Unit), Kinds(Kinds), G(G), Summaries(Summaries),
        Stops(Kinds, Summaries), Roots(*G.Function, [&](QualType T) {
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
  const FunctionSummary *summaryOf(const FunctionDecl *F) const {
    return F ? Summaries(F) : nullptr;
  }
  bool rethrowsCurrent(const Call &C) const;
  bool rethrowsKept(const Call &C) const;
  bool callsRethrower(const Call &C) const;
  bool requestsIn(const CXXCatchStmt &Handler) const;
  bool sameLoop(const Stmt *Here, unsigned There) const;
  void lost(LostCancellation::Kind What, State &S, const Stmt *Where);
  void neverJoined(const Call &C, PlaceId Task);
  void silentlyLost(const State::Silent &Silent);
  void note(LostCancellation L);
  /// What was taken is lost: by going on if the coroutine has, else so.
  void lostUnlessGoneOn(LostCancellation::Kind What, State &S,
                        const Stmt *Where) {
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
  bool answers(const Stmt *Return, const State &S) const;
  bool replaces(const Stmt *Throw, const State &S) const;
  bool mentionsTaken(const Stmt *E, const State &S) const;
  bool isCleanup(const Await &A) const;
  bool isMany(PlaceId P) const;
  void joined(State &S, PlaceId P, bool Throws = true);
  bool requests(const Call &C) const;
  bool runsAny(const Call &C,
               llvm::function_ref<bool(const FunctionSummary &)> What) const;
  bool isWithin(const Stmt &S, const Stmt &Outer) const;
  void noteStopped(const Call &C, unsigned Index);
  static void stopped(State &S, llvm::ArrayRef<const ValueDecl *> Roots) {
    for (const ValueDecl *D : Roots)
      if (!llvm::is_contained(S.Stopped, D))
        S.Stopped.push_back(D);
  }
  bool inOwnHandler(const Stmt &S) const;
  bool testsWhatIsSet(const Expr *Tested, bool Value, State &S);
  void comparesException(const Expr *Tested, bool Value, State &S);
  void keptBy(const Call &C, State &S);
  bool isGivenInVain(const Stmt *E) const;
  void noteParts(const Stmt *S);
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
  llvm::DenseMap<const Stmt *, unsigned> AwaitOfPart, CallOf;
  llvm::SmallPtrSet<const Stmt *, 16> Parts;
  llvm::SmallVector<Types, 8> ThrownByAwait;
  llvm::DenseMap<const Stmt *, unsigned> BlockOf;
  /// The expressions that branches hang on.
  llvm::SmallPtrSet<const Stmt *, 8> Tested;
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
  llvm::SmallVector<llvm::SmallVector<const ValueDecl *, 2>, 8> RootsOfAwait;
  /// The roots that a call tells to stop, and those that the body of the loop
  /// that begins with a block does.
  llvm::DenseMap<unsigned, llvm::SmallVector<const ValueDecl *, 1>> StoppedBy;
  llvm::DenseMap<unsigned, llvm::SmallVector<const ValueDecl *, 1>>
      StoppedByLoop;
  /// The objects that the awaited operations belong to.
  llvm::SmallPtrSet<const ValueDecl *, 4> AwaitedObjects;
  Types Thrown = 0;
  bool Ends = false, ThrowsOther = false;
  CancellationResults Results;
};

/// The call that a part of a co_await is, within its wrappers.
const CallExpr *partCall(const Stmt *S) {
  while (S && !isa<CallExpr>(S))
    S = S->child_begin() == S->child_end() ? nullptr : *S->child_begin();
  return cast_or_null<CallExpr>(S);
}

/// What a branch on `E` has evaluated last, without negations; `Value` is the
/// value of that part on an edge. Of `A && B`, a branch of its own hangs on A.
const Expr *lastTested(const Expr *E, bool &Value) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && U->getOpcode() == UO_LNot) {
      Value = !Value;
      E = U->getSubExpr();
    } else if (const auto *X = dyn_cast<BinaryOperator>(E);
               X && X->isLogicalOp())
      E = X->getRHS();
    else
      return E;
  }
}

/// The variable or member that an expression names.
const ValueDecl *namedBy(const Expr *E) {
  if (!E)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return D->getDecl();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  return nullptr;
}

/// What the awaiter's own functions throw.
CancellationAnalysis::Types
CancellationAnalysis::typesOfAwaiter(const Await &A) const {
  Types Usual = Kinds.usualTypes(G.Function->getReturnType());
  const auto *E = dyn_cast<CoroutineSuspendExpr>(A.E);
  if (!E)
    return Usual;
  bool Seen = false;
  Types Found = 0;
  for (const Expr *Part :
       {E->getReadyExpr(), E->getSuspendExpr(), E->getResumeExpr()}) {
    const CallExpr *C = partCall(Part);
    const FunctionSummary *S = summaryOf(C ? calleeOf(C) : nullptr);
    if (!S || !S->BodySeen)
      continue;
    Seen = true;
    Found |= Kinds.named(S->Cancellations);
    if (S->RethrowsKept)
      Found |= Usual;
  }
  return Seen ? Found : Usual;
}

CancellationAnalysis::Types
CancellationAnalysis::typesOf(const Await &A) const {
  if (A.NeverSuspends && !A.Callee)
    return 0;
  // To cancel such a wait is to notify.
  if (const ValueDecl *D = namedBy(A.Object); D && Kinds.neverExpires(D))
    return 0;
  Types Usual = Kinds.usualTypes(G.Function->getReturnType());
  auto OfCoroutine = [&](const FunctionDecl *F) -> std::optional<Types> {
    const FunctionSummary *S = summaryOf(F);
    if (!S || !S->BodySeen || !S->IsCoroutine)
      return std::nullopt;
    // What it rethrows is what was thrown in other coroutines.
    return Kinds.named(S->Cancellations) | (S->RethrowsKept ? Usual : 0);
  };
  if (std::optional<Types> T = OfCoroutine(A.Callee))
    return *T;
  // A task in a variable: whose it is.
  if (!A.Callee && A.Places.size() == 1)
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts) {
        if (F.What != Fact::Created || F.Place != A.Places.front())
          continue;
        const Site &S = G.Sites[F.Site];
        if (S.Made)
          if (std::optional<Types> T = OfCoroutine(calleeOf(S.Made)))
            return *T;
      }
  // The awaitables of a modelled library are known to throw.
  if (Kinds.isModelled(G.Function->getReturnType()) ||
      (Usual & CancellationKinds::UnknownType))
    return Usual;
  return typesOfAwaiter(A);
}

bool CancellationAnalysis::rethrowsCurrent(const Call &C) const {
  const FunctionSummary *S = summaryOf(C.Callee);
  return S && S->Rethrows && !S->IsCoroutine;
}

bool CancellationAnalysis::rethrowsKept(const Call &C) const {
  if (C.Model && C.Model->Rethrows)
    return true;
  if (C.Callee && isOfStd(*C.Callee) && C.Callee->getIdentifier()) {
    StringRef Name = C.Callee->getName();
    if (Name == "rethrow_exception" || Name == "rethrow_if_nested")
      return true;
  }
  const FunctionSummary *S = summaryOf(C.Callee);
  return S && S->RethrowsKept && !S->IsCoroutine;
}

/// A closure that is given to a function of the standard library runs at once;
/// one that an object is made from, later.
bool CancellationAnalysis::runsAny(
    const Call &C,
    llvm::function_ref<bool(const FunctionSummary &)> What) const {
  if (!C.Callee || !isOfStd(*C.Callee) || isa<CXXConstructorDecl>(C.Callee))
    return false;
  auto Is = [&](const FunctionDecl *F) {
    const FunctionSummary *S = summaryOf(F);
    return S && !S->IsCoroutine && What(*S);
  };
  return llvm::any_of(C.Arguments, [&](const Argument &A) {
    if (!A.Callable)
      return false;
    if (const FunctionTemplateDecl *T =
            A.Callable->getDescribedFunctionTemplate())
      return llvm::any_of(T->specializations(), Is);
    return Is(A.Callable);
  });
}

bool CancellationAnalysis::callsRethrower(const Call &C) const {
  return runsAny(C, [](const FunctionSummary &S) { return S.RethrowsKept; });
}

/// A call tells something to stop, also by a closure that an algorithm runs.
bool CancellationAnalysis::requests(const Call &C) const {
  return Stops.requests(C) ||
         runsAny(C, [](const FunctionSummary &S) { return S.RequestsStop; });
}

bool CancellationAnalysis::isMany(PlaceId P) const {
  for (; P != NoId; P = G.Places[P].Parent)
    if (G.Places[P].Many)
      return true;
  return false;
}

bool CancellationAnalysis::isWithin(const Stmt &S, const Stmt &Outer) const {
  const SourceManager &SM = Unit.Ctx.getSourceManager();
  clang::SourceRange R = Outer.getSourceRange();
  SourceLocation L = SM.getFileLoc(S.getBeginLoc());
  return !SM.isBeforeInTranslationUnit(L, SM.getFileLoc(R.getBegin())) &&
         !SM.isBeforeInTranslationUnit(SM.getFileLoc(R.getEnd()), L);
}

bool CancellationAnalysis::inOwnHandler(const Stmt &S) const {
  return llvm::any_of(G.Handlers, [&](const corolint::Handler &H) {
    return isWithin(S, *H.Catch->getHandlerBlock());
  });
}

/// A call in the handler's own code that tells something to stop.
bool CancellationAnalysis::requestsIn(const CXXCatchStmt &Handler) const {
  return llvm::any_of(G.Calls, [&](const Call &C) {
    return !C.Machinery && !C.Destructor && requests(C) &&
           isWithin(*C.E, *Handler.getHandlerBlock());
  });
}

/// The calls in an expression, outside of closures.
static void callsIn(const Stmt *S,
                    const llvm::DenseMap<const Stmt *, unsigned> &CallOf,
                    llvm::SmallVectorImpl<unsigned> &Out, unsigned Depth = 0) {
  if (!S || Depth > 40 || isa<LambdaExpr, CoroutineSuspendExpr>(S))
    return;
  if (auto It = CallOf.find(S);
      It != CallOf.end() && !llvm::is_contained(Out, It->second))
    Out.push_back(It->second);
  for (const Stmt *Child : S->children())
    callsIn(Child, CallOf, Out, Depth + 1);
}

/// The tasks, or containers of tasks, that a call tells to stop.
void CancellationAnalysis::noteStopped(const Call &C, unsigned Index) {
  auto Note = [&](const Expr *E) {
    const ValueDecl *D = Roots.of(E);
    QualType T = D ? D->getType().getNonReferenceType() : QualType();
    if (D && T->isPointerType())
      T = T->getPointeeType();
    if (D && (Unit.Types.of(T).isTracked() || Unit.Types.carriesTasks(T)) &&
        !llvm::is_contained(StoppedBy[Index], D))
      StoppedBy[Index].push_back(D);
  };
  if (C.Object)
    Note(C.Object->E);
  else
    for (const Argument &A : C.Arguments)
      Note(A.E);
}

/// What an awaiter does, the await does.
void CancellationAnalysis::noteParts(const Stmt *S) {
  if (!S)
    return;
  if (isa<CallExpr>(S))
    Parts.insert(S);
  for (const Stmt *Child : S->children())
    noteParts(Child);
}

void CancellationAnalysis::prepare() {
  for (unsigned I = 0; I != G.Awaits.size(); ++I) {
    const Await &A = G.Awaits[I];
    ThrownByAwait.push_back(typesOf(A));
    if (const auto *E = dyn_cast<CoroutineSuspendExpr>(A.E))
      for (const Expr *Part :
           {E->getReadyExpr(), E->getSuspendExpr(), E->getResumeExpr()}) {
        if (const CallExpr *C = partCall(Part))
          AwaitOfPart[C] = I;
        noteParts(Part);
      }
  }
  for (const Block &B : G.Blocks)
    if (bool Value = true; B.Tested)
      Tested.insert(lastTested(B.Tested, Value));
  for (unsigned I = 0; I != G.Calls.size(); ++I)
    CallOf[G.Calls[I].E] = I;
  for (const Handler &H : G.Handlers) {
    HandlerRequests.push_back(requestsIn(*H.Catch));
    Effects.push_back(effectsOf(Unit.Ctx, *H.Catch));
  }
  for (unsigned I = 0; I != G.Awaits.size(); ++I) {
    CallsOfAwait.emplace_back();
    callsIn(G.Awaits[I].Operand, CallOf, CallsOfAwait.back());
    for (unsigned C : CallsOfAwait.back())
      AwaitOfCall[C] = I;
  }
  llvm::DenseMap<PlaceId, PlaceId> ResultOf;
  for (const Call &C : G.Calls)
    if (C.Object && C.Result != NoId && C.Object->Places.size() == 1)
      ResultOf[C.Result] = C.Object->Places.front();
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    for (const Fact &F : G.Blocks[B].Facts) {
      if (F.Where)
        BlockOf[F.Where] = B;
      if (F.What == Fact::Asked)
        Results.AsksStop = true;
      if (F.What == Fact::Escaped)
        SeenByOthers.insert(F.Place);
      if (F.What == Fact::Saved && F.Flag && !inOwnHandler(*F.Where))
        Results.KeepsException = true;
      if (F.What == Fact::Moved)
        if (auto It = ResultOf.find(F.From); It != ResultOf.end())
          GotFrom[F.Place] = It->second;
      if (F.What != Fact::Called)
        continue;
      const Call &C = G.Calls[F.Index];
      if (C.Machinery || Parts.contains(C.E))
        continue;
      Results.Rethrows |= rethrowsCurrent(C);
      Results.RethrowsKept |= rethrowsKept(C) || callsRethrower(C);
      Results.AsksStop |= Stops.asks(C);
      if (requests(C)) {
        Results.RequestsStop = true;
        noteStopped(C, F.Index);
      } else if (C.Owner == Call::Adds) {
        for (const Argument &A : C.Arguments)
          SeenByOthers.insert(A.Places.begin(), A.Places.end());
      } else if (C.Object && llvm::any_of(C.Arguments, [](const Argument &A) {
                   return A.Callable != nullptr;
                 })) {
        // Somebody is told of its end.
        for (PlaceId P : C.Object->Places)
          SeenByOthers.insert(P);
      }
    }
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    if (const Stmt *Loop = G.Blocks[B].LoopHead)
      for (const auto &[C, Stopped] : StoppedBy)
        if (isWithin(*G.Calls[C].E, *Loop))
          StoppedByLoop[B].append(Stopped);
  for (const Await &A : G.Awaits)
    RootsOfAwait.push_back(Roots.in(A.Operand));
  for (const Call &C : G.Calls)
    if (C.Object && !C.Machinery && !C.Destructor)
      for (const Await &A : G.Awaits)
        if (A.Operand && A.Operand->IgnoreImplicit() == C.E)
          if (const ValueDecl *D = namedBy(C.Object->E))
            AwaitedObjects.insert(D);
  for (const Await &A : G.Awaits)
    for (const Call &C : G.Calls)
      for (const Argument &Arg : C.Arguments)
        if (A.Operand && A.Operand->IgnoreImplicit() == C.E &&
            Arg.How != Argument::Value)
          if (const ValueDecl *D = namedBy(Arg.E))
            AwaitedObjects.insert(D);
}

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
      neverJoined(G.Calls[I], NoId);
    }
}

void CancellationAnalysis::neverJoined(const Call &C, PlaceId Task) {
  LostCancellation L;
  L.What = LostCancellation::NeverJoined;
  L.Where = C.E;
  L.Task = Task;
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
  L.What = LostCancellation::CalleeTakes;
  for (const FunctionSummary::Swallow &W : summaryOf(A.Callee)->Swallows) {
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

bool CancellationAnalysis::isCleanup(const Await &A) const {
  static const llvm::StringSet<> Words = {
      "close",    "async_close", "shutdown",    "async_shutdown", "cleanup",
      "stop",     "join",        "disconnect",  "release",        "finish",
      "teardown", "rollback",    "wait_closed", "aclose",         "drain"};
  return A.Callee && A.Callee->getIdentifier() &&
         Words.contains(A.Callee->getName());
}

bool CancellationAnalysis::sameLoop(const Stmt *Here, unsigned There) const {
  const Block &B = G.Blocks[BlockOf.lookup(Here)];
  return B.InLoop && B.Component == G.Blocks[There].Component;
}

void CancellationAnalysis::asked(State &S) {
  if (S.Now == State::Taken)
    clear(S, State::Known);
  S.Silents.clear();
}

void CancellationAnalysis::suspended(unsigned I, State &S) {
  const Await &A = G.Awaits[I];
  // Awaiting one's own stop source only gets it.
  if (Kinds.isStopToken(A.E->getType()))
    return;
  if (const FunctionSummary *Callee = summaryOf(A.Callee);
      Callee && Callee->AsksStop && !A.E->getType()->isVoidType())
    asked(S);
  if (S.Now == State::Taken && !S.WentOn) {
    bool Again = sameLoop(A.E, G.Handlers[S.Handler].Block);
    bool ThrownLater = S.Kept && Results.RethrowsKept;
    bool WindsUp = HandlerRequests[S.Handler];
    // Waiting for the rest of what already runs, not trying once more.
    bool Joins = S.From != NoId && !G.Awaits[S.From].Callee;
    if (Again ? !(ThrownLater && (WindsUp || Joins))
              : !(ThrownLater || WindsUp || isCleanup(A))) {
      S.WentOn = A.E;
      S.Again = Again;
    }
  }
  if (S.Now == State::Taken && S.WentOn) {
    if (I == S.From || I == S.LaterLoop)
      lostUnlessGoneOn(LostCancellation::GoesOn, S, A.E);
    else if (S.LaterLoop == NoId && G.Blocks[BlockOf.lookup(A.E)].InLoop)
      S.LaterLoop = I;
  }
  llvm::erase_if(S.Silents, [&](State::Silent &Silent) {
    const Await &Old = G.Awaits[Silent.Await];
    if (!sameLoop(A.E, BlockOf.lookup(Old.E)))
      return true;
    if (!Silent.WentOn)
      Silent.WentOn = A.E;
    bool Overwrites = !Silent.Swallowed && !Silent.Gone &&
                      llvm::any_of(Old.ErrorCodes, [&](PlaceId P) {
                        return llvm::is_contained(A.ErrorCodes, P);
                      });
    if (I != Silent.Await && !Overwrites)
      return false;
    silentlyLost(Silent);
    return true;
  });
}

/// Whether an expression carries an exception or error on: its text and its
/// truth do not.
class CarriesError : public RecursiveASTVisitor<CarriesError> {
public:
  const VarDecl *Exception = nullptr;
  const ValueDecl *KeptIn = nullptr;
  const llvm::SmallPtrSetImpl<const ValueDecl *> *Told = nullptr;
  bool Found = false;

  bool TraverseStmt(Stmt *S) {
    if (Found)
      return false;
    if (const auto *E = dyn_cast_or_null<Expr>(S)) {
      QualType T = E->getType().getNonReferenceType();
      bool Text =
          T->isPointerType() && T->getPointeeType()->isAnyCharacterType();
      if (T->isBooleanType() || (Text && isa<CXXMemberCallExpr>(E)))
        return true;
      if (isa<CXXMemberCallExpr>(E))
        if (const auto *RD = T->getAsCXXRecordDecl();
            RD && RD->getIdentifier() && RD->getName() == "basic_string")
          return true;
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= Exception && E->getDecl() == Exception;
    Found |= KeptIn && E->getDecl() == KeptIn;
    Found |= Told && Told->contains(E->getDecl());
    const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (RD && RD->getIdentifier())
      Found |= RD->getName() == "error_code";
    return !Found;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    Found |= Told && Told->contains(E->getMemberDecl());
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    Found |= F && F->getIdentifier() && F->getName() == "current_exception";
    return !Found;
  }
};

/// `E` hands the exception, or what it was kept in, on.
bool CancellationAnalysis::mentionsTaken(const Stmt *E, const State &S) const {
  CarriesError Carries;
  if (S.Handler != NoId)
    Carries.Exception = G.Handlers[S.Handler].Catch->getExceptionDecl();
  if (S.KeptIn != NoId)
    Carries.KeptIn = G.Places[S.KeptIn].Decl;
  if (S.Handler != NoId)
    Carries.Told = &Effects[S.Handler].Told;
  Carries.TraverseStmt(const_cast<Stmt *>(E));
  return Carries.Found;
}

/// A return that tells the caller nothing of the cancellation.
bool CancellationAnalysis::answers(const Stmt *Return, const State &S) const {
  return !saysCancelled(Unit.Ctx, Return) && !mentionsTaken(Return, S);
}

/// A throw of something that is not made from the cancellation. Its text tells
/// people only.
bool CancellationAnalysis::replaces(const Stmt *Throw, const State &S) const {
  return !saysCancelled(Unit.Ctx, Throw, /*InText=*/false) &&
         !mentionsTaken(Throw, S);
}

/// The function can throw something of its own, or tells by its result.
static bool decides(const FunctionDecl *F) {
  if (!F || isOfStd(*F) || isa<CXXConstructorDecl>(F))
    return false;
  if (F->getReturnType()->isBooleanType())
    return true;
  struct Throws : RecursiveASTVisitor<Throws> {
    bool Found = false;
    bool VisitCXXThrowExpr(CXXThrowExpr *) {
      Found = true;
      return false;
    }
  } Scan;
  if (Stmt *Body = F->getBody())
    Scan.TraverseStmt(Body);
  return Scan.Found;
}

/// `P` is waited for: a cancellation that is thrown now was requested here. If
/// it `Throws`, waiting throws what the task threw.
void CancellationAnalysis::joined(State &S, PlaceId P, bool Throws) {
  bool Ours = false;
  for (auto [C, Index] : S.Cancelled)
    Ours |= C == P;
  // A group that is waited for has waited for its tasks.
  auto OfGroup = [&](auto C) {
    auto It = GotFrom.find(C.first);
    return It != GotFrom.end() && It->second == P;
  };
  S.Requested |= Ours || llvm::any_of(S.Cancelled, OfGroup);
  S.ReadsOwn |= Ours && Throws;
  forget(S, P);
  llvm::erase_if(S.Cancelled, OfGroup);
}

void CancellationAnalysis::call(const Call &C, unsigned Index, State &S) {
  if (C.Machinery) {
    if (C.Object)
      for (PlaceId P : C.Object->Places)
        joined(S, P);
    return;
  }
  if (C.Destructor || Parts.contains(C.E))
    return;
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C.E);
      Op && Op->getOperator() == OO_Equal && !S.Stopped.empty())
    llvm::erase_if(S.Stopped, [&](const ValueDecl *D) {
      return D == Roots.of(Op->getArg(0));
    });
  if (S.Now == State::Taken) {
    if (rethrowsCurrent(C) || (rethrowsKept(C) && S.Kept))
      clear(S, State::Known);
    if (const FunctionSummary *Callee = summaryOf(C.Callee);
        Callee && Callee->KeepsException && !Callee->IsCoroutine)
      keptBy(C, S);
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(C.E);
    bool Assigns = Op && Op->isAssignmentOp();
    for (const Argument &A : C.Arguments) {
      if (!A.E || Assigns || !mentionsTaken(A.E, S))
        continue;
      // Kept, and then given to somebody; or shown to somebody who decides.
      if (S.Kept || decides(C.Callee))
        clear(S, State::Known);
    }
  }
  // Which branch it is then decides.
  if (Stops.asks(C) && !(Tested.contains(C.E) && Stops.tellsByResult(C)))
    asked(S);
  if (requests(C)) {
    bool Ours = false;
    if (C.Object && C.Object->Places.size() == 1 && C.Object->E) {
      PlaceId P = C.Object->Places.front();
      QualType T = C.Object->E->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      const Place &Where = G.Places[P];
      Ours = (Where.What == Place::Local ||
              (Where.What == Place::Parameter && !Where.Borrowed)) &&
             !isMany(P) && Unit.Types.of(T).isTracked();
      if (Ours && !SeenByOthers.contains(P)) {
        forget(S, P);
        S.Cancelled.push_back({P, Index});
      }
      Ours &= !SeenByOthers.contains(P);
    }
    stopped(S, StoppedBy.lookup(Index));
    // Others may wait for what ends with it.
    S.Requested |= !Ours;
    return;
  }
  // Handing a cancelled task on, or waiting for it in another way.
  if (!AwaitOfCall.contains(Index))
    for (const Argument &A : C.Arguments)
      for (PlaceId P : A.Places)
        forget(S, P);
  // Reading the result of a cancelled task throws.
  if (C.Object)
    for (PlaceId P : C.Object->Places) {
      if (const FunctionSummary *Callee = summaryOf(C.Callee);
          Callee && Kinds.named(Callee->Cancellations)) {
        S.ReadAt = nullptr;
        joined(S, P);
        if (S.ReadsOwn)
          S.ReadAt = C.E;
      } else if (C.Callee && C.Callee->getReturnType()->isBooleanType()) {
        forget(S, P); // asks whether it is done
      }
    }
}

/// Waiting for what the call gives waits for that argument, and throws what it
/// threw.
static bool joins(const Call &C, unsigned N) {
  return C.Model &&
         llvm::any_of(C.Model->Arguments, [&](const ArgumentModel &M) {
           return M.Task == TaskUse::Joins &&
                  (M.Argument == int(N) || M.Argument == -2);
         });
}

/// The kept exception `E` goes to a function that makes nothing of it.
bool CancellationAnalysis::isGivenInVain(const Stmt *E) const {
  for (const Call &C : G.Calls)
    for (unsigned N = 0; N != C.Arguments.size(); ++N)
      if (C.Callee && C.Callee->hasBody() && C.Arguments[N].E &&
          C.Arguments[N].E->IgnoreImplicit() == E)
        return C.Callee->getReturnType()->isVoidType() &&
               dropsException(*C.Callee, N);
  return false;
}

/// The object of `C`, or who can be reached by it, keeps the exception.
void CancellationAnalysis::keptBy(const Call &C, State &S) {
  const auto *V =
      dyn_cast_or_null<VarDecl>(C.Object ? namedBy(C.Object->E) : nullptr);
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
      V->getType()->isPointerType())
    return clear(S, State::Known);
  S.Kept = true;
  for (PlaceId P = 0; P != G.Places.size(); ++P)
    if (G.Places[P].Decl == V)
      S.KeptIn = P;
}

/// The error codes in these places were looked at.
void CancellationAnalysis::lookedAt(
    State &S, llvm::function_ref<bool(PlaceId)> InPlace) const {
  llvm::erase_if(S.Silents, [&](const State::Silent &Silent) {
    return !Silent.Swallowed &&
           llvm::any_of(G.Awaits[Silent.Await].ErrorCodes, InPlace);
  });
}

void CancellationAnalysis::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Entered:
    S.ReadsOwn = false;
    if (S.Now == State::Flying && S.OfCaller) {
      // Whether that is right, the caller's finding says.
      S.Now = State::Known;
    } else if (S.Now == State::Flying) {
      clear(S, State::Taken);
      S.Handler = F.Index;
      S.From = S.Await;
      S.Kept = false;
      S.KeptIn = NoId;
    }
    break;
  case Fact::Rethrown:
    if (!inOwnHandler(*F.Where)) {
      // What the caller is handling.
      clear(S, State::Flying);
      S.OfCaller = true;
      S.What = ~Types(0);
    } else if (S.Now == State::Taken || S.Now == State::Known) {
      bool OfCaller = S.OfCaller;
      clear(S, State::Flying);
      S.OfCaller = OfCaller;
    }
    break;
  case Fact::Thrown: {
    const auto *E = cast<CXXThrowExpr>(F.Where);
    if (Types T = Kinds.typeOf(E->getSubExpr()->getType());
        T && (S.Now != State::Normal ||
              !Kinds.isModelled(G.Function->getReturnType()))) {
      clear(S, State::Flying);
      S.What = T;
      S.ReadsOwn = false;
      break;
    }
    ThrowsOther = true;
    if (S.Now == State::Taken && replaces(F.Where, S))
      lostUnlessGoneOn(LostCancellation::Replaced, S, F.Where);
    clear(S, State::Normal);
    break;
  }
  case Fact::Saved:
    // Given to somebody, or kept to be thrown or returned later.
    if (S.Now == State::Taken && !(F.Flag && isGivenInVain(F.Where))) {
      S.Kept = true;
      S.KeptIn = F.Place;
      if (F.Flag)
        clear(S, State::Known);
    }
    break;
  case Fact::Asked:
    asked(S);
    break;
  case Fact::ErrorUsed:
    lookedAt(S, [&](PlaceId P) { return P == F.Place; });
    break;
  case Fact::Switched:
    if (S.Now == State::Taken && Effects[S.Handler].isReadBy(F.Where))
      asked(S);
    break;
  case Fact::Called:
    call(G.Calls[F.Index], F.Index, S);
    break;
  case Fact::Awaited: {
    suspended(F.Index, S);
    S.Await = F.Index;
    S.ReadAt = nullptr;
    const Await &A = G.Awaits[F.Index];
    for (const ValueDecl *D : RootsOfAwait[F.Index])
      S.Requested |= llvm::is_contained(S.Stopped, D);
    if (const ValueDecl *D = A.Operand ? Roots.of(A.Operand) : nullptr;
        D && llvm::is_contained(S.Stopped, D))
      S.ReadsOwn |=
          Unit.Types.of(A.Operand->getType().getNonReferenceType()).isTracked();
    for (PlaceId P : A.Places)
      joined(S, P);
    for (unsigned N : CallsOfAwait[F.Index]) {
      const Call &C = G.Calls[N];
      if (C.Object)
        for (PlaceId P : C.Object->Places)
          if (!S.Cancelled.empty())
            joined(S, P);
      for (unsigned I = 0; I != C.Arguments.size(); ++I)
        for (PlaceId P : C.Arguments[I].Places)
          joined(S, P, joins(C, I));
    }
    break;
  }
  case Fact::Resumed: {
    const Await &A = G.Awaits[F.Index];
    S.Requested = S.ReadsOwn = false;
    llvm::erase_if(S.Silents,
                   [&](const auto &Old) { return Old.Await == F.Index; });
    if (!A.ErrorCodes.empty() || A.ErrorDiscarded)
      if (const ValueDecl *D = namedBy(A.Object); !D || !Kinds.neverExpires(D))
        S.Silents.push_back({F.Index});
    if (const FunctionSummary *Callee = summaryOf(A.Callee);
        Callee && !Callee->Swallows.empty())
      S.Silents.push_back({F.Index, true});
    break;
  }
  case Fact::Escaped:
  case Fact::Returned:
    forget(S, F.Place);
    break;
  case Fact::Moved:
    for (auto &[P, C] : S.Cancelled)
      if (P == F.From)
        P = F.Place;
    break;
  case Fact::Died:
    llvm::erase_if(S.Stopped, [&](const ValueDecl *D) {
      return G.Places[F.Place].Decl == D;
    });
    for (State::Silent &Silent : S.Silents)
      Silent.Gone |=
          llvm::is_contained(G.Awaits[Silent.Await].ErrorCodes, F.Place);
    for (auto [P, C] :
         llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(S.Cancelled))
      if (G.isPartOf(P, F.Place)) {
        forget(S, P);
        neverJoined(G.Calls[C], P);
      }
    break;
  case Fact::ReturnsValue:
    if (S.Now != State::Taken)
      break;
    if (answers(F.Where, S))
      lostUnlessGoneOn(LostCancellation::Answer, S, F.Where);
    else
      clear(S, State::Known);
    break;
  default:
    break;
  }
}

const Call *CancellationAnalysis::callAtEnd(const Block &B) const {
  for (const Fact &F : llvm::reverse(B.Facts))
    if (F.What == Fact::Called)
      return &G.Calls[F.Index];
  return nullptr;
}

static bool isExceptionPtr(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return RD && isOfStd(*RD) && RD->getIdentifier() &&
         RD->getName() == "exception_ptr";
}

/// What the value of a branch's condition tells. False if it cannot have it.
bool CancellationAnalysis::branch(const Block &B, const Edge &E, State &S) {
  if (!B.Tested || E.What == Edge::Normal)
    return true;
  bool Value = E.What == Edge::WhenTrue;
  const Expr *Tested = lastTested(B.Tested, Value);
  if (std::optional<ErrorTest> T = errorTest(Tested)) {
    auto Held = [&](PlaceId P) { return G.Places[P].Decl == T->Holder; };
    if (Value != T->FailedIf)
      lookedAt(S, Held);
    for (State::Silent &Silent : S.Silents)
      if (llvm::any_of(G.Awaits[Silent.Await].ErrorCodes, Held))
        Silent.CodeFailed = true;
  }
  if (std::optional<ErrorTest> T = otherErrorTest(Tested);
      T && Value == T->FailedIf)
    lookedAt(S, [&](PlaceId P) { return G.Places[P].Decl == T->Holder; });
  if (S.Now == State::Taken && !testsWhatIsSet(Tested, Value, S))
    return false;
  // What the exception was kept in holds it; if it holds one already, the first
  // is kept.
  if (S.Now == State::Taken) {
    bool Holds = Value;
    const ValueDecl *D = truthOf(Tested, Holds);
    if (S.KeptIn != NoId && D == G.Places[S.KeptIn].Decl && !Holds)
      return false;
    if (!S.Kept && D && Holds && isExceptionPtr(D->getType())) {
      S.Kept = true;
      for (PlaceId P = 0; P != G.Places.size(); ++P)
        if (G.Places[P].Decl == D)
          S.KeptIn = P;
    }
  }
  // A flag that is set where a cancellation is requested, or a look at the
  // object that the awaited operations belong to: a stop closes it.
  if (const auto *M = dyn_cast<MemberExpr>(Tested))
    if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
        F && (Kinds.isStopFlag(F->getCanonicalDecl()) ||
              Kinds.isSetByStop(F->getCanonicalDecl())))
      asked(S);
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(Tested)) {
    const CXXMethodDecl *Method = C->getMethodDecl();
    if (const ValueDecl *D = namedBy(C->getImplicitObjectArgument());
        D && Method && Method->isConst() && AwaitedObjects.contains(D) &&
        !isErrorCode(D->getType()))
      asked(S);
    const auto *Field =
        dyn_cast_or_null<FieldDecl>(namedBy(C->getImplicitObjectArgument()));
    if (Field && Kinds.isSetByStop(Field->getCanonicalDecl()))
      asked(S); // an atomic flag
  }
  if (auto It = CallOf.find(Tested); It != CallOf.end() &&
                                     Stops.tellsByResult(G.Calls[It->second]) &&
                                     !Value) {
    // "No stop was requested": then what was caught is no cancellation.
    if (S.Now == State::Taken)
      clear(S, State::Normal);
    S.Silents.clear();
  }
  // `if (!T.cancel())`: it was too late to cancel.
  if (auto It = CallOf.find(Tested); It != CallOf.end() && !Value)
    llvm::erase_if(S.Cancelled, [&](auto C) { return C.second == It->second; });
  // `if (!T.done()) T.cancel();`: where it was done, it is not waited for.
  if (auto It = CallOf.find(Tested); It != CallOf.end()) {
    const Call &C = G.Calls[It->second];
    const ValueDecl *D =
        C.Object && C.Callee && C.Callee->getReturnType()->isBooleanType()
            ? Roots.of(C.Object->E)
            : nullptr;
    for (const auto &[Index, Stopped] : StoppedBy)
      S.Requested |= D && llvm::is_contained(Stopped, D);
  }
  if (S.Now == State::Taken)
    comparesException(Tested, Value, S);
  return true;
}

/// A look at what the handler has set. False if it cannot have that value.
bool CancellationAnalysis::testsWhatIsSet(const Expr *Tested, bool Value,
                                          State &S) {
  const HandlerEffects &Set = Effects[S.Handler];
  if (std::optional<bool> Is = Set.valueOf(Unit.Ctx, Tested))
    return *Is == Value;
  if (Set.isReadBy(Tested))
    asked(S);
  return true;
}

/// The pointer type that `E` casts to, or that the variable that it names was
/// cast to: `if (auto *E = dynamic_cast<…>(…))`.
static QualType dynamicallyCast(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()); V && V->getInit())
      E = V->getInit()->IgnoreParenImpCasts();
  const auto *C = dyn_cast<CXXDynamicCastExpr>(E);
  return C && C->getType()->isPointerType() ? C->getType()->getPointeeType()
                                            : QualType();
}

/// Whether the exception is something else: then it is no cancellation.
void CancellationAnalysis::comparesException(const Expr *Tested, bool Value,
                                             State &S) {
  const Expr *L = nullptr, *R = nullptr;
  bool Equal = false;
  if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(Tested)) {
    auto Parts = X->getDecomposedForm();
    L = Parts.LHS, R = Parts.RHS;
    Equal = Value == (Parts.Opcode == BO_EQ);
  } else if (const auto *X = dyn_cast<CXXOperatorCallExpr>(Tested);
             X && (X->getOperator() == OO_EqualEqual ||
                   X->getOperator() == OO_ExclaimEqual)) {
    L = X->getArg(0), R = X->getArg(1);
    Equal = Value == (X->getOperator() == OO_EqualEqual);
  }
  if (Equal && (mentionsTaken(L, S) || mentionsTaken(R, S)))
    return clear(S, State::Normal);
  bool Holds = Value;
  const Expr *Cast = Tested->IgnoreParenImpCasts();
  if (const auto *X = dyn_cast<BinaryOperator>(Cast);
      X && X->isEqualityOp() &&
      X->getRHS()->isNullPointerConstant(Unit.Ctx,
                                         Expr::NPC_ValueDependentIsNotNull)) {
    Holds ^= X->getOpcode() == BO_EQ;
    Cast = X->getLHS();
  }
  if (QualType T = dynamicallyCast(Cast); !T.isNull() && !Holds) {
    S.What &= ~Kinds.takenAs(T, S.What);
    if (!S.What)
      clear(S, State::Normal);
  }
}

/// What flies out of a block by its exceptional edge.
void CancellationAnalysis::fliesOut(const Block &B, State &S) {
  if (S.Now == State::Flying)
    return; // throw; or the like
  // Some other error, in which what becomes of a cancelled task is no matter.
  auto Error = [&] {
    clear(S, State::Normal);
    S.ReadsOwn = false;
    S.Cancelled.clear();
  };
  const Call *C = callAtEnd(B);
  if (!C)
    return Error();
  if (auto It = AwaitOfPart.find(C->E); It != AwaitOfPart.end()) {
    if (ThrownByAwait[It->second] && (!S.Requested || S.ReadsOwn)) {
      clear(S, State::Flying);
      S.What = ThrownByAwait[It->second];
      S.Await = It->second;
    } else {
      Error();
    }
    return;
  }
  const FunctionSummary *Callee = summaryOf(C->Callee);
  bool Handled = S.Now == State::Taken || S.Now == State::Known;
  if (Handled && (rethrowsCurrent(*C) || (rethrowsKept(*C) && S.Kept)))
    return clear(S, State::Flying);
  if (S.Now == State::Taken && C->Callee && isOfStd(*C->Callee) &&
      C->Callee->getNameAsString() == "throw_with_nested") {
    if (replaces(C->E, S))
      lostUnlessGoneOn(LostCancellation::Replaced, S, C->E);
    return Error();
  }
  Types T =
      Callee && !Callee->IsCoroutine ? Kinds.named(Callee->Cancellations) : 0;
  if (C->Model && C->Model->ThrowsIfStopped)
    T = Kinds.usualTypes(G.Function->getReturnType());
  if (T) {
    clear(S, State::Flying);
    S.What = T;
    return;
  }
  if (S.Now == State::Taken && Callee && Callee->OnlyThrows)
    lostUnlessGoneOn(LostCancellation::Replaced, S, C->E);
  Error();
}

/// Which handlers take what is flying?
bool CancellationAnalysis::dispatch(const Block &B, const Edge &E, State &S) {
  unsigned H = G.Blocks[E.To].Handler;
  if (S.Now != State::Flying)
    return true;
  for (unsigned I = 0; I != B.Dispatch->getNumHandlers(); ++I) {
    const CXXCatchStmt *Each = B.Dispatch->getHandler(I);
    Types Taken = Kinds.taken(*Each, S.What);
    if (H != NoId && G.Handlers[H].Catch == Each) {
      if (!Taken)
        return false;
      S.What = Taken;
      if (S.ReadsOwn) {
        // The code that cancelled takes the answer: the right idiom.
        clear(S, State::Normal);
        S.ReadsOwn = S.Requested = false;
      }
      return true;
    }
    S.What &= ~Taken;
    if (!S.What)
      return false;
  }
  return true;
}

bool CancellationAnalysis::follow(const Block &B, const Edge &E, State &S) {
  if (E.What == Edge::WhenFalse && B.LoopHead) {
    // A loop over tasks has been over all that there are, be it none.
    auto It = StoppedByLoop.find(&B - G.Blocks.data());
    if (It != StoppedByLoop.end()) {
      stopped(S, It->second);
      S.Requested = true;
    }
  }
  if (E.What != Edge::Exceptional)
    return branch(B, E, S);
  if (B.Dispatch)
    return dispatch(B, E, S);
  fliesOut(B, S);
  return true;
}

void CancellationAnalysis::finish(State &S, bool Exceptional) {
  if (Exceptional) {
    if (S.Now != State::Flying)
      return;
    if (S.OfCaller) {
      Types All = Kinds.all();
      Results.Rethrows |=
          (S.What & (All ? All : CancellationKinds::UnknownType)) != 0;
      return;
    }
    Thrown |= S.What;
    if (S.ReadsOwn && (S.ReadAt || S.Await != NoId))
      lost(LostCancellation::ReadsCancelled, S,
           S.ReadAt ? S.ReadAt : G.Awaits[S.Await].E);
    return;
  }
  Ends = true;
  auto Swallows = [&](FunctionSummary::Swallow W) {
    if (Results.Swallows.size() < FunctionSummary::MaxSwallows &&
        !llvm::is_contained(Results.Swallows, W))
      Results.Swallows.push_back(std::move(W));
  };
  if (S.Now == State::Taken && S.WentOn)
    lostUnlessGoneOn(LostCancellation::GoesOn, S, S.WentOn);
  if (S.Now == State::Taken && G.IsCoroutine && S.From != NoId &&
      S.What != CancellationKinds::UnknownType)
    Swallows({headOf(Unit.Ctx, *G.Handlers[S.Handler].Catch),
              rangeOf(Unit.Ctx, *G.Awaits[S.From].E),
              displayName(*G.Function)});
  for (const State::Silent &Silent : S.Silents)
    if (Silent.Swallowed)
      for (const FunctionSummary::Swallow &W :
           summaryOf(G.Awaits[Silent.Await].Callee)->Swallows)
        Swallows(W);
  for (auto [P, C] :
       llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(S.Cancelled))
    neverJoined(G.Calls[C], P);
}

} // namespace

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

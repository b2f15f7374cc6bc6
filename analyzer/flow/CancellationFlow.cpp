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
    unsigned Await = NoId;
    /// This function has requested a cancellation itself.
    bool Requested = false;
    /// The task that is awaited, or read by this call, was cancelled here.
    bool ReadsOwn = false;
    const Stmt *ReadAt = nullptr;
    /// The exception was kept, in this local if it is one.
    bool Kept = false;
    PlaceId KeptIn = NoId;
    /// The error code of this await was not looked at, or said "failed".
    unsigned CodeOf = NoId;
    bool CodeFailed = false;
    /// This await's coroutine may have swallowed a cancellation.
    unsigned Swallower = NoId;
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
          unsigned(S.Kept), S.KeptIn, S.CodeOf, unsigned(S.CodeFailed),
          S.Swallower})
      H = H * 1000003 + X;
    for (auto [P, C] : S.Cancelled)
      H = H * 1000003 + P * 31 + C;
    return H;
  }

  CancellationAnalysis(const UnitContext &Unit, CancellationKinds &Kinds,
                       const FactGraph &G, SummaryLookup Summaries)
      : Unit(Unit), Kinds(Kinds), G(G), Summaries(Summaries),
        Stops(Kinds, Summaries) {}

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
  void call(const Call &C, unsigned Index, State &S);
  void asked(State &S);
  void suspended(unsigned Await, State &S);
  bool branch(const Block &B, const Edge &E, State &S);
  void fliesOut(const Block &B, State &S);
  bool dispatch(const Block &B, const Edge &E, State &S);
  bool answers(const Stmt *Return, const State &S) const;
  bool mentionsTaken(const Stmt *E, const State &S) const;
  bool isCleanup(const Await &A) const;
  bool isMany(PlaceId P) const;
  void joined(State &S, PlaceId P);
  const Call *callAtEnd(const Block &B) const;
  void forget(State &S, PlaceId P) {
    llvm::erase_if(S.Cancelled, [&](auto C) { return C.first == P; });
  }

  const UnitContext &Unit;
  CancellationKinds &Kinds;
  const FactGraph &G;
  SummaryLookup Summaries;
  StopCalls Stops;
  llvm::DenseMap<const Stmt *, unsigned> AwaitOfPart, CallOf;
  llvm::SmallVector<Types, 8> ThrownByAwait;
  llvm::DenseMap<const Stmt *, unsigned> BlockOf;
  /// The expressions that branches hang on.
  llvm::SmallPtrSet<const Stmt *, 8> Tested;
  /// Handlers in which something else is told to stop.
  llvm::SmallVector<bool, 4> HandlerRequests;
  /// Containers whose tasks are cancelled, and what the object is that a task
  /// was got from: a group waits for its tasks itself.
  llvm::SmallVector<PlaceId, 2> CancelledContainers;
  llvm::DenseMap<PlaceId, PlaceId> GotFrom;
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

/// A closure that is given to a function of the standard library runs at once.
bool CancellationAnalysis::callsRethrower(const Call &C) const {
  if (!C.Callee || !isOfStd(*C.Callee))
    return false;
  auto Rethrows = [&](const FunctionDecl *F) {
    const FunctionSummary *S = summaryOf(F);
    return S && S->RethrowsKept && !S->IsCoroutine;
  };
  return llvm::any_of(C.Arguments, [&](const Argument &A) {
    if (!A.Callable)
      return false;
    if (const FunctionTemplateDecl *T =
            A.Callable->getDescribedFunctionTemplate())
      return llvm::any_of(T->specializations(), Rethrows);
    return Rethrows(A.Callable);
  });
}

bool CancellationAnalysis::isMany(PlaceId P) const {
  for (; P != NoId; P = G.Places[P].Parent)
    if (G.Places[P].Many)
      return true;
  return false;
}

/// A call in the handler's own code that tells something to stop.
bool CancellationAnalysis::requestsIn(const CXXCatchStmt &Handler) const {
  const SourceManager &SM = Unit.Ctx.getSourceManager();
  clang::SourceRange R = Handler.getHandlerBlock()->getSourceRange();
  return llvm::any_of(G.Calls, [&](const Call &C) {
    if (C.Machinery || C.Destructor || !Stops.requests(C))
      return false;
    SourceLocation L = SM.getFileLoc(C.E->getBeginLoc());
    return !SM.isBeforeInTranslationUnit(L, SM.getFileLoc(R.getBegin())) &&
           !SM.isBeforeInTranslationUnit(SM.getFileLoc(R.getEnd()), L);
  });
}

void CancellationAnalysis::prepare() {
  for (unsigned I = 0; I != G.Awaits.size(); ++I) {
    const Await &A = G.Awaits[I];
    ThrownByAwait.push_back(typesOf(A));
    if (const auto *E = dyn_cast<CoroutineSuspendExpr>(A.E))
      for (const Expr *Part :
           {E->getReadyExpr(), E->getSuspendExpr(), E->getResumeExpr()})
        if (const CallExpr *C = partCall(Part))
          AwaitOfPart[C] = I;
  }
  for (const Block &B : G.Blocks)
    if (bool Value = true; B.Tested)
      Tested.insert(lastTested(B.Tested, Value));
  for (unsigned I = 0; I != G.Calls.size(); ++I)
    CallOf[G.Calls[I].E] = I;
  for (const Handler &H : G.Handlers)
    HandlerRequests.push_back(requestsIn(*H.Catch));
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
      if (F.What == Fact::Moved)
        if (auto It = ResultOf.find(F.From); It != ResultOf.end())
          GotFrom[F.Place] = It->second;
      if (F.What != Fact::Called)
        continue;
      const Call &C = G.Calls[F.Index];
      if (C.Machinery)
        continue;
      Results.Rethrows |= rethrowsCurrent(C);
      Results.RethrowsKept |= rethrowsKept(C) || callsRethrower(C);
      Results.AsksStop |= Stops.asks(C);
      if (Stops.requests(C)) {
        Results.RequestsStop = true;
        if (C.Object)
          for (PlaceId P : C.Object->Places)
            if (isMany(P))
              CancelledContainers.push_back(P);
      }
    }
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

CancellationResults CancellationAnalysis::results() {
  Results.Thrown = Kinds.names(Thrown);
  Results.OnlyThrows = ThrowsOther && !Ends;
  return std::move(Results);
}

void CancellationAnalysis::lost(LostCancellation::Kind What, State &S,
                                const Stmt *Where) {
  LostCancellation L;
  L.What = What;
  L.Where = Where;
  if (S.Handler != NoId && What <= LostCancellation::Replaced)
    L.Handler = G.Handlers[S.Handler].Catch;
  unsigned A = What == LostCancellation::CodeIgnored ||
                       What == LostCancellation::CodeGoesOn
                   ? S.CodeOf
               : What == LostCancellation::CalleeTakes ? S.Swallower
                                                       : S.Await;
  if (A != NoId)
    L.Await = G.Awaits[A].E;
  if (What <= LostCancellation::Replaced) {
    L.LibraryKnown = S.What != CancellationKinds::UnknownType;
    L.Types = Kinds.spellings(S.What);
  }
  S.Now = State::Normal;
  S.Handler = NoId;
  for (LostCancellation &Old : Results.Lost)
    if (Old.Handler == L.Handler &&
        (L.Handler || (Old.Where == L.Where && Old.Await == L.Await))) {
      // One finding a handler: the plainest case of it.
      if (L.What < Old.What || (L.LibraryKnown && !Old.LibraryKnown))
        Old = L;
      return;
    }
  Results.Lost.push_back(L);
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
    S.Now = State::Known;
  S.CodeOf = NoId;
  S.Swallower = NoId;
}

void CancellationAnalysis::suspended(unsigned I, State &S) {
  const Await &A = G.Awaits[I];
  // Awaiting one's own stop source only gets it.
  if (Kinds.isStopToken(A.E->getType()))
    return;
  if (const FunctionSummary *Callee = summaryOf(A.Callee);
      Callee && Callee->AsksStop && !A.E->getType()->isVoidType())
    asked(S);
  if (S.Now == State::Taken) {
    bool Again = sameLoop(A.E, G.Handlers[S.Handler].Block);
    bool ThrownLater = S.Kept && Results.RethrowsKept;
    bool WindsUp = HandlerRequests[S.Handler];
    // Waiting for the rest of what already runs, not trying once more.
    bool Joins = S.Await != NoId && !G.Awaits[S.Await].Callee;
    if (Again ? !(ThrownLater && (WindsUp || Joins))
              : !(ThrownLater || WindsUp || isCleanup(A)))
      lost(Again ? LostCancellation::NextTurn : LostCancellation::GoesOn, S,
           A.E);
  }
  if (S.CodeOf != NoId) {
    if (sameLoop(A.E, BlockOf.lookup(G.Awaits[S.CodeOf].E)))
      lost(S.CodeFailed ? LostCancellation::CodeGoesOn
                        : LostCancellation::CodeIgnored,
           S, A.E);
    S.CodeOf = NoId;
    S.CodeFailed = false;
  }
  if (S.Swallower != NoId) {
    const Await &Old = G.Awaits[S.Swallower];
    if (sameLoop(A.E, BlockOf.lookup(Old.E)))
      for (const FunctionSummary::Swallow &W :
           summaryOf(Old.Callee)->Swallows) {
        lost(LostCancellation::CalleeTakes, S, A.E);
        Results.Lost.back().Callee = W;
      }
    S.Swallower = NoId;
  }
}

/// Whether an expression carries an exception or error on: its text and its
/// truth do not.
class CarriesError : public RecursiveASTVisitor<CarriesError> {
public:
  const VarDecl *Exception = nullptr;
  const ValueDecl *KeptIn = nullptr;
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
    const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (RD && RD->getIdentifier())
      Found |= RD->getName() == "error_code";
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    Found |= F && F->getIdentifier() && F->getName() == "current_exception";
    return !Found;
  }
};

/// A name that says it.
class SaysCancelled : public RecursiveASTVisitor<SaysCancelled> {
public:
  bool Found = false;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *D = E->getDecl(); D->getIdentifier()) {
      std::string L = D->getName().lower();
      Found |= L.find("cancel") != std::string::npos ||
               L.find("abort") != std::string::npos ||
               L.find("stopped") != std::string::npos;
    }
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
  Carries.TraverseStmt(const_cast<Stmt *>(E));
  return Carries.Found;
}

/// A return that tells the caller nothing of the cancellation.
bool CancellationAnalysis::answers(const Stmt *Return, const State &S) const {
  SaysCancelled Says;
  Says.TraverseStmt(const_cast<Stmt *>(Return));
  return !Says.Found && !mentionsTaken(Return, S);
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

/// `P` is awaited: a cancellation that is thrown now was requested here.
void CancellationAnalysis::joined(State &S, PlaceId P) {
  if (llvm::is_contained(CancelledContainers, P))
    S.ReadsOwn = true;
  for (auto [C, Index] : S.Cancelled)
    S.ReadsOwn |= C == P;
  forget(S, P);
  // A group that is waited for has waited for its tasks.
  llvm::erase_if(S.Cancelled, [&](auto C) {
    auto It = GotFrom.find(C.first);
    return It != GotFrom.end() && It->second == P;
  });
}

void CancellationAnalysis::call(const Call &C, unsigned Index, State &S) {
  if (C.Machinery) {
    if (C.Object)
      for (PlaceId P : C.Object->Places)
        joined(S, P);
    return;
  }
  if (C.Destructor)
    return;
  if (S.Now == State::Taken) {
    if (rethrowsCurrent(C) || (rethrowsKept(C) && S.Kept))
      S.Now = State::Known;
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(C.E);
    bool Assigns = Op && Op->isAssignmentOp();
    for (const Argument &A : C.Arguments) {
      if (!A.E || Assigns || !mentionsTaken(A.E, S))
        continue;
      // Kept, and then given to somebody; or shown to somebody who decides.
      if (S.Kept || decides(C.Callee))
        S.Now = State::Known;
    }
  }
  // Which branch it is then decides.
  if (Stops.asks(C) && !(Tested.contains(C.E) && Stops.tellsByResult(C)))
    asked(S);
  if (Stops.requests(C)) {
    S.Requested = true;
    if (C.Object && C.Object->Places.size() == 1 && C.Object->E) {
      PlaceId P = C.Object->Places.front();
      QualType T = C.Object->E->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      const Place &Where = G.Places[P];
      bool Ours = (Where.What == Place::Local ||
                   (Where.What == Place::Parameter && !Where.Borrowed)) &&
                  !isMany(P) && Unit.Types.of(T).isTracked();
      if (Ours) {
        forget(S, P);
        S.Cancelled.push_back({P, Index});
      }
    }
    return;
  }
  // Handing a cancelled task on, or waiting for it in another way.
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

void CancellationAnalysis::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Entered:
    S.ReadsOwn = false;
    if (S.Now == State::Flying) {
      S.Now = State::Taken;
      S.Handler = F.Index;
      S.Kept = false;
      S.KeptIn = NoId;
    }
    break;
  case Fact::Rethrown:
    if (S.Now == State::Taken || S.Now == State::Known)
      S.Now = State::Flying;
    Results.Rethrows |= G.Handlers.empty();
    break;
  case Fact::Thrown: {
    const auto *E = cast<CXXThrowExpr>(F.Where);
    if (Types T = Kinds.typeOf(E->getSubExpr()->getType());
        T && (S.Now != State::Normal ||
              !Kinds.isModelled(G.Function->getReturnType()))) {
      S.Now = State::Flying;
      S.What = T;
      S.ReadsOwn = false;
      break;
    }
    ThrowsOther = true;
    if (S.Now == State::Taken && answers(F.Where, S))
      lost(LostCancellation::Replaced, S, F.Where);
    S.Now = State::Normal;
    break;
  }
  case Fact::Saved:
    // Given to somebody, or kept to be thrown or returned later.
    if (S.Now == State::Taken) {
      S.Kept = true;
      S.KeptIn = F.Place;
      if (F.Flag)
        S.Now = State::Known;
    }
    break;
  case Fact::Asked:
    asked(S);
    break;
  case Fact::ErrorUsed:
    if (S.CodeOf != NoId &&
        llvm::is_contained(G.Awaits[S.CodeOf].ErrorCodes, F.Place))
      S.CodeOf = NoId;
    break;
  case Fact::Called:
    call(G.Calls[F.Index], F.Index, S);
    break;
  case Fact::Awaited: {
    suspended(F.Index, S);
    S.Await = F.Index;
    S.ReadAt = nullptr;
    const Await &A = G.Awaits[F.Index];
    for (PlaceId P : A.Places)
      joined(S, P);
    for (const Call &C : G.Calls)
      if (C.Object && A.Operand && C.E == A.Operand->IgnoreImplicit())
        for (PlaceId P : C.Object->Places)
          if (!S.Cancelled.empty())
            joined(S, P);
    break;
  }
  case Fact::Resumed: {
    const Await &A = G.Awaits[F.Index];
    S.Requested = S.ReadsOwn = false;
    if (!A.ErrorCodes.empty() || A.ErrorDiscarded) {
      S.CodeOf = F.Index;
      S.CodeFailed = false;
    }
    if (const FunctionSummary *Callee = summaryOf(A.Callee);
        Callee && !Callee->Swallows.empty())
      S.Swallower = F.Index;
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
    for (auto [P, C] :
         llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(S.Cancelled))
      if (G.isPartOf(P, F.Place)) {
        forget(S, P);
        lost(LostCancellation::NeverJoined, S, G.Calls[C].E);
        Results.Lost.back().Task = P;
      }
    break;
  case Fact::ReturnsValue:
    if (S.Now == State::Taken && answers(F.Where, S))
      lost(LostCancellation::Answer, S, F.Where);
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

/// The variable whose truth `E` is, itself or by a member of it: `if (Why)`,
/// `if (Why != nullptr)`, `if (Result.Error)`. `Value` is negated where the
/// expression is.
static const ValueDecl *truthOf(const Expr *E, bool &Value) {
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    E = E->IgnoreParenImpCasts();
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXMemberCallExpr>(E);
             X && isa_and_nonnull<CXXConversionDecl>(X->getMethodDecl()))
      E = X->getImplicitObjectArgument();
    else if (const auto *X = dyn_cast<UnaryOperator>(E);
             X && X->getOpcode() == UO_LNot) {
      Value = !Value;
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      auto Parts = X->getDecomposedForm();
      if (!isa<CXXNullPtrLiteralExpr>(Parts.RHS->IgnoreImplicit()))
        return nullptr;
      Value ^= Parts.Opcode == BO_EQ;
      E = Parts.LHS;
    } else if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
               X && X->getNumArgs() == 2 &&
               (X->getOperator() == OO_EqualEqual ||
                X->getOperator() == OO_ExclaimEqual) &&
               isa<CXXNullPtrLiteralExpr>(
                   X->getArg(1)->IgnoreParenImpCasts()->IgnoreImplicit())) {
      Value ^= X->getOperator() == OO_EqualEqual;
      E = X->getArg(0);
    } else if (const auto *X = dyn_cast<MemberExpr>(E); X && !X->isArrow())
      E = X->getBase();
    else if (const auto *X = dyn_cast<DeclRefExpr>(E))
      return X->getDecl();
    else
      return nullptr;
  }
  return nullptr;
}

/// What the value of a branch's condition tells. False if it cannot have it.
bool CancellationAnalysis::branch(const Block &B, const Edge &E, State &S) {
  if (!B.Tested || E.What == Edge::Normal)
    return true;
  bool Value = E.What == Edge::WhenTrue;
  const Expr *Tested = lastTested(B.Tested, Value);
  if (S.CodeOf != NoId)
    if (std::optional<ErrorTest> T = errorTest(Tested))
      if (llvm::any_of(G.Awaits[S.CodeOf].ErrorCodes, [&](PlaceId P) {
            return G.Places[P].Decl == T->Holder;
          })) {
        S.CodeFailed = Value == T->FailedIf;
        if (!S.CodeFailed)
          S.CodeOf = NoId;
      }
  // What the exception was kept in holds it.
  if (S.Now == State::Taken && S.KeptIn != NoId) {
    bool Holds = Value;
    if (truthOf(Tested, Holds) == G.Places[S.KeptIn].Decl && !Holds)
      return false;
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
      S.Now = State::Normal;
    S.CodeOf = NoId;
    S.Swallower = NoId;
  }
  // `if (!T.cancel())`: it was too late to cancel.
  if (auto It = CallOf.find(Tested); It != CallOf.end() && !Value)
    llvm::erase_if(S.Cancelled, [&](auto C) { return C.second == It->second; });
  // The exception's code is something else: no cancellation either.
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(Tested);
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(Tested)) {
    auto Parts = R->getDecomposedForm();
    if (S.Now == State::Taken && Parts.Opcode == BO_NE && !Value &&
        (mentionsTaken(Parts.LHS, S) || mentionsTaken(Parts.RHS, S)))
      S.Now = State::Normal;
  }
  if (Op && S.Now == State::Taken &&
      (Op->getOperator() == OO_EqualEqual ||
       Op->getOperator() == OO_ExclaimEqual) &&
      Value == (Op->getOperator() == OO_EqualEqual) &&
      (mentionsTaken(Op->getArg(0), S) || mentionsTaken(Op->getArg(1), S)))
    S.Now = State::Normal;
  return true;
}

/// What flies out of a block by its exceptional edge.
void CancellationAnalysis::fliesOut(const Block &B, State &S) {
  if (S.Now == State::Flying)
    return; // throw; or the like
  // Some other error, in which what becomes of a cancelled task is no matter.
  auto Error = [&] {
    S.Now = State::Normal;
    S.ReadsOwn = false;
    S.Cancelled.clear();
  };
  const Call *C = callAtEnd(B);
  if (!C)
    return Error();
  if (auto It = AwaitOfPart.find(C->E); It != AwaitOfPart.end()) {
    if (ThrownByAwait[It->second] && (!S.Requested || S.ReadsOwn)) {
      S.Now = State::Flying;
      S.What = ThrownByAwait[It->second];
      S.Await = It->second;
    } else {
      Error();
    }
    return;
  }
  const FunctionSummary *Callee = summaryOf(C->Callee);
  bool Handled = S.Now == State::Taken || S.Now == State::Known;
  if (Handled && (rethrowsCurrent(*C) || (rethrowsKept(*C) && S.Kept))) {
    S.Now = State::Flying;
    return;
  }
  Types T =
      Callee && !Callee->IsCoroutine ? Kinds.named(Callee->Cancellations) : 0;
  if (C->Model && C->Model->ThrowsIfStopped)
    T = Kinds.usualTypes(G.Function->getReturnType());
  if (T) {
    S.What = T;
    S.Now = State::Flying;
    return;
  }
  if (S.Now == State::Taken && Callee && Callee->OnlyThrows)
    lost(LostCancellation::Replaced, S, C->E);
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
        S.Now = State::Normal;
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
  if (S.Now == State::Taken && G.IsCoroutine && S.Await != NoId &&
      S.What != CancellationKinds::UnknownType)
    Swallows({headOf(Unit.Ctx, *G.Handlers[S.Handler].Catch),
              rangeOf(Unit.Ctx, *G.Awaits[S.Await].E),
              displayName(*G.Function)});
  if (S.Swallower != NoId)
    for (const FunctionSummary::Swallow &W :
         summaryOf(G.Awaits[S.Swallower].Callee)->Swallows)
      Swallows(W);
  for (auto [P, C] :
       llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(S.Cancelled)) {
    lost(LostCancellation::NeverJoined, S, G.Calls[C].E);
    Results.Lost.back().Task = P;
  }
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
  S.RethrowsKept = R.RethrowsKept;
  S.OnlyThrows = R.OnlyThrows;
}

} // namespace corolint

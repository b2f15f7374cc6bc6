//===- CancellationFlow.cpp - where cancellations get lost -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationFlow.h"

#include "flow/FunctionIndex.h"
#include "flow/PathExplorer.h"
#include "flow/StopCalls.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {
namespace {

class CancellationAnalysis {
public:
  using PlaceSet = llvm::SmallVector<PlaceId, 2>;
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
    unsigned Handler = NoId;
    unsigned Await = NoId;
    /// This function has requested the cancellation itself.
    bool Own = false;
    /// The error code of this await was not looked at, or said "failed".
    unsigned CodeOf = NoId;
    bool CodeFailed = false;
    /// Tasks that this function has cancelled and not awaited since, with the
    /// calls.
    llvm::SmallVector<std::pair<PlaceId, unsigned>, 1> Cancelled;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = S.Now;
    for (unsigned X : {S.Handler, S.Await, unsigned(S.Own), S.CodeOf,
                       unsigned(S.CodeFailed)})
      H = H * 1000003 + X;
    for (auto [P, C] : S.Cancelled)
      H = H * 1000003 + P * 31 + C;
    return H;
  }

  CancellationAnalysis(const UnitContext &Unit, CancellationKinds &Kinds,
                       const FactGraph &G, SummaryLookup Summaries)
      : Unit(Unit), Kinds(Kinds), G(G), Summaries(Summaries),
        Stops(Unit, Kinds, Summaries) {}

  void prepare();
  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &S, bool Exceptional);
  CancellationResults Results;

private:
  /// Whether awaiting can throw a cancellation: 0 no, 1 yes, 2 the library is
  /// not known to have any.
  unsigned canThrow(const Await &A);
  llvm::ArrayRef<const CXXRecordDecl *> exceptions() {
    return Kinds.exceptionsFor(G.Function->getReturnType());
  }
  void lost(LostCancellation::Kind What, State &S, const Stmt *Where);
  void call(const Call &C, unsigned Index, State &S);
  void suspended(unsigned Await, State &S);
  bool answers(const Stmt *Return, const State &S);
  bool isCleanup(const Await &A) const;
  unsigned awaitAtEnd(const Block &B) const;
  void forget(State &S, PlaceId P) {
    llvm::erase_if(S.Cancelled, [&](auto C) { return C.first == P; });
  }

  const UnitContext &Unit;
  CancellationKinds &Kinds;
  const FactGraph &G;
  SummaryLookup Summaries;
  StopCalls Stops;
  llvm::DenseMap<const Stmt *, unsigned> AwaitOfPart;
  llvm::SmallVector<unsigned, 8> Throwing;
  llvm::DenseMap<const Stmt *, unsigned> BlockOf;
  bool RethrowsSaved = false;
};

unsigned CancellationAnalysis::canThrow(const Await &A) {
  if (A.NeverSuspends && !A.Callee)
    return 0;
  // Aio, Asio: an await in a coroutine of a modelled library.
  if (Kinds.isModelled(G.Function->getReturnType())) {
    if (A.Callee)
      if (const FunctionSummary *S = Summaries(A.Callee);
          S && S->BodySeen && S->IsCoroutine && !S->MayThrowCancellation)
        return 0;
    return 1;
  }
  if (exceptions().empty())
    return 2;
  if (A.Callee) {
    const FunctionSummary *S = Summaries(A.Callee);
    if (S && S->BodySeen && S->IsCoroutine)
      return S->MayThrowCancellation ? 1 : 0;
  }
  // The awaiter's own functions tell.
  const auto *E = dyn_cast<CoroutineSuspendExpr>(A.E);
  bool Seen = false;
  if (E)
    for (const Expr *Part :
         {E->getReadyExpr(), E->getSuspendExpr(), E->getResumeExpr()}) {
      const Stmt *S = Part;
      while (S && !isa<CallExpr>(S))
        S = S->child_begin() == S->child_end() ? nullptr : *S->child_begin();
      const FunctionDecl *F = S ? calleeOf(cast<Expr>(S)) : nullptr;
      const FunctionSummary *Summary = F ? Summaries(F) : nullptr;
      if (!Summary || !Summary->BodySeen)
        continue;
      Seen = true;
      if (Summary->MayThrowCancellation || Summary->Rethrows)
        return 1;
    }
  return Seen ? 0 : 1;
}

void CancellationAnalysis::prepare() {
  for (unsigned I = 0; I != G.Awaits.size(); ++I) {
    Throwing.push_back(canThrow(G.Awaits[I]));
    if (const auto *E = dyn_cast<CoroutineSuspendExpr>(G.Awaits[I].E))
      for (const Expr *Part :
           {E->getReadyExpr(), E->getSuspendExpr(), E->getResumeExpr()}) {
        const Stmt *S = Part;
        while (S && !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(S))
          S = S->child_begin() == S->child_end() ? nullptr : *S->child_begin();
        if (S)
          AwaitOfPart[S] = I;
      }
  }
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    for (const Fact &F : G.Blocks[B].Facts) {
      if (F.Where)
        BlockOf[F.Where] = B;
      if (F.What != Fact::Called)
        continue;
      const Call &C = G.Calls[F.Index];
      const FunctionSummary *S = C.Callee ? Summaries(C.Callee) : nullptr;
      bool Rethrows = (C.Model && C.Model->Rethrows) || (S && S->Rethrows);
      if (!C.Machinery) {
        RethrowsSaved |= Rethrows;
        Results.Rethrows |= Rethrows;
        Results.AsksStop |= Stops.asks(C);
        Results.RequestsStop |= Stops.requests(C);
      }
    }
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
                   : S.Await;
  if (A != NoId) {
    L.Await = G.Awaits[A].E;
    L.LibraryKnown = Throwing[A] != 2;
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
      "close",    "async_close", "shutdown",   "async_shutdown", "cleanup",
      "stop",     "join",        "disconnect", "release",        "finish",
      "teardown", "rollback",    "wait_closed", "aclose",        "drain"};
  return A.Callee && A.Callee->getIdentifier() &&
         Words.contains(A.Callee->getName());
}

void CancellationAnalysis::suspended(unsigned I, State &S) {
  const Await &A = G.Awaits[I];
  unsigned Here = BlockOf.lookup(A.E);
  if (S.Now == State::Taken && !(RethrowsSaved && S.Own)) {
    unsigned There = G.Handlers[S.Handler].Block;
    bool SameLoop = G.Blocks[Here].InLoop &&
                    G.Blocks[Here].Component == G.Blocks[There].Component;
    if (SameLoop || !isCleanup(A))
      lost(SameLoop ? LostCancellation::NextTurn : LostCancellation::GoesOn, S,
           A.E);
  }
  if (S.CodeOf != NoId) {
    unsigned There = BlockOf.lookup(G.Awaits[S.CodeOf].E);
    bool SameLoop = G.Blocks[Here].InLoop &&
                    G.Blocks[Here].Component == G.Blocks[There].Component;
    if (SameLoop)
      lost(S.CodeFailed ? LostCancellation::CodeGoesOn
                        : LostCancellation::CodeIgnored,
           S, A.E);
    S.CodeOf = NoId;
    S.CodeFailed = false;
  }
}

namespace {
/// Whether an expression carries an exception or error on.
class MentionsError : public RecursiveASTVisitor<MentionsError> {
public:
  const VarDecl *Exception = nullptr;
  bool Found = false;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= Exception && E->getDecl() == Exception;
    const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (RD && RD->getIdentifier())
      Found |= RD->getName() == "error_code" || RD->getName() == "exception_ptr";
    if (const auto *D = E->getDecl(); D->getIdentifier()) {
      std::string L = D->getName().lower();
      Found |= L.find("cancel") != std::string::npos ||
               L.find("abort") != std::string::npos ||
               L.find("stopped") != std::string::npos;
    }
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    Found |= F && F->getIdentifier() && F->getName() == "current_exception";
    return !Found;
  }
};
} // namespace

/// A return that tells the caller nothing of the cancellation.
bool CancellationAnalysis::answers(const Stmt *Return, const State &S) {
  MentionsError Mentions;
  if (S.Handler != NoId)
    Mentions.Exception = G.Handlers[S.Handler].Catch->getExceptionDecl();
  Mentions.TraverseStmt(const_cast<Stmt *>(Return));
  return !Mentions.Found;
}

void CancellationAnalysis::call(const Call &C, unsigned Index, State &S) {
  if (C.Machinery || C.Destructor)
    return;
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  bool Rethrows =
      (C.Model && C.Model->Rethrows) || (Callee && Callee->Rethrows);
  if (S.Now == State::Taken && (Rethrows || Stops.asks(C)))
    S.Now = State::Known;
  if (S.CodeOf != NoId && Stops.asks(C))
    S.CodeOf = NoId;
  if (Stops.requests(C)) {
    S.Own = true;
    if (C.Object && C.Object->Places.size() == 1 && C.Object->E) {
      PlaceId P = C.Object->Places.front();
      QualType T = C.Object->E->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      const Place &Where = G.Places[P];
      bool Ours = (Where.What == Place::Local ||
                   (Where.What == Place::Parameter && !Where.Borrowed)) &&
                  Unit.Types.of(T).isTracked();
      if (Ours) {
        forget(S, P);
        S.Cancelled.push_back({P, Index});
      }
    }
    return;
  }
  // Handing a cancelled task on, or asking it for its result.
  for (const Argument &A : C.Arguments)
    for (PlaceId P : A.Places)
      forget(S, P);
}

void CancellationAnalysis::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Entered:
    if (S.Now == State::Flying) {
      S.Now = State::Taken;
      S.Handler = F.Index;
    }
    break;
  case Fact::Rethrown:
    if (S.Now == State::Taken || S.Now == State::Known)
      S.Now = State::Flying;
    Results.Rethrows |= S.Now != State::Flying;
    break;
  case Fact::Thrown: {
    const auto *E = cast<CXXThrowExpr>(F.Where);
    if (Kinds.isCancellation(E->getSubExpr()->getType())) {
      S.Now = State::Flying;
      break;
    }
    if (S.Now == State::Taken && answers(F.Where, S))
      lost(LostCancellation::Replaced, S, F.Where);
    S.Now = State::Normal;
    break;
  }
  case Fact::Saved:
    // Kept to be thrown later, or given to somebody who will.
    if (S.Now == State::Taken && (RethrowsSaved || F.Flag))
      S.Now = State::Known;
    break;
  case Fact::Asked:
    if (S.Now == State::Taken)
      S.Now = State::Known;
    S.CodeOf = NoId;
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
    break;
  }
  case Fact::Resumed: {
    const Await &A = G.Awaits[F.Index];
    for (PlaceId P : A.Places)
      forget(S, P);
    S.Own = false;
    if (!A.ErrorCodes.empty() || A.ErrorDiscarded) {
      S.CodeOf = F.Index;
      S.CodeFailed = false;
    }
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
    for (auto [P, C] : llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(
             S.Cancelled))
      if (G.isPartOf(P, F.Place)) {
        forget(S, P);
        lost(LostCancellation::NeverJoined, S, G.Calls[C].E);
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

unsigned CancellationAnalysis::awaitAtEnd(const Block &B) const {
  for (const Fact &F : llvm::reverse(B.Facts))
    if (F.What == Fact::Called) {
      auto It = AwaitOfPart.find(G.Calls[F.Index].E);
      return It == AwaitOfPart.end() ? NoId : It->second;
    }
  return NoId;
}

bool CancellationAnalysis::follow(const Block &B, const Edge &E, State &S) {
  if (B.Condition != NoId && S.CodeOf != NoId && E.What != Edge::Normal) {
    PlaceId P = G.Conditions[B.Condition].Fails;
    if (P != NoId &&
        llvm::is_contained(G.Awaits[S.CodeOf].ErrorCodes, P)) {
      bool Failed = (E.What == Edge::WhenTrue) != B.Negated;
      S.CodeFailed = Failed;
      if (!Failed)
        S.CodeOf = NoId;
    }
  }
  if (E.What != Edge::Exceptional)
    return true;
  if (!B.Dispatch) {
    // What flies out of this block?
    if (S.Now == State::Flying)
      return true; // throw; or the like
    if (unsigned A = awaitAtEnd(B); A != NoId) {
      bool ReadsOwn = llvm::any_of(S.Cancelled, [&](auto C) {
        return llvm::is_contained(G.Awaits[A].Places, C.first);
      });
      if (Throwing[A] && (!S.Own || ReadsOwn)) {
        S.Now = State::Flying;
        S.Await = A;
      } else {
        S.Now = State::Normal;
      }
      return true;
    }
    for (const Fact &F : llvm::reverse(B.Facts))
      if (F.What == Fact::Called) {
        const Call &C = G.Calls[F.Index];
        const FunctionSummary *Callee =
            C.Callee ? Summaries(C.Callee) : nullptr;
        bool Rethrows = (C.Model && C.Model->Rethrows) ||
                        (Callee && Callee->Rethrows);
        bool Throws =
            (C.Model && C.Model->ThrowsIfStopped) ||
            (Callee && Callee->MayThrowCancellation && !Callee->IsCoroutine) ||
            (Rethrows && (S.Now == State::Taken || S.Now == State::Known));
        S.Now = Throws ? State::Flying : State::Normal;
        break;
      }
    return true;
  }
  // Which handlers take what is flying?
  unsigned H = G.Blocks[E.To].Handler;
  if (S.Now != State::Flying)
    return true;
  bool Own = S.Await != NoId && llvm::any_of(S.Cancelled, [&](auto C) {
               return llvm::is_contained(G.Awaits[S.Await].Places, C.first);
             });
  auto Takes = [&](const CXXCatchStmt &Handler) {
    auto Types = exceptions();
    if (Types.empty())
      return Handler.getCaughtType().isNull() ? CancellationKinds::Catches::All
                                              : CancellationKinds::Catches::No;
    return Kinds.catches(Handler, Types);
  };
  // A handler before this one takes it all.
  for (unsigned I = 0; I != B.Dispatch->getNumHandlers(); ++I) {
    const CXXCatchStmt *Each = B.Dispatch->getHandler(I);
    CancellationKinds::Catches How = Takes(*Each);
    bool IsThis = H != NoId && G.Handlers[H].Catch == Each;
    if (IsThis) {
      if (How == CancellationKinds::Catches::No)
        return false;
      if (Own) {
        // The code that cancelled takes the answer: the right idiom.
        for (PlaceId P : G.Awaits[S.Await].Places)
          forget(S, P);
        S.Now = State::Normal;
      }
      return true;
    }
    if (How == CancellationKinds::Catches::All)
      return false;
  }
  return true;
}

void CancellationAnalysis::finish(State &S, bool Exceptional) {
  if (Exceptional) {
    if (S.Now != State::Flying)
      return;
    Results.MayThrow = true;
    for (auto [P, C] : llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(
             S.Cancelled))
      if (S.Await != NoId && llvm::is_contained(G.Awaits[S.Await].Places, P)) {
        lost(LostCancellation::ReadsCancelled, S, G.Awaits[S.Await].E);
        break;
      }
    return;
  }
  Results.Swallows |= S.Now == State::Taken;
  for (auto [P, C] : llvm::SmallVector<std::pair<PlaceId, unsigned>, 1>(
           S.Cancelled))
    lost(LostCancellation::NeverJoined, S, G.Calls[C].E);
}

/// References to a variable anywhere in a statement, closures included.
class References : public RecursiveASTVisitor<References> {
public:
  const ValueDecl *D = nullptr;
  bool Found = false;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl() == D;
    return !Found;
  }
};

void findDeafLoops(const FactGraph &G, CancellationKinds &Kinds,
                   CancellationResults &Out) {
  if (!G.IsCoroutine)
    return;
  llvm::SmallVector<const ParmVarDecl *, 2> Tokens;
  for (const ParmVarDecl *P : G.Function->parameters()) {
    if (!Kinds.isStopToken(P->getType()))
      continue;
    References Refs;
    Refs.D = P;
    Stmt *Body = G.Function->getBody();
    if (auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
      Body = C->getBody();
    Refs.TraverseStmt(Body);
    if (!Refs.Found)
      Tokens.push_back(P);
  }
  if (Tokens.empty())
    return;
  for (const Block &B : G.Blocks)
    for (const Fact &F : B.Facts)
      if (F.What == Fact::Suspended && B.InLoop) {
        Out.Deaf.push_back({G.Awaits[F.Index].E, Tokens.front()});
        return;
      }
}

} // namespace

CancellationResults runCancellationFlow(const UnitContext &Unit,
                                        CancellationKinds &Kinds,
                                        const FactGraph &G,
                                        SummaryLookup Summaries) {
  CancellationAnalysis A(Unit, Kinds, G, Summaries);
  A.prepare();
  PathExplorer<CancellationAnalysis> Explorer(G, A);
  Explorer.run({});
  findDeafLoops(G, Kinds, A.Results);
  return std::move(A.Results);
}

void addCancellation(const CancellationResults &R, FunctionSummary &S) {
  S.MayThrowCancellation = R.MayThrow;
  S.SwallowsCancellation = R.Swallows;
  S.AsksStop = R.AsksStop;
  S.RequestsStop = R.RequestsStop;
  S.Rethrows = R.Rethrows;
}

} // namespace corolint

//===- CancellationSteps.cpp - what each fact does ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationAnalysis.h"

#include "flow/ErrorCodes.h"
#include "flow/SaysCancelled.h"
#include "flow/Statements.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

namespace {

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
    // The text of a static_assert has no type.
    if (const auto *E = dyn_cast_or_null<Expr>(S);
        E && !E->getType().isNull()) {
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

} // namespace

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
  SaidCancelled Said = saidBy(Unit.Ctx, Return, Summaries);
  return !Said.ByName && !Said.InText && !mentionsTaken(Return, S);
}

/// An exception that stands for other errors as well, in a function that awaits
/// nothing and handles it itself: what has failed there is a call that nobody
/// cancels.
bool CancellationAnalysis::isPlainError(const CXXThrowExpr &E) const {
  const auto *RD = E.getSubExpr()->getType()->getAsCXXRecordDecl();
  return RD && RD->getIdentifier() && !namedAfterCancellation(RD->getName()) &&
         !G.IsCoroutine && G.Awaits.empty() && !G.Handlers.empty();
}

/// A throw of something that is not made from the cancellation. Its text tells
/// people only.
bool CancellationAnalysis::replaces(const Stmt *Throw, const State &S) const {
  return !saidBy(Unit.Ctx, Throw, Summaries).ByName && !mentionsTaken(Throw, S);
}

bool CancellationAnalysis::isCleanup(const Await &A) const {
  static const llvm::StringSet<> Words = {
      "close",    "closed",      "shutdown",   "cleanup",    "clean",
      "stop",     "join",        "disconnect", "release",    "finish",
      "teardown", "rollback",    "aclose",     "drain",      "dispose",
      "leave",    "unsubscribe", "unregister", "deregister", "logout",
      "goodbye",  "bye",         "idle"};
  if (!A.Callee || !A.Callee->getIdentifier())
    return false;
  auto Name = wordsOf(A.Callee->getName());
  return Words.contains(Name.front()) || Words.contains(Name.back());
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

/// A value of the type can say whether there was a stop: it is a truth, or has
/// one. What a coroutine gives besides, it gives if there was none.
static bool canTell(QualType T) {
  T = T.getNonReferenceType();
  if (T->isBooleanType() || T->isEnumeralType() || T->isPointerType())
    return true;
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition())
    return false;
  return llvm::any_of(
      RD->getDefinition()->getVisibleConversionFunctions(), [](NamedDecl *D) {
        const auto *C = dyn_cast<CXXConversionDecl>(D->getUnderlyingDecl());
        return C && C->getConversionType()->isBooleanType();
      });
}

void CancellationAnalysis::suspended(unsigned I, State &S) {
  const Await &A = G.Awaits[I];
  // Awaiting one's own stop source only gets it.
  if (Kinds.isStopToken(A.E->getType()))
    return;
  if (const FunctionSummary *Callee = summaryOf(A.Callee);
      Callee && Callee->AsksStop && canTell(A.E->getType()))
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

/// Compares an error code with a constant, and a branch hangs on that: it
/// decides, and what is not the end of a file may be a cancellation still.
bool CancellationAnalysis::branchDecides(const Call &C) const {
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(C.E);
  if (!Op || (Op->getOperator() != OO_EqualEqual &&
              Op->getOperator() != OO_ExclaimEqual))
    return false;
  auto IsConstant = [](const Stmt *S) {
    const auto *D = dyn_cast<DeclRefExpr>(S);
    return D && isa<EnumConstantDecl>(D->getDecl());
  };
  return Tested.contains(Op) &&
         llvm::any_of(Op->arguments(),
                      [](auto *A) { return isErrorCode(A->getType()); }) &&
         llvm::any_of(Op->arguments(),
                      [&](auto *A) { return anyOf(A, IsConstant); });
}

/// The function can throw something of its own, or tells by its result.
bool CancellationAnalysis::decides(const FunctionDecl *F) const {
  if (!F || isOfStd(*F) || isa<CXXConstructorDecl>(F))
    return false;
  if (F->getReturnType()->isBooleanType())
    return true;
  const FunctionSummary *S = Summaries(F);
  return S && S->Throws;
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
      Op && Op->getOperator() == OO_Equal) {
    llvm::erase_if(S.Stopped, [&](const ValueDecl *D) {
      return D == Roots.of(Op->getArg(0));
    });
    if (C.Object)
      for (PlaceId P : C.Object->Places)
        llvm::erase(S.Ended, P);
  }
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
      if (S.Kept || (decides(C.Callee) && !branchDecides(C)))
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
      if (Ours && !SeenByOthers.contains(P) &&
          !llvm::is_contained(S.Ended, P)) {
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
          (C.Model && C.Model->Rethrows) ||
          (Callee && Kinds.named(Callee->Cancellations))) {
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
  for (const Call &C : G.Calls) {
    const FunctionSummary *S = summaryOf(C.Callee);
    if (S && S->BodySeen)
      for (unsigned N = 0; N != C.Arguments.size(); ++N)
        if (C.Arguments[N].E && C.Arguments[N].E->IgnoreImplicit() == E)
          return C.Callee->getReturnType()->isVoidType() &&
                 N < S->Parameters.size() && S->Parameters[N].ExceptionDropped;
  }
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
              (!Kinds.isModelled(G.Function->getReturnType()) &&
               !isPlainError(*E)))) {
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
    if (S.Now == State::Taken &&
        Effects[S.Handler].isReadBy(F.Where, Summaries))
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
      S.ReadsOwn |= Unit.Types.of(A.Operand->getType().getNonReferenceType())
                        .isTracked() &&
                    !takesCancellation(A);
    for (PlaceId P : A.Places)
      joined(S, P, /*Throws=*/!takesCancellation(A));
    if (A.Places.size() == 1 && !isMany(A.Places.front()) &&
        !llvm::is_contained(S.Ended, A.Places.front()))
      S.Ended.push_back(A.Places.front());
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
        Callee && !Callee->Swallows.empty() &&
        // Of a library whose cancellations nobody knows, all would be unknown.
        (!Callee->Swallows.front().Unseen ||
         (ThrownByAwait[F.Index] & ~CancellationKinds::UnknownType)))
      S.Silents.push_back({F.Index, true});
    break;
  }
  case Fact::Escaped:
  case Fact::Returned:
    forget(S, F.Place);
    break;
  case Fact::Created:
    llvm::erase(S.Ended, F.Place);
    break;
  case Fact::Moved:
    for (auto &[P, C] : S.Cancelled)
      if (P == F.From)
        P = F.Place;
    llvm::erase(S.Ended, F.Place);
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
    // Nothing goes on behind main().
    if (!G.Function->isMain() && answers(F.Where, S))
      lostUnlessGoneOn(LostCancellation::Answer, S, F.Where);
    else
      clear(S, State::Known);
    break;
  default:
    break;
  }
}

} // namespace corolint

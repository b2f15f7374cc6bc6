//===- CancellationBranches.cpp - what edges tell -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationAnalysis.h"

#include "flow/DroppedExceptions.h"
#include "flow/ErrorCodes.h"
#include "flow/FunctionIndex.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

const Expr *lastTested(const Expr *E, bool &Value) {
  for (;;) {
    E = stripImplicit(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E);
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

const Call *CancellationAnalysis::callAtEnd(const Block &B) const {
  for (const Fact &F : llvm::reverse(B.Facts))
    if (F.What == Fact::Called)
      return &G.Calls[F.Index];
  return nullptr;
}

/// The variable or member whose truth `E` is: itself, what it points to, or an
/// atomic one's value.
static const ValueDecl *flagRead(const Expr *E) {
  E = stripImplicit(E);
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = C->getMethodDecl();
    bool Reads = isa_and_nonnull<CXXConversionDecl>(M) ||
                 (M && M->getIdentifier() &&
                  (M->getName() == "load" || M->getName() == "test"));
    return Reads ? flagRead(C->getImplicitObjectArgument()) : nullptr;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_Deref)
    return flagRead(U->getSubExpr());
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
      Op && (Op->getOperator() == OO_Star || Op->getOperator() == OO_Arrow))
    return flagRead(Op->getArg(0));
  return namedBy(E);
}

/// A flag by which others say that they want a stop. Where a library cancels
/// single operations, and not tasks, who does so sets one before.
bool CancellationAnalysis::isStopFlagOfOthers(const Expr *Tested) const {
  const CancellationModel *M = Kinds.modelFor(G.Function->getReturnType());
  const ValueDecl *D = M && !M->ErrorCodes.empty() ? flagRead(Tested) : nullptr;
  if (!D || !D->getIdentifier() || !namedAfterStop(D->getName()))
    return false;
  const auto *V = dyn_cast<VarDecl>(D);
  return !V || !V->hasLocalStorage() ||
         (isa<ParmVarDecl>(V) && !V->getType()->isArithmeticType()) ||
         isCaptured(G.Function->getBody(), V);
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
  if (isStopFlagOfOthers(Tested))
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
  if (std::optional<bool> Is = Set.valueOf(Unit.Ctx, Tested, Summaries))
    return *Is == Value;
  if (Set.isReadBy(Tested, Summaries))
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
  if (C->Model &&
      (C->Model->ThrowsIfStopped || (C->Model->Rethrows && S.ReadsOwn)))
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
    if (!W.Unseen)
      llvm::erase_if(Results.Swallows,
                     [](const auto &Old) { return Old.Unseen; });
    else if (llvm::any_of(Results.Swallows,
                          [](const auto &Old) { return !Old.Unseen; }))
      return;
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

} // namespace corolint

//===- CancellationSources.cpp - where cancellations come from ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/CancellationAnalysis.h"

#include "flow/FunctionIndex.h"
#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {

/// The call that a part of a co_await is, within its wrappers.
static const CallExpr *partCall(const Stmt *S) {
  while (S && !isa<CallExpr>(S))
    S = S->child_begin() == S->child_end() ? nullptr : *S->child_begin();
  return cast_or_null<CallExpr>(S);
}

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

/// The coroutine whose task an expression makes, or starts: `f()`,
/// `create_task(f())`.
static const FunctionDecl *coroutineMadeBy(const Expr *Made) {
  Made = Made ? Made->IgnoreUnlessSpelledInSource() : nullptr;
  const auto *C = dyn_cast_or_null<CallExpr>(Made);
  if (!C)
    return nullptr;
  for (const Expr *A : C->arguments())
    if (const auto *Inner =
            dyn_cast<CallExpr>(A->IgnoreUnlessSpelledInSource()))
      return calleeOf(Inner);
  return calleeOf(C);
}

/// Whether it is a task of this function whose coroutine lets no cancellation
/// out: to wait for it throws none.
bool CancellationAnalysis::takesCancellation(const Await &A) const {
  const auto *V =
      dyn_cast_or_null<VarDecl>(A.Operand ? Roots.of(A.Operand) : nullptr);
  const FunctionSummary *S =
      V ? summaryOf(coroutineMadeBy(V->getInit())) : nullptr;
  return S && S->BodySeen && S->IsCoroutine && S->Cancellations.empty() &&
         !S->RethrowsKept;
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

bool isCaptured(const Stmt *S, const VarDecl *V) {
  if (const auto *L = dyn_cast_or_null<LambdaExpr>(S))
    return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == V;
    });
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
           return isCaptured(Child, V);
         });
}

/// Whether an object is copied there. Handles of tasks can be copied in many
/// libraries: who has the copy may wait.
static bool copies(const Stmt &S) {
  if (const auto *E = dyn_cast<CXXConstructExpr>(&S);
      E && E->getConstructor()->isCopyConstructor())
    return true;
  return llvm::any_of(S.children(),
                      [](const Stmt *C) { return C && copies(*C); });
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
    Effects.push_back(effectsOf(Unit.Ctx, *H.Catch, Summaries));
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
      if (F.What == Fact::Moved && F.Where && copies(*F.Where))
        SeenByOthers.insert(F.From);
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
      } else if (isa_and_nonnull<CXXConversionDecl>(C.Callee) && C.Object &&
                 C.Result != NoId) {
        // Another handle of the same.
        for (PlaceId P : C.Object->Places)
          SeenByOthers.insert(P);
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
  // A question to an object that nobody else can reach tells of no stop.
  AwaitedObjects.remove_if(
      [&](const ValueDecl *D) { return isReachedByNobodyElse(D); });
}

/// A variable of this function's own that it only awaits on and asks.
bool CancellationAnalysis::isReachedByNobodyElse(const ValueDecl *D) const {
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
      V->getType()->isPointerType() || isCaptured(G.Function->getBody(), V))
    return false;
  for (unsigned I = 0; I != G.Calls.size(); ++I) {
    const Call &C = G.Calls[I];
    if (AwaitOfCall.contains(I) || C.Machinery || C.Destructor ||
        (C.Model && C.Model->Harmless))
      continue;
    for (const Argument &A : C.Arguments)
      if (A.How != Argument::Value && namedBy(A.E) == V)
        return false;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    if (C.Object && namedBy(C.Object->E) == V && !(M && M->isConst()))
      return false;
  }
  return true;
}

} // namespace corolint

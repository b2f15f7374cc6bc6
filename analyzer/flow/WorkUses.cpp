//===- WorkUses.cpp - what each piece of work uses ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/WorkUses.h"

#include "flow/Statements.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace corolint {

WorkUses::WorkUses(const FactGraph &G, SummaryLookup Summaries)
    : G(G), Summaries(Summaries) {
  OfWork.resize(G.Sites.size());
  Makers.resize(G.Sites.size());
  for (unsigned N = 0; N != G.Calls.size(); ++N)
    if (!G.Calls[N].Machinery && !G.Calls[N].Destructor)
      call(N);
}

void WorkUses::call(unsigned N) {
  const Call &C = G.Calls[N];
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  if (C.Makes != NoId) {
    const Site &S = G.Sites[C.Makes];
    Makers[C.Makes] = &C;
    // A function of which only a declaration is seen is taken for a coroutine
    // if its task is lazy.
    // What a plain function gives may be the handle of work that it has
    // started.
    bool IsWork = S.What == Site::Task || S.What == Site::Generator ||
                  (S.What == Site::Awaitable && Callee && Callee->BodySeen &&
                   !Callee->IsCoroutine && !C.Model);
    if (IsWork && Callee && (Callee->BodySeen || S.Start == Start::Lazy))
      parameters(C.Makes, C, *Callee);
    closures(C.Makes, C, Callee, /*Keeps=*/true);
    return;
  }
  unsigned W = OfWork.size();
  OfWork.emplace_back();
  // A coroutine that starts at once and for which nobody can wait.
  if (Callee && Callee->IsCoroutine)
    parameters(W, C, *Callee);
  else if (Callee)
    started(W, C, *Callee);
  const auto *F = C.Callee;
  // Without a result, or with one that nobody can wait for.
  if (F && !isa<CXXConstructorDecl>(F) &&
      (F->getReturnType()->isVoidType() || (Callee && Callee->IsCoroutine)))
    closures(W, C, Callee, /*Keeps=*/false);
  const Call *Maker = &C;
  if (F && C.Object && qualifiedName(*F) == "std::thread::detach")
    if (const Call *Thread = threadOf(*C.Object)) {
      Maker = Thread;
      for (unsigned I = 0; I != Thread->Arguments.size(); ++I)
        for (const Referent &R : Thread->Arguments[I].Captured)
          OfWork[W].push_back({Use::GivenBy, I, R, true});
    }
  if (OfWork[W].empty()) {
    OfWork.pop_back();
    return;
  }
  Makers.push_back(Maker);
  Started[N] = W;
}

/// The call that has made a std::thread, if that is in sight.
const Call *WorkUses::threadOf(const Argument &Thread) const {
  const Expr *E = Thread.E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl()); V && V->getInit())
      E = V->getInit();
  E = E->IgnoreUnlessSpelledInSource();
  auto It = llvm::find_if(G.Calls, [&](const Call &C) { return C.E == E; });
  return It == G.Calls.end() ? nullptr : &*It;
}

/// The argument is what some call has made.
bool WorkUses::isTask(const Argument &A) const {
  return llvm::any_of(G.Calls, [&](const Call &C) {
    return C.Makes != NoId && C.Result != NoId &&
           llvm::is_contained(A.Places, C.Result);
  });
}

/// What the object that `E` names is a part of, by way of references and
/// iterators that always lead into the same.
static std::optional<Lender> partOf(const Expr *E, const FunctionDecl &F) {
  std::optional<Borrow> B = borrowOf(E, F);
  std::optional<Lender::Kind> Element;
  for (unsigned Depth = 0; B && B->From.empty() && B->Through && Depth != 4;
       ++Depth) {
    const VarDecl *V = B->Through;
    if (B->ThroughWhat != Lender::Iterator)
      Element = B->ThroughWhat;
    if (!V->getType()->isReferenceType() && isSetAgain(F.getBody(), *V))
      return std::nullopt;
    B = borrowOf(V->getInit(), *V, F);
  }
  if (!B || B->From.empty())
    return std::nullopt;
  Lender L = B->From.front();
  if (Element && L.What == Lender::Iterator)
    L.What = *Element;
  return L;
}

/// What the parameters and the object of a coroutine lead to.
void WorkUses::parameters(unsigned W, const Call &C,
                          const FunctionSummary &Callee) {
  bool Seen = Callee.BodySeen;
  auto Add = [&](const ParameterSummary *P, const Argument &A, Use::Kind What,
                 unsigned Index) {
    if (Seen && (!P || (!P->UsedAfterSuspension && !P->UsedByResult)))
      return;
    // A task that is handed over by reference is mostly taken over.
    if (!Seen && isTask(A))
      return;
    bool AfterAwait = !Seen || P->UsedAfterAwait || P->UsedByResult;
    std::optional<Lender> PartOf;
    if (Seen && (What == Use::Object || A.How == Argument::ConstRef ||
                 A.How == Argument::LValueRef))
      PartOf = partOf(A.E, *G.Function);
    for (const Referent &R : A.Refers)
      OfWork[W].push_back({What, Index, R, Seen, AfterAwait, PartOf, A.E});
    if (A.Refers.empty() && PartOf)
      OfWork[W].push_back(
          {What, Index, Referent(), Seen, AfterAwait, PartOf, A.E});
  };
  for (unsigned N = 0; N != C.Arguments.size(); ++N)
    Add(N < Callee.Parameters.size() ? &Callee.Parameters[N] : nullptr,
        C.Arguments[N], Use::Argument, N);
  // Objects are often handles whose functions copy what they need.
  if (!C.Object || !Seen)
    return;
  Add(&Callee.Object, *C.Object, Use::Object, 0);
  if (Callee.Object.UsedAfterSuspension || Callee.ResultUsesCaptured)
    for (const Referent &R : C.Object->Captured)
      OfWork[W].push_back(
          {Use::Captured, 0, R, true,
           Callee.Object.UsedAfterAwait || Callee.ResultUsesCaptured});
}

/// What the work leads to that a plain function starts.
void WorkUses::started(unsigned W, const Call &C,
                       const FunctionSummary &Callee) {
  auto Add = [&](const ParameterSummary &P, const Argument &A, Use::Kind What,
                 unsigned Index) {
    if (P.UsedByStarted)
      for (const Referent &R : A.Refers)
        OfWork[W].push_back({What, Index, R, true});
  };
  for (unsigned N = 0; N != C.Arguments.size() && N != Callee.Parameters.size();
       ++N)
    Add(Callee.Parameters[N], C.Arguments[N], Use::Argument, N);
  if (C.Object)
    Add(Callee.Object, *C.Object, Use::Object, 0);
}

/// `Word` is a word of `Name`: of "runLater" and "run_later", not of
/// "translate".
static bool hasWord(llvm::StringRef Name, llvm::StringRef Word) {
  for (size_t At = Name.find_insensitive(Word); At != llvm::StringRef::npos;
       At = Name.find_insensitive(Word, At + 1)) {
    llvm::StringRef Behind = Name.drop_front(At + Word.size());
    bool Begins = At == 0 || Name[At - 1] == '_' || llvm::isUpper(Name[At]);
    bool Ends = Behind.empty() || !llvm::isLower(Behind.front());
    if (Begins && Ends)
      return true;
  }
  return false;
}

/// What a function that is only declared does with a closure.
static std::optional<CallableUse> byName(const Call &C, bool Keeps) {
  if (!C.Callee || !C.Callee->getIdentifier() || isOfStd(*C.Callee))
    return std::nullopt;
  // A continuation: `then` of a task gives another one.
  if (Keeps) {
    const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
    const auto *Result = C.Callee->getReturnType()->getAsCXXRecordDecl();
    bool Chains =
        M && Result && qualifiedName(*M->getParent()) == qualifiedName(*Result);
    return Chains ? std::optional(CallableUse::KeepsUntilDone) : std::nullopt;
  }
  for (llvm::StringRef Word :
       {"post", "later", "callback", "spawn", "detach", "defer", "schedule",
        "enqueue", "submit", "subscribe", "async", "handler", "launch"})
    if (hasWord(C.Callee->getName(), Word))
      return CallableUse::Stores;
  return std::nullopt;
}

/// What closures lead to that are given to somebody who runs them later.
void WorkUses::closures(unsigned W, const Call &C,
                        const FunctionSummary *Callee, bool Keeps) {
  for (unsigned N = 0; N != C.Arguments.size(); ++N) {
    const Argument &A = C.Arguments[N];
    if (A.Captured.empty())
      continue;
    std::optional<CallableUse> How;
    if (Callee && Callee->BodySeen && N < Callee->Parameters.size())
      How = Callee->Parameters[N].Callable;
    if (C.Model)
      for (const ArgumentModel &AM : C.Model->Arguments)
        if (AM.Callable && (AM.Argument == int(N) || AM.Argument == -2))
          How = AM.Callable;
    // An executor may be one that runs it at once.
    if (How == CallableUse::Offloads && C.Callee && C.Callee->getIdentifier() &&
        C.Callee->getName() == "execute")
      continue;
    if (!How && !(Callee && Callee->BodySeen) && !C.Model)
      How = byName(C, Keeps);
    // A lazy coroutine calls it when it runs.
    if (How == CallableUse::CallsNow && Callee && Callee->IsCoroutine &&
        Callee->Start == Start::Lazy)
      How = CallableUse::KeepsUntilDone;
    if (How == CallableUse::KeepsUntilDone ||
        ((How == CallableUse::Stores || How == CallableUse::Offloads) &&
         !Keeps))
      for (const Referent &R : A.Captured)
        OfWork[W].push_back({Use::GivenBy, N, R, true});
  }
}

} // namespace corolint

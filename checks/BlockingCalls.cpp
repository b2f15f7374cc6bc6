//===- BlockingCalls.cpp - calls that block the event loop ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

#include <set>

using namespace clang;

namespace corolint {

/// The variable whose destructor `C` is; null for temporaries.
static const VarDecl *destroyed(const FactGraph &G, const Call &C) {
  if (!C.Destructor || !C.Object || C.Object->Places.size() != 1)
    return nullptr;
  return dyn_cast_or_null<VarDecl>(G.Places[C.Object->Places[0]].Decl);
}

static std::string messageOf(const BlockingEffect &E, const VarDecl *Destroyed,
                             bool InLoop) {
  std::string Message = "'" + E.Chain.front().Callee + "'";
  if (Destroyed && !Destroyed->getName().empty())
    Message += " of '" + Destroyed->getNameAsString() + "'";
  Message += E.Unseen ? " may block the event loop" : " blocks the event loop";
  if (InLoop)
    Message += " in every turn of the loop";
  if (E.Chain.size() > 1)
    Message += " through '" + E.Callee + "'";
  Message += ": " + E.Reason;
  if (!E.Instead.empty())
    Message += "; instead, " + E.Instead;
  return Message;
}

/// How the coroutine comes to the blocking call.
static void addChain(Finding &F, const FunctionAnalysis &A,
                     const BlockingCall &B) {
  const BlockingEffect &E = B.Effect;
  if (B.Through->RunBy)
    addNote(F, A, *B.Through->E,
            "'" + E.Chain.front().Callee + "' is called here by default");
  for (unsigned I = 1; I < E.Chain.size(); ++I)
    F.Notes.push_back({E.Chain[I].Where, "'" + E.Chain[I - 1].Callee +
                                             "' calls '" + E.Chain[I].Callee +
                                             "' here"});
  if (E.Chain.size() > 1)
    F.Anchor.Where = E.Chain.back().Where;
}

void findBlockingCalls(const FunctionAnalysis &A, bool InLoop,
                       std::vector<Finding> &Out) {
  if (!A.Graph.IsCoroutine)
    return;
  const char *Check =
      InLoop ? "coro-blocking-call-in-loop" : "coro-blocking-call";
  // A variable's destructor may run at several ends of its scope.
  std::set<const void *> Told;
  for (const BlockingCall &B : A.Blocking.Calls)
    if (const VarDecl *V = destroyed(A.Graph, *B.Through);
        V && B.InLoop && !InLoop)
      Told.insert(V);
  for (const BlockingCall &B : A.Blocking.Calls) {
    const VarDecl *V = destroyed(A.Graph, *B.Through);
    // One call, one finding, however many things it may block on.
    const void *Key = V ? static_cast<const void *>(V) : &B.Through->shownAt();
    if (B.InLoop != InLoop || !Told.insert(Key).second)
      continue;
    Finding F = makeFinding(
        A, Check, B.Effect.Unseen ? Certainty::Unknown : Certainty::Certain,
        B.Through->shownAt(), "blocking-call", messageOf(B.Effect, V, InLoop));
    // What has no text of its own is shown where the variable gets its name.
    if (V)
      F.Where = rangeOf(A.Ctx, clang::SourceRange(V->getLocation()));
    addChain(F, A, B);
    Out.push_back(std::move(F));
  }
  if (!InLoop)
    return;
  for (const Stmt *Loop : A.Blocking.Spins)
    Out.push_back(makeFinding(
        A, Check, Certainty::Likely, *Loop, "blocking-call",
        "this loop has no suspension point and waits for something that only "
        "other code can change: it blocks the event loop; instead, co_await "
        "an event"));
}

} // namespace corolint

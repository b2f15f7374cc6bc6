//===- BlockingCalls.cpp - calls that block the event loop ------------------===//
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

void findBlockingCalls(const FunctionAnalysis &A, bool InLoop,
                       std::vector<Finding> &Out) {
  if (!A.Graph.IsCoroutine)
    return;
  const char *Check =
      InLoop ? "coro-blocking-call-in-loop" : "coro-blocking-call";
  std::set<const Stmt *> Told;
  for (const BlockingCall &B : A.Blocking.Calls) {
    // One call, one finding, however many things it may block on.
    if (B.InLoop != InLoop || !Told.insert(B.Through->E).second)
      continue;
    const BlockingEffect &E = B.Effect;
    std::string Own = E.Chain.front().Callee;
    std::string Message = "'" + Own + "' blocks the event loop";
    if (InLoop)
      Message += " in every turn of the loop";
    if (E.Chain.size() > 1)
      Message += " through '" + E.Callee + "'";
    Message += ": " + E.Reason;
    if (!E.Instead.empty())
      Message += "; " + E.Instead + " instead";
    Finding F = makeFinding(A, Check, Certainty::Certain, *B.Through->E,
                            "blocking-call", Message);
    for (unsigned I = 1; I < E.Chain.size(); ++I)
      F.Notes.push_back({E.Chain[I].Where,
                         "'" + E.Chain[I - 1].Callee + "' calls '" +
                             E.Chain[I].Callee + "' here"});
    if (E.Chain.size() > 1)
      F.Anchor.Where = E.Chain.back().Where;
    Out.push_back(std::move(F));
  }
  if (!InLoop)
    return;
  for (const Stmt *Loop : A.Blocking.Spins)
    Out.push_back(makeFinding(
        A, Check, Certainty::Likely, *Loop, "blocking-call",
        "this loop has no suspension point and waits for something that only "
        "other code can change: it blocks the event loop; co_await an event "
        "instead"));
}

} // namespace corolint

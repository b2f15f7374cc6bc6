//===- ReturnAwaits.cpp - coroutines that only hand a task on -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `co_return co_await f(x)` becomes `return f(x)`: the function is no coroutine
// any more, and what was its own is gone when the task runs.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Changes.h"

using namespace clang;

namespace corolint::mutation {
namespace {

/// `co_return co_await x`, or the last statement `co_await x`.
struct Exit {
  const CoawaitExpr *Await = nullptr;
  const Stmt *Statement = nullptr;
};

const CoawaitExpr *awaitOf(const Expr *E) {
  return E ? dyn_cast<CoawaitExpr>(strip(E)) : nullptr;
}

/// Empty unless the function awaits nothing but what it could return.
std::vector<Exit> exitsOf(const Body &In) {
  std::vector<Exit> Exits;
  unsigned Awaits = 0;
  for (const Stmt *S : In.all()) {
    Awaits += isa<CoawaitExpr>(S);
    if (isa<CoyieldExpr>(S))
      return {};
    auto *Return = dyn_cast<CoreturnStmt>(S);
    if (!Return)
      continue;
    Exits.push_back({awaitOf(Return->getOperand()), S});
    if (!Exits.back().Await)
      return {};
  }
  if (In.block()->body_empty())
    return {};
  const Stmt *Last = In.block()->body_back();
  if (auto *E = dyn_cast<Expr>(Last); E && awaitOf(E))
    Exits.push_back({awaitOf(E), Last});
  else if (!isa<CoreturnStmt>(Last))
    return {};
  if (Awaits != Exits.size())
    return {};
  for (const Exit &E : Exits) {
    const Expr *Operand = awaitedBy(E.Await);
    if (!Operand->isPRValue() ||
        !In.function()->getASTContext().hasSameType(
            Operand->getType(), In.function()->getReturnType()) ||
        !In.isWritten(E.Statement))
      return {};
  }
  return Exits;
}

enum class Uses { Nothing, Temporary, Own };

/// What ends before the task that `Call` gives has run.
Uses usedBy(const CallExpr *Call, const Body &In, Bodies &All) {
  Started S;
  S.Call = Call;
  S.Work = All.of(Call->getDirectCallee());
  S.IsReturned = true;
  S.RunsLater =
      !startsAtCall(recordOf(Call->getType()), In.function()->getASTContext());
  if (!S.Work || !S.Work->isCoroutine())
    return Uses::Nothing;
  if (borrowedBy(S, In))
    return Uses::Own;
  for (const ParmVarDecl *P : S.Work->function()->parameters()) {
    const Expr *Given = S.argument(P->getFunctionScopeIndex());
    if (!Given || !P->getType()->isReferenceType() || !S.usesLater(P))
      continue;
    auto *Temporary =
        dyn_cast<MaterializeTemporaryExpr>(Given->IgnoreParenImpCasts());
    if (Temporary && isValue(Temporary->getType()) &&
        !isa<CXXDefaultArgExpr>(Given))
      return Uses::Temporary;
  }
  return Uses::Nothing;
}

} // namespace

void droppedReturnAwaits(const Body &In, Bodies &All,
                         std::vector<Change> &Changes) {
  if (!In.isCoroutine())
    return;
  std::vector<Exit> Exits = exitsOf(In);
  std::vector<Edit> Edits;
  for (const Exit &E : Exits) {
    unsigned Begin = In.offset(E.Statement->getBeginLoc());
    unsigned Operand = In.offset(E.Await->getOperand()->getBeginLoc());
    Edits.push_back({Begin, Operand - Begin, "return "});
  }
  for (const Exit &E : Exits) {
    auto *Call = dyn_cast<CallExpr>(awaitedBy(E.Await));
    Uses Used =
        Call && In.anchorOf(Call) ? usedBy(Call, In, All) : Uses::Nothing;
    if (Used == Uses::Nothing)
      continue;
    Change C;
    C.Kind = "drop-return-await";
    C.Variant = isa<CoreturnStmt>(E.Statement) ? "return" : "statement";
    C.Edits = Edits;
    C.Checks = {"coro-return-without-await"};
    if (Used == Uses::Temporary)
      C.Checks.push_back("coro-dangling-argument");
    unsigned Return = In.offset(E.Statement->getBeginLoc());
    // The edit that puts `return` there ends where the operand begins.
    C.Anchors = {*In.anchorOf(Call), {Return, Return}};
    C.Description =
        "not a coroutine any more, but returns " + quoted(In.text(Call));
    C.Original = In.statementSpan(E.Statement);
    Changes.push_back(std::move(C));
  }
}

} // namespace corolint::mutation

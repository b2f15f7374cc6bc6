//===- AwaitFacts.cpp - facts about co_await and co_yield -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/AwaitFacts.h"

#include "flow/YieldedElements.h"

#include "flow/ErrorCodes.h"
#include "model/Wrappers.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

AwaitFacts::AwaitFacts(FactWriter &Writer)
    : Writer(Writer), G(Writer.G), Resolver(Writer.Resolver),
      Calls(Writer.Calls) {
  for (const CoroutineSuspendExpr *E : Writer.Scan.Suspensions)
    if (!WholeOf.contains(E))
      findParts(*E, number(E, E->getOperand()));
}

unsigned AwaitFacts::number(const Expr *E, const Expr *Operand) {
  Await A;
  A.E = E;
  A.IsYield = isa<CoyieldExpr>(E);
  A.Operand = Operand;
  if (A.IsYield) {
    Yielded Y = yieldedBy(Operand, Resolver);
    G.YieldsOwn |= Y.Own;
    G.YieldsViewOfOwn |= Y.ViewOfOwn;
  }
  G.Awaits.push_back(A);
  return WholeOf[E] = G.Awaits.size() - 1;
}

void AwaitFacts::findParts(const CoroutineSuspendExpr &E, unsigned N) {
  auto Part = [&](const Expr *Part, Numbers *M) {
    if (!Part)
      return;
    // await_suspend and await_resume may be wrapped (casts, a call of
    // __builtin_coro_resume around a returned handle).
    const Stmt *S = Part;
    while (S && !isa<CallExpr>(S)) {
      auto Children = S->children();
      if (Children.begin() == Children.end())
        break;
      S = *Children.begin();
    }
    if (!S)
      return;
    Machinery.insert(S);
    if (M)
      M->try_emplace(S, N);
  };
  Part(E.getReadyExpr(), &ReadyOf);
  Part(E.getSuspendExpr(), &SuspendOf);
  Part(E.getResumeExpr(), nullptr);
  // operator co_await and await_transform.
  const Expr *Common = E.getCommonExpr();
  while (Common) {
    Common = stripCasts(Common);
    const auto *C = dyn_cast<CallExpr>(Common);
    if (!C || Common == stripCasts(E.getOperand()))
      break;
    Machinery.insert(C);
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
      const CXXMethodDecl *D = M->getMethodDecl();
      bool Transform =
          D && D->getIdentifier() &&
          (D->getName() == "await_transform" || D->getName() == "yield_value");
      Common = Transform && M->getNumArgs() ? M->getArg(0)
               : Transform                  ? nullptr
                                            : M->getImplicitObjectArgument();
    } else {
      Common = C->getNumArgs() ? C->getArg(0) : nullptr;
    }
  }
}

void AwaitFacts::part(const Stmt *S) {
  if (auto It = ReadyOf.find(S); It != ReadyOf.end())
    begins(It->second,
           cast<CoroutineSuspendExpr>(G.Awaits[It->second].E)->getOperand());
  if (auto It = SuspendOf.find(S); It != SuspendOf.end())
    Writer.add(Fact::Suspended, G.Awaits[It->second].E).Index = It->second;
}

void AwaitFacts::resumed(const CoroutineSuspendExpr *E) {
  if (auto It = WholeOf.find(E); It != WholeOf.end())
    Writer.add(Fact::Resumed, E).Index = It->second;
  if (PlaceId P = Calls.madeByAwait(*E); P != NoId) {
    Writer.add(Fact::Created, E, P).Site = G.Sites.size() - 1;
    Writer.Temporaries.add(E, P);
  }
}

void AwaitFacts::withoutParts(const CoroutineSuspendExpr *E) {
  if (auto It = WholeOf.find(E); It != WholeOf.end())
    atOnce(It->second, E->getOperand());
}

void AwaitFacts::dependent(const DependentCoawaitExpr *E) {
  atOnce(number(E, E->getOperand()), E->getOperand());
}

void AwaitFacts::atOnce(unsigned N, const Expr *Operand) {
  begins(N, Operand);
  const Expr *E = G.Awaits[N].E;
  Writer.add(Fact::Suspended, E).Index = N;
  Writer.add(Fact::Resumed, E).Index = N;
}

void AwaitFacts::begins(unsigned N, const Expr *Operand) {
  Await &A = G.Awaits[N];
  A.Operand = Calls.awaitedValue(Operand);
  A.Places = Resolver.resolve(A.Operand);
  Calls.describeAwait(A);
  errorCodes(A);
  Writer.add(Fact::Awaited, A.E).Index = N;
}

/// Where the await leaves its error code, if it has one.
void AwaitFacts::errorCodes(Await &A) {
  for (const VarDecl *V : redirectedTo(A.Operand))
    if (Resolver.isOwn(V))
      A.ErrorCodes.push_back(Resolver.placeOf(V));
  if (!holdsErrorCode(A.E->getType()))
    return;
  Consumer Who = Resolver.consumerOf(A.E);
  A.ErrorDiscarded = Who == Consumer::Discarded || Who == Consumer::Voided;
  if (Who != Consumer::Variable)
    return;
  for (const Stmt *P = Writer.Parents.getParent(A.E); P;
       P = Writer.Parents.getParent(P)) {
    if (isa<Expr>(P))
      continue;
    if (const auto *D = dyn_cast<DeclStmt>(P); D && D->isSingleDecl())
      if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()))
        A.ErrorCodes.push_back(Resolver.placeOf(V));
    return;
  }
}

} // namespace corolint

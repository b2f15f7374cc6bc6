//===- LoopFacts.cpp - what the loops of a fact graph do ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LoopFacts.h"

#include "flow/Components.h"
#include "flow/Facts.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {

void findCycles(FactGraph &G) {
  std::vector<std::vector<unsigned>> Successors(G.Blocks.size());
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    for (const Edge &E : G.Blocks[B].Edges)
      Successors[B].push_back(E.To);
  unsigned Number = 0;
  for (const std::vector<unsigned> &Group : stronglyConnected(Successors)) {
    bool Cycle =
        Group.size() > 1 || llvm::is_contained(Successors[Group[0]], Group[0]);
    for (unsigned B : Group) {
      G.Blocks[B].Component = Number;
      G.Blocks[B].InLoop = Cycle;
    }
    ++Number;
  }
}

static bool isComparison(const Call &C) {
  const auto *E = dyn_cast<CXXOperatorCallExpr>(C.E);
  return (E && E->isComparisonOp()) ||
         (C.Callee && C.Callee->getOverloadedOperator() != OO_None &&
          C.Callee->getReturnType()->isBooleanType());
}

void findDrainedContainers(FactGraph &G, const SourceManager &SM) {
  auto Within = [&](const Stmt *S, const Stmt *Loop) {
    SourceLocation L = SM.getFileLoc(S->getBeginLoc());
    return !SM.isBeforeInTranslationUnit(L,
                                         SM.getFileLoc(Loop->getBeginLoc())) &&
           !SM.isBeforeInTranslationUnit(SM.getFileLoc(Loop->getEndLoc()), L);
  };
  for (Block &Head : G.Blocks) {
    if (!Head.LoopHead)
      continue;
    auto Drained = [&](PlaceId P) {
      while (P != NoId) {
        if (G.Places[P].Many && !llvm::is_contained(Head.DrainedByLoop, P))
          Head.DrainedByLoop.push_back(P);
        P = G.Places[P].Parent;
      }
    };
    for (const Block &B : G.Blocks) {
      if (B.Component != Head.Component)
        continue;
      for (const Fact &F : B.Facts) {
        if (!F.Where || !Within(F.Where, Head.LoopHead))
          continue;
        if (F.What == Fact::Awaited)
          for (PlaceId P : G.Awaits[F.Index].Places)
            Drained(P);
        if (F.What == Fact::Escaped || F.What == Fact::Returned)
          Drained(F.Place);
        if (F.What == Fact::Moved)
          Drained(F.From);
        if (F.What == Fact::Called) {
          const Call &C = G.Calls[F.Index];
          if (C.Machinery || C.PassesOn || C.Destructor || isComparison(C))
            continue;
          for (const Argument &A : C.Arguments)
            for (PlaceId P : A.Places)
              Drained(P);
          const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
          // To cancel is more than to ask, whatever a handle's const means.
          bool Asks = M && M->isConst() &&
                      M->getReturnType()->isArithmeticType() &&
                      !(C.Model && C.Model->Cancels);
          if (C.Object && !Asks && !C.PassesOn &&
              (C.Owner == Call::TakesOut || C.Owner == Call::NotOwner))
            for (PlaceId P : C.Object->Places)
              Drained(P);
        }
      }
    }
  }
}

} // namespace corolint

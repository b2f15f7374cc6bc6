//===- FactWriter.cpp - writes the facts of one function ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FactWriter.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

FactWriter::FactWriter(const UnitContext &Unit, const FunctionDecl &F,
                       Stmt *Body)
    : Unit(Unit), Parents(Body), Resolver(Unit, F, G, Parents),
      Conds(Unit, G, Resolver), Calls(Unit, G, Resolver), Scan(Body),
      Temporaries(Parents, Resolver) {
  G.Function = &F;
  for (const VarDecl *V : Scan.Shared)
    Conds.markShared(V);
}

Fact &FactWriter::add(Fact::Kind What, const Stmt *Where, PlaceId Place) {
  Fact F;
  F.What = What;
  F.Where = Where;
  F.Place = Place;
  std::vector<Fact> &Facts = G.Blocks[Current].Facts;
  Facts.push_back(F);
  return Facts.back();
}

void FactWriter::addAll(Fact::Kind What, const Stmt *Where, const Places &Ps) {
  for (PlaceId P : Ps)
    add(What, Where, P);
}

void FactWriter::move(const Places &From, PlaceId To, const Stmt *Where) {
  for (PlaceId P : From)
    if (P != To)
      add(Fact::Moved, Where, To).From = P;
}

void FactWriter::addLost(SiteId Site, const Stmt *Where) {
  const Expr *Made = G.Sites[Site].Made;
  PlaceId P = Resolver.temporary(Made);
  add(Fact::Created, Made, P).Site = Site;
  add(Fact::Died, Where, P);
}

void FactWriter::evaluated(const Stmt *S) {
  Temporaries.evaluated(S, Current, G.Blocks[Current].Facts.size());
}

void FactWriter::addElsewhere(const Expr *E, const Stmt *RunBy) {
  if (E->isValueDependent() || E->isTypeDependent())
    return;
  for (const Expr *Each : callsWrittenElsewhere(*E)) {
    unsigned N = Calls.add(*Each, /*Machinery=*/true);
    G.Calls[N].RunBy = RunBy;
    add(Fact::Called, RunBy ? RunBy : Each).Index = N;
  }
}

} // namespace corolint

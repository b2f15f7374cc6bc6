//===- TemporaryLifetimes.cpp - when temporaries die ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/TemporaryLifetimes.h"

#include "model/Wrappers.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {

void TemporaryLifetimes::add(const Expr *E, PlaceId P) {
  const Expr *Top = Resolver.fullExpression(E);
  const Stmt *Parent = Parents.getParent(Top);
  const Stmt *End = isa_and_nonnull<DeclStmt, ReturnStmt, CoreturnStmt>(Parent)
                        ? Parent
                        : stripCasts(Top);
  Places &Ps = EndOf[End];
  if (!llvm::is_contained(Ps, P))
    Ps.push_back(P);
}

void TemporaryLifetimes::writeEnds(FactGraph &G) const {
  llvm::DenseMap<unsigned, std::vector<std::pair<unsigned, Fact>>> Inserts;
  for (auto &[End, Ps] : EndOf) {
    auto It = PositionOf.find(End);
    if (It == PositionOf.end())
      continue; // The end of the function ends them too.
    for (PlaceId P : Ps) {
      Fact F;
      F.What = Fact::Died;
      F.Place = P;
      F.Where = End;
      Inserts[It->second.Block].push_back({It->second.Index, F});
    }
  }
  for (auto &[B, List] : Inserts) {
    llvm::stable_sort(
        List, [](const auto &A, const auto &B) { return A.first < B.first; });
    std::vector<Fact> Out;
    unsigned Next = 0;
    std::vector<Fact> &Old = G.Blocks[B].Facts;
    for (unsigned I = 0; I <= Old.size(); ++I) {
      while (Next < List.size() && List[Next].first == I)
        Out.push_back(List[Next++].second);
      if (I < Old.size())
        Out.push_back(Old[I]);
    }
    Old = std::move(Out);
  }
}

} // namespace corolint

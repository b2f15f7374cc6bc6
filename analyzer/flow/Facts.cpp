//===- Facts.cpp - the coroutine facts of one function --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Facts.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

bool FactGraph::isPartOf(PlaceId P, PlaceId Whole) const {
  for (; P != NoId; P = Places[P].Parent)
    if (P == Whole)
      return true;
  return false;
}

llvm::BitVector
FactGraph::reachedBefore(llvm::function_ref<bool(const Fact &)> Is) const {
  llvm::BitVector Seen(Blocks.size());
  std::vector<unsigned> Work{Entry};
  Seen.set(Entry);
  while (!Work.empty()) {
    unsigned B = Work.back();
    Work.pop_back();
    if (llvm::any_of(Blocks[B].Facts, Is))
      continue;
    for (const Edge &E : Blocks[B].Edges)
      if (E.What != Edge::Exceptional && !Seen.test(E.To)) {
        Seen.set(E.To);
        Work.push_back(E.To);
      }
  }
  return Seen;
}

} // namespace corolint

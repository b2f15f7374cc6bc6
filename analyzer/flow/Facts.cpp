//===- Facts.cpp - the coroutine facts of one function --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Facts.h"

namespace corolint {

bool FactGraph::isPartOf(PlaceId P, PlaceId Whole) const {
  for (; P != NoId; P = Places[P].Parent)
    if (P == Whole)
      return true;
  return false;
}

} // namespace corolint

//===- Insight.cpp - what is known of a place -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Insight.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

bool Insight::isOfInterest() const {
  return What == Await || Gives.What != Work::None || Does.IsCoroutine ||
         !Does.Blocks.empty() || !BlocksHere.empty() ||
         !Does.Cancellations.empty() || Does.Cancels || Does.AsksStop ||
         Does.LeavesLoop;
}

template <typename T>
static void addNew(const std::vector<T> &From, std::vector<T> &To) {
  for (const T &Each : From)
    if (!llvm::is_contained(To, Each))
      To.push_back(Each);
}

void Insight::add(const Insight &O) {
  if (Gives.What == Work::None)
    Gives = O.Gives;
  else if (Gives.Type != O.Gives.Type)
    // Another for each instantiation.
    Gives.Type.clear();
  Does.BodySeen &= O.Does.BodySeen;
  Does.IsCoroutine |= O.Does.IsCoroutine;
  Does.MaySuspend |= O.Does.MaySuspend;
  addNew(O.Does.Blocks, Does.Blocks);
  Does.Cancellations.insert(O.Does.Cancellations.begin(),
                            O.Does.Cancellations.end());
  addNew(O.Does.Swallows, Does.Swallows);
  Does.AsksStop |= O.Does.AsksStop;
  Does.Cancels |= O.Does.Cancels;
  Does.LeavesLoop |= O.Does.LeavesLoop;
  InCoroutine |= O.InCoroutine;
  addNew(O.BlocksHere, BlocksHere);
  MaySuspendHere |= O.MaySuspendHere;
  CancelledBy.insert(O.CancelledBy.begin(), O.CancelledBy.end());
  if (!Trigger)
    Trigger = O.Trigger;
  LeavesErrorCode |= O.LeavesErrorCode;
}

} // namespace corolint

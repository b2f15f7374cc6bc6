//===- HeldLocks.h - thread locks that are held when suspended --*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows on each path which mutexes of threads are locked: by a guard, by
// hand, or by a function that leaves them locked.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HELDLOCKS_H
#define COROLINT_FLOW_HELDLOCKS_H

#include "flow/TaskFlow.h"

#include <set>

namespace corolint {

/// A lock that is held at a suspension.
struct HeldLock {
  /// What has taken it; null for a guard that came in as a parameter.
  const Call *Taken = nullptr;
  const clang::ValueDecl *Parameter = nullptr;
  unsigned Await = NoId;
};

struct LockResults {
  std::vector<HeldLock> Held;
  /// USRs of the mutexes that are locked whenever the function returns, and of
  /// those that it unlocks without having locked them.
  std::set<std::string> Locks, Unlocks;
  /// The parameters, guards or mutexes, that it unlocks or hands on.
  std::set<unsigned> LetGo;
};

LockResults runHeldLocks(const FactGraph &G, SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_HELDLOCKS_H

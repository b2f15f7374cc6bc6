//===- TaskFlow.h - what becomes of every task ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Typestate of tasks: a value made at a site is held by one place, moves from
// place to place, and is at last awaited, started, stored, returned, handed
// over or destroyed. The result says for each site which of these happen, on
// which kinds of paths.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_TASKFLOW_H
#define COROLINT_FLOW_TASKFLOW_H

#include "flow/Facts.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint {

/// Looks a callee's summary up; null if there is none.
using SummaryLookup =
    llvm::function_ref<const FunctionSummary *(const clang::FunctionDecl *)>;

/// A value was destroyed without having been used.
struct TaskDrop {
  enum Kind { Ends, Overwritten, Cleared, ByCallee, MadeAgain } How = Ends;
  const clang::Stmt *Where = nullptr;
  PlaceId Holder = NoId;
  /// Only on a path on which an exception was caught.
  bool ViaException = false;
  /// ByCallee: the call that hands it over, and what the callee does.
  const Call *To = nullptr;
  SourceRange CalleeDropsAt;
  std::string Callee;
  /// The callee drops it on some of its paths only.
  bool Sometimes = false;
};

struct TaskOutcome {
  /// Fates other than FateDropped.
  unsigned Fates = FateNone;
  std::vector<TaskDrop> Drops;
  /// A loop without an end is entered while this place still holds it;
  /// something becomes of it in the loop, or after an exception has ended the
  /// loop.
  PlaceId HeldForever = NoId;
  bool LeavesForever = false;
  /// Eager, whatever its type says: the callee has started the work.
  corolint::Start Start = corolint::Start::Lazy;
  /// The call of a function without a body that took it.
  const Call *Unknown = nullptr;
  /// The first of several has been awaited, this one perhaps.
  bool OneOfSeveral = false;

  bool dropped() const { return !Drops.empty(); }
};

struct TaskResults {
  /// One for each site of the graph.
  std::vector<TaskOutcome> Sites;
  bool Complete = true;
};

TaskResults runTaskFlow(const FactGraph &G, SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_TASKFLOW_H

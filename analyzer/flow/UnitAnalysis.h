//===- UnitAnalysis.h - all functions of a unit, with their summaries -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs every analysis over every function, callees first; functions that call
// each other are gone over until their summaries no longer change. This is the
// only place where one function's analysis meets another function.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_UNITANALYSIS_H
#define COROLINT_FLOW_UNITANALYSIS_H

#include "flow/BlockingFlow.h"
#include "flow/CancellationFlow.h"
#include "flow/FunctionIndex.h"
#include "flow/HandleStates.h"
#include "flow/HeldLocks.h"
#include "flow/HostileVariables.h"
#include "flow/LifetimeFlow.h"
#include "flow/LostErrors.h"
#include "flow/MisusedCallbacks.h"
#include "flow/NestedTasks.h"
#include "flow/PublishedHandles.h"
#include "flow/SpentTasks.h"
#include "flow/TaskFlow.h"
#include "flow/UnitFacts.h"
#include "flow/UnnamedGuards.h"
#include "flow/UntakenTries.h"
#include "flow/YieldedElements.h"

#include <memory>

namespace corolint {

class FunctionAnalysis;

/// Something borrowed that is used after a suspension in which other work may
/// have taken it away.
struct StaleBorrow {
  PlaceId Place = NoId;
  /// The variable that was the first to borrow.
  PlaceId First = NoId;
  Lender Of;
  const clang::Stmt *Made = nullptr;
  const clang::Stmt *Used = nullptr;
  unsigned Await = NoId;
  /// The change, and the function that it is in.
  const Call *ChangedBy = nullptr;
  const FunctionAnalysis *ChangedIn = nullptr;
  /// The change can be made in the suspension, as far as is seen.
  bool Sure = false;
};

/// What the analyses found out about one function: what checks read.
class FunctionAnalysis {
public:
  const clang::ASTContext &Ctx;
  FactGraph Graph;
  TaskResults Tasks;
  BlockingResults Blocking;
  CancellationResults Cancellation;
  LifetimeResults Lifetimes;
  LockResults Locks;
  std::vector<KeptElement> Kept;
  std::vector<SpentUse> Spent;
  std::vector<StaleBorrow> Stale;
  std::vector<UntakenTry> Untaken;
  std::vector<HostileVariable> Hostile;
  /// What callers see of it, and what the rest of the unit does.
  const FunctionSummary *Summary = nullptr;
  const UnitFacts *Unit = nullptr;
  /// Its result is a task or the like, so that callers can wait for its end.
  bool ResultCanBeAwaited = true;
  std::vector<UnnamedGuard> UnnamedGuards;
  std::vector<LateUse> LateUses;
  std::vector<HandleMisuse> HandleMisuses;
  std::vector<NestedTask> Nested;
  std::vector<LostError> LostErrors;
  std::vector<MisusedCallback> Callbacks;
  /// Some statement of the function does not compile, and is not in the graph.
  bool Broken = false;

  explicit FunctionAnalysis(const clang::ASTContext &Ctx) : Ctx(Ctx) {}
};

class UnitAnalysis {
public:
  UnitAnalysis(const ParsedUnit &Unit, const LibraryModels &Models,
               BlockingTier LastTier, const AnalysisOptions &Options);

  /// Every function, in a fixed order.
  const std::vector<std::unique_ptr<FunctionAnalysis>> &functions() const {
    return Functions;
  }
  const SummaryTable &summaries() const { return Summaries; }
  const TypeKinds &types() const { return Types; }
  const UnitContext &context() const { return Context; }
  CancellationKinds &cancellations() { return Cancellations; }

private:
  void analyse(llvm::ArrayRef<const clang::FunctionDecl *> Group);
  void addLifetimes(FunctionAnalysis &A);
  void revisitOffloaded();
  void unitFacts();
  void liveLong();
  const FunctionSummary *lookup(const clang::FunctionDecl *F);
  bool isBroken(const clang::FunctionDecl &F) const;
  static bool callsItself(const FactGraph &G);
  void noteUnseenCallees(const FactGraph &G);

  clang::ASTContext &Ctx;
  llvm::ArrayRef<clang::SourceLocation> Errors;
  SemaQueries Queries;
  TypeKinds Types;
  FunctionIndex Index;
  CancellationKinds Cancellations;
  UnitContext Context;
  const AnalysisOptions Options;
  UnitFacts Facts;
  SummaryTable Summaries;
  llvm::DenseMap<const clang::FunctionDecl *, const FunctionSummary *> Cache;
  std::vector<std::unique_ptr<FunctionAnalysis>> Functions;
};

/// Prints what becomes of each task of a function.
void dumpStates(const FunctionAnalysis &A, llvm::raw_ostream &OS);

} // namespace corolint

#endif // COROLINT_FLOW_UNITANALYSIS_H

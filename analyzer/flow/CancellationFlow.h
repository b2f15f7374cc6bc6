//===- CancellationFlow.h - where cancellations get lost ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows a cancellation from the await that throws it into the handler that
// takes it and on to what the coroutine does next: the handler alone decides
// nothing. The same for an error code that says "cancelled", and for a task
// that this function cancels itself.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CANCELLATIONFLOW_H
#define COROLINT_FLOW_CANCELLATIONFLOW_H

#include "flow/FactsGenerator.h"
#include "flow/TaskFlow.h"
#include "model/CancellationKinds.h"

namespace corolint {

/// A cancellation is lost.
struct LostCancellation {
  enum Kind {
    /// A handler takes it, and the loop takes its next turn.
    NextTurn,
    /// A handler takes it, and a later await goes on as if nothing were.
    GoesOn,
    /// A handler takes it, and the caller gets an ordinary answer.
    Answer,
    /// A handler replaces it by another exception.
    Replaced,
    /// A handler of an awaited coroutine takes it, and the loop here takes its
    /// next turn.
    CalleeTakes,
    /// As `CalleeTakes`, if an awaited coroutine whose body is not seen has
    /// such
    /// a handler.
    UnseenMayTake,
    /// The error code that would tell is not looked at, and the loop goes on.
    CodeIgnored,
    /// Any error makes the loop go on.
    CodeGoesOn,
    /// A task is cancelled here and then awaited with no handler.
    ReadsCancelled,
    /// A task is cancelled here and nobody waits for its end.
    NeverJoined,
  };
  Kind What = NextTurn;
  /// The handler, for the kinds that have one.
  const clang::CXXCatchStmt *Handler = nullptr;
  /// The await that is cancelled.
  const clang::Expr *Await = nullptr;
  /// Where it is lost: the next await, the return, the throw; the cancel call.
  const clang::Stmt *Where = nullptr;
  /// Whether the library is known to cancel by such an exception.
  bool LibraryKnown = true;
  /// How a handler before this one can name the types of the exceptions that
  /// are lost; empty if it cannot, or this one catches nothing else.
  std::vector<std::string> Types;
  /// CalleeTakes: the handler there; UnseenMayTake: the coroutine.
  std::optional<FunctionSummary::Swallow> Callee;
  /// NeverJoined: where the task was kept.
  PlaceId Task = NoId;
  /// Or the container of all that are cancelled.
  const clang::ValueDecl *Container = nullptr;
};

/// A loop that never looks at a stop source that is within its reach.
struct DeafLoop {
  const clang::Stmt *Loop = nullptr;
  const clang::ValueDecl *Source = nullptr;
};

/// What undoes a step stands after an await, and is left out if the await is
/// cancelled.
struct SkippedCleanup {
  const clang::Expr *Await = nullptr;
  const clang::Stmt *Step = nullptr, *Undo = nullptr;
};

struct CancellationResults {
  std::vector<LostCancellation> Lost;
  std::vector<DeafLoop> Deaf;
  std::vector<SkippedCleanup> Skipped;
  std::set<std::string> Thrown;
  /// What each await throws when it is cancelled, by its number.
  llvm::SmallVector<CancellationKinds::Types, 8> ByAwait;
  std::vector<FunctionSummary::Swallow> Swallows;
  bool AsksStop = false;
  bool RequestsStop = false;
  bool Rethrows = false;
  bool RethrowsKept = false;
  bool KeepsException = false;
  bool OnlyThrows = false;
};

/// What is wrong of a handler is its head, not its whole block.
SourceRange headOf(const clang::ASTContext &Ctx,
                   const clang::CXXCatchStmt &Handler);

CancellationResults runCancellationFlow(const UnitContext &Unit,
                                        CancellationKinds &Kinds,
                                        const FactGraph &G,
                                        SummaryLookup Summaries);

/// Writes what callers need to know.
void addCancellation(const CancellationResults &R, FunctionSummary &S);

} // namespace corolint

#endif // COROLINT_FLOW_CANCELLATIONFLOW_H

//===- Started.h - calls of coroutines that are not awaited at once -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_STARTED_H
#define COROLINT_TEST_MUTATION_STARTED_H

#include "Bodies.h"

#include <vector>

namespace corolint::mutation {

/// A task or a generator: what a coroutine gives.
bool isTask(clang::QualType Type, clang::ASTContext &Context);

/// A call that makes the task of a coroutine whose body is seen, and keeps it,
/// starts it or gives it back, instead of awaiting it.
struct Started {
  const clang::CallExpr *Call = nullptr;
  /// The coroutine.
  const Body *Work = nullptr;
  /// The caller's statement around the call.
  const clang::Stmt *Statement = nullptr;
  bool IsReturned = false;
  /// The variable that the statement declares, if it is one.
  const clang::VarDecl *Handle = nullptr;
  /// The calls that are given the task, or what the one before gave.
  std::vector<const clang::CallExpr *> Receivers;
  /// The work has begun when the statement ends: at the call, or because a
  /// receiver is more than a container.
  bool HasBegun = false;
  /// None of it has run when the statement ends. If neither holds, it cannot be
  /// told.
  bool RunsLater = false;

  /// The call's argument for the coroutine's `Index`-th parameter.
  const clang::Expr *argument(unsigned Index) const;
  /// Whether the coroutine uses what ends with the statement; with what comes
  /// after it. Null asks for its object or closure.
  bool usesLater(const clang::ValueDecl *D) const {
    return RunsLater ? Work->uses(D) : Work->usesAfterSuspension(D);
  }
};

std::vector<Started> startedIn(const Body &In, Bodies &All);

/// A local variable or parameter of `In` that the work was given by a
/// reference, a pointer or a view, or whose member coroutine it is, and that
/// the work uses after its first suspension (or at all, if that is later);
/// null if there is none.
const clang::ValueDecl *borrowedBy(const Started &S, const Body &In);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_STARTED_H

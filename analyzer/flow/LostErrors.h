//===- LostErrors.h - errors of detached coroutines -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that is started with nobody to hear of its end: what it throws is
// lost without a trace.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LOSTERRORS_H
#define COROLINT_FLOW_LOSTERRORS_H

#include "flow/Facts.h"
#include "flow/TaskFlow.h"

namespace corolint {

struct LostError {
  const clang::Expr *Started = nullptr;
  /// By a handler that is given the exception and does not look at it.
  bool ByHandler = false;
  /// Where the exception begins.
  SourceRange From;
  /// Because an operation failed, not by a `throw`.
  bool OfOperation = false;
};

/// Only where it is seen that the coroutine lets an exception out.
std::vector<LostError> findLostErrors(const FactGraph &G,
                                      SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_LOSTERRORS_H

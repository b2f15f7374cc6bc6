//===- UntakenTries.h - handlers that a task's exceptions miss --*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An exception of a coroutine is thrown where its task is awaited, and not
// where the task is made ([dcl.fct.def.coroutine]/15: unhandled_exception,
// which keeps it for await_resume). The handlers of a `try` that only makes the
// task never see it.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_UNTAKENTRIES_H
#define COROLINT_FLOW_UNTAKENTRIES_H

#include "flow/TaskFlow.h"

namespace corolint {

/// A `try` in which nothing is awaited and nothing but a task's work is
/// expected to throw.
struct UntakenTry {
  const clang::CXXTryStmt *Try = nullptr;
  /// The call that makes the task.
  const Call *Maker = nullptr;
  /// The task is the function's result.
  bool Returned = false;
};

std::vector<UntakenTry> findUntakenTries(const FactGraph &G,
                                         const TaskResults &Tasks,
                                         SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_UNTAKENTRIES_H

//===- SpentTasks.h - single-use tasks that are used again ------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lazy task runs once. Follows on each path which variables hold one that has
// been awaited or moved away, until they get another.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SPENTTASKS_H
#define COROLINT_FLOW_SPENTTASKS_H

#include "flow/TaskFlow.h"

namespace corolint {

/// A variable whose task is gone is awaited or handed over.
struct SpentUse {
  /// The variable, or the part of one.
  std::string Name;
  /// The second use, and the first, which took the task.
  const clang::Stmt *Again = nullptr, *First = nullptr;
  /// The task was awaited first, and not moved.
  bool WasAwaited = false;
  /// Where the function that is called takes it from its object; unset where
  /// this function takes it itself.
  SourceRange Inside = {};
};

std::vector<SpentUse> findSpentUses(const FactGraph &G, TypeKinds &Types,
                                    SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_SPENTTASKS_H

//===- NestedTasks.h - tasks that give tasks --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that returns a task instead of awaiting it is a task of a task:
// whoever awaits or starts the outer one has not awaited the inner one.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_NESTEDTASKS_H
#define COROLINT_FLOW_NESTEDTASKS_H

#include "flow/Facts.h"

namespace corolint {

struct NestedTask {
  enum Kind {
    /// An await gives tasks, and nobody awaits them.
    AwaitGivesTasks,
    /// An await gives work that runs, and nobody waits for it.
    AwaitGivesStarted,
    /// A task that gives another is started, and what it gives is lost.
    Started,
    /// A task is the value of a coroutine.
    Returned
  } What = AwaitGivesTasks;
  const clang::Stmt *Where = nullptr;
};

std::vector<NestedTask> findNestedTasks(const FactGraph &G, TypeKinds &Types);

} // namespace corolint

#endif // COROLINT_FLOW_NESTEDTASKS_H

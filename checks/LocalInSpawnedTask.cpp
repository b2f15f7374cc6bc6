//===- LocalInSpawnedTask.cpp - started work that outlives what it uses ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Lifetimes.h"

namespace corolint {

void checkLocalInSpawnedTask(const FunctionAnalysis &A,
                             std::vector<Finding> &Out) {
  findDeadUses(A, LifetimeFault::Local, "coro-local-in-spawned-task", Out);
}

} // namespace corolint

//===- DroppedEagerTask.cpp - started tasks that are lost ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

namespace corolint {

void checkDroppedEagerTask(const FunctionAnalysis &A,
                           std::vector<Finding> &Out) {
  findDroppedTasks(A, /*Eager=*/true, Out);
}

} // namespace corolint

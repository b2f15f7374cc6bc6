//===- NeverAwaited.cpp - lazy tasks that never run ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

namespace corolint {

void checkNeverAwaited(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  findDroppedTasks(A, /*Eager=*/false, Out);
}

} // namespace corolint

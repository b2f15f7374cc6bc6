//===- DanglingArgument.cpp - arguments that are gone when the task runs
//---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Lifetimes.h"

namespace corolint {

void checkDanglingArgument(const FunctionAnalysis &A,
                           std::vector<Finding> &Out) {
  findDeadUses(A, LifetimeFault::Argument, "coro-dangling-argument", Out);
}

} // namespace corolint

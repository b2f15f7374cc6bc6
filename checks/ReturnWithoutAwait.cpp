//===- ReturnWithoutAwait.cpp - returned tasks that use the function's own
//---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Lifetimes.h"

namespace corolint {

void checkReturnWithoutAwait(const FunctionAnalysis &A,
                             std::vector<Finding> &Out) {
  findDeadUses(A, LifetimeFault::Return, "coro-return-without-await", Out);
}

} // namespace corolint

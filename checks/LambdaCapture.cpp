//===- LambdaCapture.cpp - closures that die before their coroutine ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Lifetimes.h"

namespace corolint {

void checkLambdaCapture(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  findDeadUses(A, LifetimeFault::Closure, "coro-lambda-capture", Out);
}

} // namespace corolint

//===- BlockingCallInLoop.cpp - blocking calls in loops ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

namespace corolint {

void checkBlockingCallInLoop(const FunctionAnalysis &A,
                             std::vector<Finding> &Out) {
  findBlockingCalls(A, /*InLoop=*/true, Out);
}

} // namespace corolint

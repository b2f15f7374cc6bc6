//===- BlockingCall.cpp - calls that block the event loop ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

namespace corolint {

void checkBlockingCall(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  findBlockingCalls(A, /*InLoop=*/false, Out);
}

} // namespace corolint

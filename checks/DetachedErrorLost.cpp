//===- DetachedErrorLost.cpp - errors of detached coroutines --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

namespace corolint {

void checkDetachedErrorLost(const FunctionAnalysis &A,
                            std::vector<Finding> &Out) {
  for (const LostError &L : A.LostErrors) {
    Finding F = makeFinding(
        A, "coro-detached-error-lost",
        A.Broken ? Certainty::Possible : Certainty::Likely, *L.Started,
        "creation",
        L.ByHandler
            ? "the handler does not look at the exception with which this "
              "coroutine may end"
            : "nobody hears of the exception with which this coroutine may "
              "end");
    F.Notes.push_back({L.From, L.OfOperation
                                   ? "this throws if it fails, and no handler "
                                     "takes it"
                                   : "it is thrown here, and no handler takes "
                                     "it"});
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

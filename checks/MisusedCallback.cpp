//===- MisusedCallback.cpp - coroutines where none is wanted --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

namespace corolint {

void checkMisusedCallback(const FunctionAnalysis &A,
                          std::vector<Finding> &Out) {
  for (const MisusedCallback &M : A.Callbacks) {
    bool Tested = M.What == MisusedCallback::Tested;
    std::string Message =
        "'" + M.Receiver +
        (Tested ? "' takes the task that this gives for an answer: nobody "
                  "awaits it"
         : M.Eager
             ? "' throws away what this gives: the work runs, but its end, "
               "result and exception are lost"
             : "' throws away the task that this gives: it never runs");
    // To let work run on its own is often what is meant.
    Certainty Sure = A.Broken || (M.Eager && !Tested) ? Certainty::Possible
                                                      : Certainty::Likely;
    Out.push_back(makeFinding(A, "coro-misused-callback", Sure, *M.Given,
                              "creation", std::move(Message)));
  }
}

} // namespace corolint

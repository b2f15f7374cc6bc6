//===- AwaiterUseAfterResume.cpp - awaiters that are used too late --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

namespace corolint {

void checkAwaiterUseAfterResume(const FunctionAnalysis &A,
                                std::vector<Finding> &Out) {
  for (const LateUse &U : A.LateUses) {
    std::string Message = "this uses " + U.What + ", which can be gone: ";
    std::string Before;
    switch (U.How) {
    case LateUse::Resumes:
      Message += "the coroutine has been resumed";
      Before = "it is resumed here";
      break;
    case LateUse::Destroys:
      Message += "the coroutine has been destroyed";
      Before = "it is destroyed here";
      break;
    case LateUse::Thread:
      Message += "the coroutine may go on on another thread";
      Before = "it is given to another thread here";
      break;
    }
    Finding F = makeFinding(A, "coro-awaiter-use-after-resume",
                            A.Broken ? Certainty::Possible : Certainty::Likely,
                            *U.Use, "use", std::move(Message));
    addNote(F, A, *U.Published, std::move(Before));
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

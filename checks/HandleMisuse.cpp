//===- HandleMisuse.cpp - coroutine handles that are used wrongly ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

namespace corolint {

void checkHandleMisuse(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  for (const HandleMisuse &M : A.HandleMisuses) {
    std::string Message, Before;
    switch (M.What) {
    case HandleMisuse::Destroyed:
      Message = M.Function == "destroy"
                    ? "the coroutine of " + M.Name + " is destroyed twice"
                    : "'" + M.Function + "' is called on " + M.Name +
                          ", whose coroutine has been destroyed";
      Before = "it is destroyed here";
      break;
    case HandleMisuse::Null:
      Message =
          "'" + M.Function + "' is called on " + M.Name + ", which is null";
      Before = "it is null here";
      break;
    case HandleMisuse::Done:
      Message =
          "the coroutine of " + M.Name + " is resumed although it has ended";
      Before = "it is known to have ended here";
      break;
    case HandleMisuse::PromiseAddress:
      Message = "'from_address' is given the address of a promise, which is "
                "not that of the coroutine; 'from_promise' takes it";
      break;
    case HandleMisuse::PromiseElsewhere:
      Message = "'from_promise' is given " + M.Name +
                ", which is no coroutine's promise but a variable";
      break;
    }
    Finding F = makeFinding(A, "coro-handle-misuse",
                            A.Broken ? Certainty::Possible : Certainty::Likely,
                            *M.Use, "use", std::move(Message));
    if (M.Before && M.Before != M.Use)
      addNote(F, A, *M.Before, std::move(Before));
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

//===- NestedTask.cpp - tasks that give tasks -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

namespace corolint {

void checkNestedTask(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  for (const NestedTask &N : A.Nested) {
    const char *Message = "";
    switch (N.What) {
    case NestedTask::AwaitGivesTasks:
      Message = "this await gives tasks, which are thrown away: they never run";
      break;
    case NestedTask::AwaitGivesStarted:
      Message = "this await gives started work, which is thrown away: its end, "
                "result and exception are lost";
      break;
    case NestedTask::Started:
      Message = "what is started here only makes a task: that never runs";
      break;
    case NestedTask::Returned:
      Message =
          "this returns a task instead of awaiting it: whoever awaits the "
          "coroutine has to await once more";
      break;
    }
    Certainty Sure = N.What == NestedTask::Returned || A.Broken
                         ? Certainty::Possible
                         : Certainty::Likely;
    Out.push_back(makeFinding(A, "coro-nested-task", Sure, *N.Where, "creation",
                              Message));
  }
}

} // namespace corolint

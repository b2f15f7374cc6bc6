//===- LeavingExceptions.h - exceptions that leave a function ---*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where an exception that leaves a function, or the task that it makes, begins.
// Only what is seen to throw counts: a `throw`, here or in a function that is
// called or awaited, and an asynchronous operation that fails and was not asked
// to leave an error code.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LEAVINGEXCEPTIONS_H
#define COROLINT_FLOW_LEAVINGEXCEPTIONS_H

#include "flow/Facts.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// For each block, the exceptions with which calling or awaiting what ends it
/// can end.
std::vector<LeavingExceptions> findThrown(const FactGraph &G,
                                          SummaryLookup Summaries);

/// Those that no handler of the function takes.
LeavingExceptions findLeavingExceptions(const FactGraph &G,
                                        SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_LEAVINGEXCEPTIONS_H

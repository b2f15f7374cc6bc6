//===- TakenMembers.h - functions that use up their object's tasks -*- C++ -*-//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `task<> run() { co_await std::move(Work); }`: who calls this a second time
// finds no task in the member. The same for a closure that has captured one by
// value.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_TAKENMEMBERS_H
#define COROLINT_FLOW_TAKENMEMBERS_H

#include "flow/Facts.h"
#include "flow/FactsGenerator.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// The single-use tasks in members (or captures) of the function's object that
/// are taken whenever it runs to its end, and that it names nowhere else.
std::vector<TakenMember> findTakenMembers(const FactGraph &G,
                                          const UnitContext &Unit,
                                          SummaryLookup Summaries);

/// What the function that `C` calls does has been done, or will be: where that
/// is a lazy task, it is awaited or given to somebody.
bool runsForSure(const FactGraph &G, const Call &C);

} // namespace corolint

#endif // COROLINT_FLOW_TAKENMEMBERS_H

//===- WaitedFor.h - what an await may wait for -----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_WAITEDFOR_H
#define COROLINT_FLOW_WAITEDFOR_H

#include "flow/Facts.h"
#include "flow/Mentions.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// Adds what others may be busy with while `A` waits: what it names, but for
/// what is given to a coroutine that is seen not to wait for anything of it.
void addWaitedFor(const Await &A, SummaryLookup Summaries, Mentions &Out);

/// Adds what this coroutine may wait for, by an await, a call or a loop.
void addWaitedFor(const FactGraph &G, SummaryLookup Summaries, Mentions &Out);

/// Whether that, `Named`, may be anything of this object.
bool mayWaitForObject(const FactGraph &G, const Mentions &Named);

} // namespace corolint

#endif // COROLINT_FLOW_WAITEDFOR_H

//===- StopCalls.h - calls that ask for a stop, or request one ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_STOPCALLS_H
#define COROLINT_FLOW_STOPCALLS_H

#include "flow/TaskFlow.h"
#include "model/CancellationKinds.h"

namespace corolint {

/// What is named so tells whether somebody wants a stop: "stopping", "Running".
bool namedAfterStop(llvm::StringRef Name);

class StopCalls {
public:
  StopCalls(CancellationKinds &Kinds, SummaryLookup Summaries)
      : Kinds(Kinds), Summaries(Summaries) {}

  /// `C` asks whether a stop was requested, or passes a stop source to somebody
  /// who can.
  bool asks(const Call &C) const;
  /// `C` asks, and its result is true exactly if a stop was requested.
  bool tellsByResult(const Call &C) const;
  /// `C` requests that something stops.
  bool requests(const Call &C) const;

private:
  CancellationKinds &Kinds;
  SummaryLookup Summaries;
};

} // namespace corolint

#endif // COROLINT_FLOW_STOPCALLS_H

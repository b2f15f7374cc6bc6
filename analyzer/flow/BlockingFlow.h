//===- BlockingFlow.h - which calls block the event loop ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows which thread the code is on (an await can lead to a thread pool),
// which descriptors are non-blocking, which futures are known to be ready and
// which owners are empty; tells the calls that block where none of this saves
// them.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_BLOCKINGFLOW_H
#define COROLINT_FLOW_BLOCKINGFLOW_H

#include "flow/FactsGenerator.h"
#include "flow/TaskFlow.h"

namespace corolint {

struct BlockingCall {
  /// What blocks; the chain starts at this function's own call.
  BlockingEffect Effect;
  const Call *Through = nullptr;
  bool InLoop = false;
};

struct BlockingResults {
  std::vector<BlockingCall> Calls;
  /// Loops without a suspension that wait for a condition to change.
  std::vector<const clang::Stmt *> Spins;
  /// Descriptors that are non-blocking whenever the function returns.
  std::vector<PlaceId> MadeNonBlocking;
  /// The awaits, by index, that begin on another thread than the loop's on
  /// every path.
  std::vector<unsigned> AwaitsOffLoop;
  /// Whenever the function returns, it is on another thread than the loop's.
  bool EndsOffLoop = false;
};

/// `StartsOffLoop`: only other threads than the event loop's run the function.
BlockingResults runBlockingFlow(const UnitContext &Unit, const FactGraph &G,
                                SummaryLookup Summaries,
                                bool StartsOffLoop = false);

} // namespace corolint

#endif // COROLINT_FLOW_BLOCKINGFLOW_H

//===- SkippedSteps.h - what a stop skips, and loops that hear none -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SKIPPEDSTEPS_H
#define COROLINT_FLOW_SKIPPEDSTEPS_H

#include "flow/CancellationFlow.h"

namespace corolint {

/// Endless loops whose awaits throw no cancellation and that do not look at a
/// stop source within their reach. `Thrown` has what each await throws.
void findDeafLoops(const FactGraph &G, const CancellationKinds &Kinds,
                   llvm::ArrayRef<CancellationKinds::Types> Thrown,
                   CancellationResults &Out);

/// Steps that are undone only after an await that can be cancelled.
void findSkippedCleanup(const FactGraph &G, const CancellationKinds &Kinds,
                        llvm::ArrayRef<CancellationKinds::Types> Thrown,
                        CancellationResults &Out);

} // namespace corolint

#endif // COROLINT_FLOW_SKIPPEDSTEPS_H

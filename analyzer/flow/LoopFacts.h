//===- LoopFacts.h - what the loops of a fact graph do --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LOOPFACTS_H
#define COROLINT_FLOW_LOOPFACTS_H

namespace clang {
class SourceManager;
}

namespace corolint {

struct FactGraph;

/// Tells which blocks lie on cycles.
void findCycles(FactGraph &G);

/// A loop over a container of tasks may have no turn only if the container is
/// empty: leaving it, all that the loop's body takes has been taken. Needs the
/// cycles.
void findDrainedContainers(FactGraph &G, const clang::SourceManager &SM);

} // namespace corolint

#endif // COROLINT_FLOW_LOOPFACTS_H

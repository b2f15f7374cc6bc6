//===- Spins.h - loops that wait without suspending -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SPINS_H
#define COROLINT_FLOW_SPINS_H

#include "flow/BlockingFlow.h"

namespace corolint {

/// The loops of `G` that have no suspension point, change nothing, and wait for
/// a condition that only other code can make true. A loop with one of the
/// `Blocking` calls in it is not one of them.
std::vector<const clang::Stmt *>
findSpins(const UnitContext &Unit, const FactGraph &G,
          llvm::ArrayRef<BlockingCall> Blocking);

} // namespace corolint

#endif // COROLINT_FLOW_SPINS_H

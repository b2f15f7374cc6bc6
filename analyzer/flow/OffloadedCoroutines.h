//===- OffloadedCoroutines.h - coroutines that other threads run ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_OFFLOADEDCOROUTINES_H
#define COROLINT_FLOW_OFFLOADEDCOROUTINES_H

#include "flow/UnitAnalysis.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace corolint {

using FunctionSet = llvm::SmallPtrSet<const clang::FunctionDecl *, 8>;

/// The functions (canonical declarations) that the unit only ever gives to
/// other threads than the event loop's: to a call that a model says offloads,
/// to a member function of a thread pool, or by awaiting their tasks on such a
/// thread. In a coroutine among them, blocking is right.
FunctionSet
findOffloaded(llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions);

} // namespace corolint

#endif // COROLINT_FLOW_OFFLOADEDCOROUTINES_H

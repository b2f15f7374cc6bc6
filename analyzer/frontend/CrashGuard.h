//===- CrashGuard.h - runs code that may crash ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FRONTEND_CRASHGUARD_H
#define COROLINT_FRONTEND_CRASHGUARD_H

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>

namespace corolint {

/// Runs `Fn` on a thread of its own with a stack of `StackBytes`, and waits for
/// it. A crash in it (a bad access, a trap, an abort, an overflowing stack, a
/// fatal error of LLVM) ends `Fn` alone.
///
/// Returns "" where `Fn` returned, else what the crash was, e.g. "segmentation
/// fault (signal 11)". What `Fn` held then is leaked, and whatever it shared
/// with others must be treated as broken.
std::string runGuarded(llvm::function_ref<void()> Fn,
                       unsigned StackBytes = 64u << 20);

} // namespace corolint

#endif // COROLINT_FRONTEND_CRASHGUARD_H

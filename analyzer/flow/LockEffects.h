//===- LockEffects.h - what calls do to locks -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LOCKEFFECTS_H
#define COROLINT_FLOW_LOCKEFFECTS_H

#include "flow/Facts.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// What a function does to the lock that it is called on.
enum class LockEffect { None, Takes, MayTake, Lets };

LockEffect effectOf(const clang::FunctionDecl *F);

/// A guard of a mutex that `C` is given is made in an object of the type `T`,
/// which holds guards, and locks it.
bool locksInto(const Call &C, clang::QualType T);

/// Most functions have no locks.
bool hasLocks(const FactGraph &G, SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_LOCKEFFECTS_H

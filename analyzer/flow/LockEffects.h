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

/// What a function that is called with mutexes or deferred guards, std::lock or
/// one of POSIX, does to them.
LockEffect effectOnArguments(const clang::FunctionDecl &F);

/// What a function of an object that holds guards does to them.
enum class HolderEffect {
  None, ///< leaves them alone, or only gives one
  Adds, ///< puts one more in
  Lets, ///< may unlock them, or put another in their place
};

/// `Locks`: locksInto() its object.
HolderEffect effectOnHolder(const Call &C, bool Locks);

/// A guard of a mutex that `C` is given is made in an object of the type `T`,
/// which holds guards, and locks it.
bool locksInto(const Call &C, clang::QualType T);

/// What is under the `!`s of a condition, each of which turns `Holds`; null for
/// null.
const clang::Expr *withoutNots(const clang::Expr *Tested, bool &Holds);

/// The call is what a branch hangs on.
bool isTested(const Call &C, const FactGraph &G);

/// Most functions have no locks.
bool hasLocks(const FactGraph &G, SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_LOCKEFFECTS_H

//===- LockKinds.h - which classes are locks of threads ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Told by what their functions return, not by their names: the lock() of an
// asynchronous mutex gives something to await, that of a thread's gives nothing
// ([thread.req.lockable.basic]).
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_LOCKKINDS_H
#define COROLINT_MODEL_LOCKKINDS_H

#include "clang/AST/Type.h"

namespace clang {
class CXXRecordDecl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// A class with a lock() that returns when it is locked, and an unlock().
bool isThreadMutex(clang::QualType T);

/// A class whose objects hold a thread's mutex and unlock it when they die:
/// std::lock_guard and its kin, and classes of the user's that do so in their
/// constructor and destructor.
bool isLockGuard(clang::QualType T);

/// An optional, a pointer that owns, a pair and its like, or a container of the
/// standard library, whose objects can have such a guard, or a class with one as
/// a member or base.
bool holdsLockGuards(clang::QualType T);

/// A guard is made of a mutex, and locks it.
bool makesHeldGuard(const clang::Expr &E);

/// `F` makes a guard that locks in the object that it constructs or returns.
bool locksInResult(const clang::FunctionDecl &F);

/// The body of `F` is seen, and does nothing to the guards of its object.
bool leavesGuardsAlone(const clang::FunctionDecl &F);

/// The member function of such a class locks its mutex, or unlocks it, as its
/// body shows.
bool locksItsMutex(const clang::FunctionDecl &F);
bool unlocksItsMutex(const clang::FunctionDecl &F);

/// One of the guards of the standard library, Boost and Qt, whatever it guards.
bool isNamedLockGuard(const clang::CXXRecordDecl &RD);

} // namespace corolint

#endif // COROLINT_MODEL_LOCKKINDS_H

//===- Waits.h - what waits, by name, body or type --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For functions and classes of which no model says what they do.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_WAITS_H
#define COROLINT_FLOW_WAITS_H

#include "clang/AST/Type.h"

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace corolint {

/// Called so, a function may wait for what others do. Null: false.
bool waitsByName(const clang::FunctionDecl *F);

/// The same, unless its body shows that it only sets something. Null: false.
bool mayWait(const clang::FunctionDecl *F);

/// Called so, it runs or ends all that has been started.
bool runsByName(const clang::FunctionDecl *F);

/// Called so, it waits for a time, or for its turn, and not for what others do.
bool passesTime(const clang::FunctionDecl *F);

/// Called so, a function that is only declared starts what it is given.
bool startsByName(const clang::FunctionDecl *F);

/// There is a loop in it, or in what it calls. Null: false.
bool hasLoop(const clang::Stmt *S);

/// A local variable of this class may be what runs work. A smart pointer's
/// object may live on, and so does a thread.
bool mayRun(const clang::CXXRecordDecl &RD);

/// Objects of the class can be moved, or copied.
bool canBeMoved(const clang::CXXRecordDecl &RD);

/// An object of this class waits, when it is destroyed, for what runs in it:
/// its destructor does, or that of a member or of what it owns.
bool destructorWaits(clang::QualType T);
/// The same, or it is not known, as one of the destructors is only declared.
bool destructorMayWait(clang::QualType T);

} // namespace corolint

#endif // COROLINT_FLOW_WAITS_H

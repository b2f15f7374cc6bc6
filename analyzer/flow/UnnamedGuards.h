//===- UnnamedGuards.h - guards that end where they begin -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A guard that nobody names is a temporary: it dies at the end of its
// full-expression ([class.temporary]), and lets go what it has just taken.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_UNNAMEDGUARDS_H
#define COROLINT_FLOW_UNNAMEDGUARDS_H

#include "flow/Facts.h"

namespace corolint {

struct UnnamedGuard {
  /// The await, call or construction whose value is thrown away; for a
  /// variable, null.
  const clang::Expr *Made = nullptr;
  /// `std::unique_lock<std::mutex> (M);` declares a variable that has nothing.
  const clang::ValueDecl *Declared = nullptr;
  const clang::Stmt *Declaration = nullptr;
};

/// `Types` tells tasks from guards: what destroying a task does is no matter of
/// scopes.
std::vector<UnnamedGuard> findUnnamedGuards(const FactGraph &G,
                                            TypeKinds &Types);

} // namespace corolint

#endif // COROLINT_FLOW_UNNAMEDGUARDS_H

//===- Discarded.h - expressions whose value nobody takes -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_DISCARDED_H
#define COROLINT_FLOW_DISCARDED_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class Expr;
class Stmt;
} // namespace clang

namespace corolint {

/// Calls `Each` for every expression in `Body` that is a whole statement, or
/// decides the value of one, without what wraps it; `Said`: by a cast to void
/// or an assignment to std::ignore. What stands left of a comma is left out: it
/// lives on while the rest is evaluated. Bodies of lambdas are not entered.
void forEachDiscarded(
    const clang::Stmt *Body,
    llvm::function_ref<void(const clang::Expr *E, bool Said)> Each);

} // namespace corolint

#endif // COROLINT_FLOW_DISCARDED_H

//===- Wrappers.h - what Clang writes around an expression ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang wraps what the user wrote in nodes for conversions, for the lifetimes
// of temporaries and for the ends of full-expressions. How far to look through
// them depends on the question: an explicit cast makes another value of another
// type, the rest does not.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_WRAPPERS_H
#define COROLINT_MODEL_WRAPPERS_H

namespace clang {
class Expr;
class Stmt;
} // namespace clang

namespace corolint {

/// `E` without parentheses and without what the user did not write: implicit
/// casts, temporaries, ends of full-expressions.
const clang::Expr *stripImplicit(const clang::Expr *E);

/// The same, and without explicit casts.
const clang::Expr *stripCasts(const clang::Expr *E);

/// `S` is something that stripCasts takes off.
bool isWrapper(const clang::Stmt &S);

} // namespace corolint

#endif // COROLINT_MODEL_WRAPPERS_H

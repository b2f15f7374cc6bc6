//===- Arguments.h - what coroutines are given by value -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_ARGUMENTS_H
#define COROLINT_TEST_MUTATION_ARGUMENTS_H

#include "Started.h"

namespace corolint::mutation {

/// How long that lives which a by-value parameter is made from.
enum class Lives { OutOfSight, ToEndOfStatement, ToEndOfScope };

struct Argument {
  /// Null if it is not written.
  const clang::Expr *Written = nullptr;
  Lives Long = Lives::OutOfSight;
  /// For ToEndOfScope.
  const clang::ValueDecl *Variable = nullptr;
  bool IsMoved = false;
};

Argument argumentOf(const Started &S, unsigned Index, const Body &In);

/// Whether what the parameter is made from is gone when the work uses it.
bool isDeadLater(const Started &S, const Argument &A,
                 const clang::ParmVarDecl *P, const Body &In);

/// Types whose values are what counts: no references in disguise, no tags.
bool isValue(clang::QualType Type);

/// In one line, between quotes.
std::string quoted(std::string Text);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_ARGUMENTS_H

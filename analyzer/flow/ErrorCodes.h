//===- ErrorCodes.h - awaits that leave an error code ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An await may say in an error code, instead of by an exception, that it was
// cancelled: in its result (an error code, a tuple or a result class with one),
// or in a variable that it was given.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_ERRORCODES_H
#define COROLINT_FLOW_ERRORCODES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace clang {
class Expr;
class ParentMap;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace corolint {

/// An error code, of the standard library or Boost.
bool isErrorCode(clang::QualType T);

/// An error code, or a class that holds one beside its value.
bool holdsErrorCode(clang::QualType T);

/// The variables whose addresses or references `Operand` is given to leave an
/// error code in.
llvm::SmallVector<const clang::VarDecl *, 1>
redirectedTo(const clang::Expr *Operand);

/// The variable, itself or through a structured binding, that `E` reads an
/// error code's holder from; null if none.
const clang::VarDecl *holderRead(const clang::Expr *E);

/// Whether the branch condition `E` tells if the await failed; then the holder,
/// and the value of the condition that says so.
struct ErrorTest {
  const clang::VarDecl *Holder;
  bool FailedIf;
};
std::optional<ErrorTest> errorTest(const clang::Expr *E);

/// Whether the branch condition `E` compares the code with one error that is no
/// cancellation; then the holder, and the value of the condition that says that
/// it is that error.
std::optional<ErrorTest> otherErrorTest(const clang::Expr *E);

/// Whether the use `E` of a holder hands the error code on or compares it: not
/// where only its text, its truth or the value beside it is read.
bool usesErrorCode(const clang::Expr *E, const clang::ParentMap &Parents);

} // namespace corolint

#endif // COROLINT_FLOW_ERRORCODES_H

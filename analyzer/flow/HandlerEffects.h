//===- HandlerEffects.h - what a handler leaves behind --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler that has taken a cancellation may set a flag that ends the loop, or
// write down that there was a stop. What it sets is found in its own statements
// and in the functions that it calls; who looks at it, in conditions and
// returns.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HANDLEREFFECTS_H
#define COROLINT_FLOW_HANDLEREFFECTS_H

#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <optional>

namespace clang {
class ASTContext;
class CXXCatchStmt;
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

struct HandlerEffects {
  /// Variables and members that are set to a constant whenever the handler
  /// runs; without a value if to more than one.
  llvm::SmallDenseMap<const clang::ValueDecl *, std::optional<llvm::APSInt>, 2>
      Sets;
  /// Variables, or variables of which a member, that are told of the
  /// cancellation: `Result.WasStopped = true`.
  llvm::SmallPtrSet<const clang::ValueDecl *, 2> Told;

  /// The value that a condition then has; none if that does not tell.
  std::optional<bool> valueOf(const clang::ASTContext &Ctx,
                              const clang::Expr *Condition) const;
  /// `S`, or a function that it calls, reads what is set.
  bool isReadBy(const clang::Stmt *S) const;
};

HandlerEffects effectsOf(const clang::ASTContext &Ctx,
                         const clang::CXXCatchStmt &Handler);

/// `S` says "cancelled": in a name, a text (if `InText`), or what a function
/// that it calls returns.
bool saysCancelled(const clang::ASTContext &Ctx, const clang::Stmt *S,
                   bool InText = true);

/// All that `F` does with its parameter number `N`, a kept exception, is to
/// look whether there is one, and to throw it into handlers of its own.
bool dropsException(const clang::FunctionDecl &F, unsigned N);

/// The variable whose truth `E` is, itself or by a member of it: `if (Why)`,
/// `if (Why != nullptr)`, `if (Result.Error)`. `Value` is negated where the
/// expression is.
const clang::ValueDecl *truthOf(const clang::Expr *E, bool &Value);

} // namespace corolint

#endif // COROLINT_FLOW_HANDLEREFFECTS_H

//===- HandlerEffects.h - what a handler leaves behind --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A handler that has taken a cancellation may set a flag that ends the loop, or
// write down that there was a stop. What it sets is found in its own statements
// and in the summaries of the functions that it calls; who looks at it, in
// conditions and returns.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HANDLEREFFECTS_H
#define COROLINT_FLOW_HANDLEREFFECTS_H

#include "flow/TaskFlow.h"

#include "llvm/ADT/SmallPtrSet.h"

#include <optional>

namespace clang {
class ASTContext;
class CXXCatchStmt;
class Expr;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

struct HandlerEffects {
  /// What is set whenever the handler runs.
  ConstantSets Sets;
  /// Variables, or variables of which a member, that are told of the
  /// cancellation: `Result.WasStopped = true`.
  llvm::SmallPtrSet<const clang::ValueDecl *, 2> Told;

  /// The value that a condition then has; none if that does not tell.
  std::optional<bool> valueOf(const clang::ASTContext &Ctx,
                              const clang::Expr *Condition,
                              SummaryLookup Summaries) const;
  /// `S`, or a function that it calls, reads what is set.
  bool isReadBy(const clang::Stmt *S, SummaryLookup Summaries) const;
};

HandlerEffects effectsOf(const clang::ASTContext &Ctx,
                         const clang::CXXCatchStmt &Handler,
                         SummaryLookup Summaries);

/// The variable whose truth `E` is, itself or by a member of it: `if (Why)`,
/// `if (Why != nullptr)`, `if (Result.Error)`. `Value` is negated where the
/// expression is.
const clang::ValueDecl *truthOf(const clang::Expr *E, bool &Value);

} // namespace corolint

#endif // COROLINT_FLOW_HANDLEREFFECTS_H

//===- BodyScan.h - what a body contains, before its graph is walked ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_BODYSCAN_H
#define COROLINT_FLOW_BODYSCAN_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <vector>

namespace clang {
class ConditionalOperator;
class CoroutineSuspendExpr;
class CXXForRangeStmt;
class Expr;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace corolint {

/// What must be known of a body before its graph is walked. What a lambda's
/// body contains is the lambda's own.
struct BodyScan {
  /// `Body` may be null.
  explicit BodyScan(clang::Stmt *Body);

  /// How often each variable or function is named or captured.
  llvm::DenseMap<const clang::ValueDecl *, unsigned> References;
  /// The conditional operator that an expression is an arm of.
  llvm::DenseMap<const clang::Expr *, const clang::ConditionalOperator *> ArmOf;
  /// Variables that other code may change: captured by reference, or their
  /// address taken.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Shared;
  /// Calls that the compiler evaluates, or nobody: they are in the graph all
  /// the same.
  llvm::SmallPtrSet<const clang::Stmt *, 8> NotRun;
  std::vector<clang::CoroutineSuspendExpr *> Suspensions;
  std::vector<const clang::VarDecl *> Variables;
  /// The loop over a range that a variable belongs to: the one that it
  /// declares, or an implicit one with an end of the range.
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> LoopOf;
  /// Variables that are changed by something else than `++V`.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Assigned;
};

/// The calls and constructions of an expression that belongs to another
/// declaration (a default argument, a default member initialiser), in order.
std::vector<const clang::Expr *> callsWrittenElsewhere(const clang::Expr &E);

} // namespace corolint

#endif // COROLINT_FLOW_BODYSCAN_H

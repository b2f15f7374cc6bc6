//===- EffectFacts.h - what a call does to values -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What statements do to values, in the functions that they call as well: of
// these, the summaries tell.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_EFFECTFACTS_H
#define COROLINT_FLOW_EFFECTFACTS_H

#include "flow/TaskFlow.h"

namespace clang {
class ASTContext;
class Expr;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace corolint {

/// The USR of the variable or member whose value `E` is, also of an atomic one,
/// or that the object is asked for; empty if there is none, or if it is a local
/// of `Outside`.
std::string readBy(const clang::Expr *E, SummaryLookup Summaries,
                   const clang::FunctionDecl *Outside = nullptr);

/// Adds what is set to a constant whenever `S` runs.
void addSets(const clang::ASTContext &Ctx, const clang::Stmt *S,
             SummaryLookup Summaries, ConstantSets &Sets);

/// Writes what calling the definition `F` sets, mentions, says and throws.
void addEffects(const clang::ASTContext &Ctx, const clang::FunctionDecl &F,
                SummaryLookup Summaries, FunctionSummary &S);

} // namespace corolint

#endif // COROLINT_FLOW_EFFECTFACTS_H

//===- SaysCancelled.h - what says "cancelled" ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SAYSCANCELLED_H
#define COROLINT_FLOW_SAYSCANCELLED_H

#include "flow/TaskFlow.h"

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace corolint {

/// How a piece of code says "cancelled", also by what the functions that it
/// calls return.
struct SaidCancelled {
  bool ByName = false;
  /// In a text for people. Not looked for once a name has said it.
  bool InText = false;
};

SaidCancelled saidBy(const clang::ASTContext &Ctx, const clang::Stmt *S,
                     SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_SAYSCANCELLED_H

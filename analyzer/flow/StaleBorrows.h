//===- StaleBorrows.h - references that a suspension makes stale -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that keeps an iterator, a reference, a pointer or a view over a
// suspension and uses it afterwards, while other work of the unit may remove
// what it leads to, or move it.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_STALEBORROWS_H
#define COROLINT_FLOW_STALEBORROWS_H

#include "flow/Concurrency.h"

namespace corolint {

/// A use after a suspension of what was borrowed before it.
struct BorrowedUse {
  PlaceId Place = NoId;
  /// The variable that was the first to borrow.
  PlaceId First = NoId;
  llvm::SmallVector<Lender, 1> From;
  /// What borrows, what is awaited, what uses it.
  const clang::Stmt *Made = nullptr;
  unsigned Await = NoId;
  const clang::Stmt *Used = nullptr;
};

/// The late uses in one coroutine, whoever changes the owner.
std::vector<BorrowedUse> findBorrowedUses(const FactGraph &G,
                                          SummaryLookup Summaries);

/// Fills in which late uses other work of the unit makes stale.
void findStaleBorrows(
    llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions,
    SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_STALEBORROWS_H

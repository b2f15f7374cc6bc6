//===- ShieldedAwaits.h - awaits that end before the work -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `co_await wait_for(shield(Task), 1s)`: where this ends because the time is
// up, or because the one who awaits is cancelled, the task goes on: that is
// what a shield is for. It has been waited for only where the await gives a
// result, or what the task itself has thrown.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SHIELDEDAWAITS_H
#define COROLINT_FLOW_SHIELDEDAWAITS_H

#include "flow/Facts.h"

#include "llvm/ADT/DenseSet.h"

namespace corolint {

class ShieldedAwaits {
public:
  explicit ShieldedAwaits(const FactGraph &G);

  bool any() const { return !Ends.empty() || !FirstOnly.empty(); }
  /// Part of such an await, up to its suspension.
  bool contains(const Fact &F) const;
  /// Such an await has given a result.
  bool isEnd(const Fact &F) const {
    return F.What == Fact::Resumed && Ends.contains(F.Index);
  }
  /// An await of the first of several has ended, after which nobody asks for
  /// the others by what that gives.
  bool isEndOfFirst(const Fact &F) const {
    return F.What == Fact::Resumed && FirstOnly.contains(F.Index);
  }
  /// The handler takes what is thrown when the time is up, or for a
  /// cancellation.
  bool isGivenUp(unsigned Handler) const;

private:
  const FactGraph &G;
  /// The awaits by number, and the calls and closures within their operands.
  llvm::DenseSet<unsigned> Ends, FirstOnly;
  llvm::DenseSet<const clang::Stmt *> Within;
};

} // namespace corolint

#endif // COROLINT_FLOW_SHIELDEDAWAITS_H

//===- TemporaryLifetimes.h - when temporaries die ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_TEMPORARYLIFETIMES_H
#define COROLINT_FLOW_TEMPORARYLIFETIMES_H

#include "flow/PlaceResolver.h"

#include "llvm/ADT/MapVector.h"

namespace corolint {

/// Clang's graph shows the end of a temporary only where a destructor runs. For
/// the others, facts say it.
class TemporaryLifetimes {
public:
  TemporaryLifetimes(const clang::ParentMap &Parents,
                     const PlaceResolver &Resolver)
      : Parents(Parents), Resolver(Resolver) {}

  /// The value of `E` is in the temporary `P`.
  void add(const clang::Expr *E, PlaceId P);

  /// `S` has been evaluated when `Index` facts of `Block` have happened.
  void evaluated(const clang::Stmt *S, unsigned Block, unsigned Index) {
    PositionOf[S] = {Block, Index};
  }

  /// Writes where the temporaries die. This moves facts, so it comes last.
  void writeEnds(FactGraph &G) const;

private:
  struct Position {
    unsigned Block, Index;
  };
  const clang::ParentMap &Parents;
  const PlaceResolver &Resolver;
  /// Where each full-expression ends, and the temporaries that end with it.
  llvm::MapVector<const clang::Stmt *, Places> EndOf;
  llvm::DenseMap<const clang::Stmt *, Position> PositionOf;
};

} // namespace corolint

#endif // COROLINT_FLOW_TEMPORARYLIFETIMES_H

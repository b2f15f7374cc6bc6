//===- OwnerChanges.h - what is done to a container -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_OWNERCHANGES_H
#define COROLINT_FLOW_OWNERCHANGES_H

#include "flow/Borrows.h"

namespace corolint {

/// What a call does to what its owner lends.
struct OwnerChange {
  Owner Of;
  /// Adds to it; removes from it.
  bool Grows = false, Removes = false;
  /// Removes single elements only.
  bool OneByOne = false;
};

/// What the call `E` in `F` changes.
std::optional<OwnerChange> changeBy(const clang::Expr &E,
                                    const clang::FunctionDecl &F);

/// The change takes away what `B` lends. `ByOthers`: not by another instance of
/// the same work, which removes its own elements.
bool invalidates(const OwnerChange &C, const Lender &B, bool ByOthers);

/// Looks something up in an owner, or whether it has a value: who does so after
/// a suspension knows what is still there. `Of` is the owner.
bool looksUp(const clang::Expr &E, const clang::FunctionDecl &F, Owner &Of);

} // namespace corolint

#endif // COROLINT_FLOW_OWNERCHANGES_H

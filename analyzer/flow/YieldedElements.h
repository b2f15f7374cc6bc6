//===- YieldedElements.h - what a generator yields, kept --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a generator yields by reference, or a view of what is its own, is there
// until the generator goes on ([dcl.fct.def.coroutine], the promise's
// yield_value keeps a pointer). Who keeps it for longer has nothing.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_YIELDEDELEMENTS_H
#define COROLINT_FLOW_YIELDEDELEMENTS_H

#include "flow/PlaceResolver.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// What a `co_yield` hands out.
struct Yielded {
  /// The element itself is the generator's own: a local variable, a temporary
  /// or something in the promise.
  bool Own = false;
  /// It is a pointer or a view of such a thing.
  bool ViewOfOwn = false;
};

/// `Operand` is the call of yield_value.
Yielded yieldedBy(const clang::Expr *Operand, PlaceResolver &Resolver);

/// An element that is used when its generator has gone on, or kept until then.
struct KeptElement {
  /// The call that has made the generator.
  const clang::Expr *Made = nullptr;
  /// Where the element, or a view of it, is kept or used.
  const clang::Expr *Kept = nullptr;
  /// What makes the generator go on; null: it is the loop, or the end of the
  /// generator.
  const clang::Expr *Next = nullptr;
};

std::vector<KeptElement> findKeptElements(const FactGraph &G,
                                          SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_YIELDEDELEMENTS_H

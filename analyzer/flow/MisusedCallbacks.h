//===- MisusedCallbacks.h - coroutines where none is wanted -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A callable that gives a task is handed to something that calls it and does
// not look at what it gives, or takes that for an answer.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_MISUSEDCALLBACKS_H
#define COROLINT_FLOW_MISUSEDCALLBACKS_H

#include "flow/Facts.h"

namespace corolint {

struct MisusedCallback {
  enum Kind {
    Ignored, ///< the task is thrown away
    Tested   ///< the task is asked for its truth value
  } What = Ignored;
  const clang::Expr *Given = nullptr;
  /// What calls it, for people.
  std::string Receiver;
  /// The work runs; only its end, result and exception are lost.
  bool Eager = false;
};

/// Without those whose lazy task TaskFlow follows: in a std::function, on a
/// thread, as a handler of which a model tells.
std::vector<MisusedCallback> findMisusedCallbacks(const FactGraph &G,
                                                  TypeKinds &Types);

} // namespace corolint

#endif // COROLINT_FLOW_MISUSEDCALLBACKS_H

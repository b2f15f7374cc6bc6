//===- HandleStates.h - coroutine handles that are used wrongly -*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Typestate of std::coroutine_handle: null, destroyed, at its final suspension.
// What a handle's functions may be called on is in [coroutine.handle].
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HANDLESTATES_H
#define COROLINT_FLOW_HANDLESTATES_H

#include "flow/Facts.h"

namespace corolint {

struct HandleMisuse {
  enum Kind {
    Destroyed,       ///< used when its coroutine has been destroyed
    Null,            ///< used although it is null
    Done,            ///< resumed at its final suspension
    PromiseAddress,  ///< from_address of a promise
    PromiseElsewhere ///< from_promise of what is no coroutine's promise
  } What = Destroyed;
  const clang::Expr *Use = nullptr;
  /// "resume", "destroy", "done", "promise".
  std::string Function;
  /// The handle, for people: "'Frame'".
  std::string Name;
  /// What has made it so; null where the place says nothing more.
  const clang::Stmt *Before = nullptr;
};

std::vector<HandleMisuse> findHandleMisuses(const FactGraph &G);

} // namespace corolint

#endif // COROLINT_FLOW_HANDLESTATES_H

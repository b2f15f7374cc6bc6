//===- PublishedHandles.h - awaiters that are used too late -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Once await_suspend has given the handle to something that resumes the
// coroutine, the coroutine may go on, end the await, and with it destroy the
// awaiter, or end altogether: await_suspend must not touch either any more
// ([expr.await]: the awaiter lives as long as the await's full-expression).
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_PUBLISHEDHANDLES_H
#define COROLINT_FLOW_PUBLISHEDHANDLES_H

#include "flow/Facts.h"

namespace corolint {

struct LateUse {
  /// What is used: a member of the awaiter, the awaiter, the promise.
  const clang::Stmt *Use = nullptr;
  /// For people: "'Result'", or "the promise".
  std::string What;
  const clang::Stmt *Published = nullptr;
  enum Kind {
    Resumes,  ///< it resumes the coroutine itself
    Destroys, ///< it destroys the coroutine
    Thread,   ///< it gives it to another thread
  } How = Resumes;
};

/// Nothing for functions other than await_suspend, and what an awaiter's class
/// has to help it.
std::vector<LateUse> findLateUses(const FactGraph &G);

} // namespace corolint

#endif // COROLINT_FLOW_PUBLISHEDHANDLES_H

//===- LifetimeFlow.h - tasks that outlive what they use --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task that is made by a call uses what its reference parameters, its object
// and its closure lead to, until it has ended. This follows both on each path:
// where the task is, and what of the rest is still alive.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_LIFETIMEFLOW_H
#define COROLINT_FLOW_LIFETIMEFLOW_H

#include "flow/TaskFlow.h"

#include <set>

namespace corolint {

/// What a task uses.
struct Use {
  enum Kind {
    Argument, ///< a parameter refers to it
    Object,   ///< the object of the member function, the closure that is called
    Captured, ///< the closure that is called has captured it by reference
    GivenBy,  ///< a closure that is an argument has
  } What = Argument;
  /// The argument's number.
  unsigned Index = 0;
  Referent Of;
  /// The body of the function that uses it was seen.
  bool Seen = true;
  /// It is used after a suspension, and not only when the work begins.
  bool AfterAwait = true;
  /// It is a part of something that owns it, and how it is named.
  std::optional<Lender> PartOf = std::nullopt;
  const clang::Expr *Named = nullptr;
};

/// A task that can run while something that it uses is dead.
struct DeadUse {
  enum Kind {
    /// It is awaited or started after the end of what it uses.
    UsedLater,
    /// It is the result of the function whose own it uses.
    Returned,
    /// It was started and not joined before the end of what it uses.
    NotJoined,
  } What = UsedLater;
  /// The call that makes the work, or is given a closure to run.
  const Call *Maker = nullptr;
  corolint::Use Use;
  /// UsedLater: the await or call; Returned: the return; NotJoined: what starts
  /// it.
  const clang::Stmt *Where = nullptr;
  /// What is done to the owner of what it uses, if that is its end.
  const clang::Stmt *GoneBy = nullptr;
};

/// Work that runs on when a member function returns, and uses its object.
struct EscapedObject {
  const Call *Maker = nullptr;
  corolint::Use Use;
  /// What starts it.
  const clang::Stmt *Start = nullptr;
  /// It is in something that outlives the function, and may be waited for
  /// there.
  bool Stored = false;
};

struct LifetimeResults {
  std::vector<DeadUse> Dead;
  std::vector<EscapedObject> Escaped;
  /// The parameters, and the object, that the task uses which a plain function
  /// returns.
  std::set<unsigned> ReturnedParameters;
  bool ReturnsObject = false;
  /// Those that work uses which still runs when a function returns.
  std::set<unsigned> StartedParameters;
  bool StartsOnObject = false;
  /// Those whose task is started and waited for.
  std::set<unsigned> JoinedParameters;
  /// Those whose task begins to run in a call.
  std::set<unsigned> ParametersRunAtOnce;
  bool Complete = true;
};

LifetimeResults runLifetimeFlow(const FactGraph &G, SummaryLookup Summaries);

} // namespace corolint

#endif // COROLINT_FLOW_LIFETIMEFLOW_H

//===- Insight.h - what is known of a place ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analysis of a unit knows of a function, a call or an await, for
// people who look at that place in an editor: right or wrong, not only what is
// wrong. Values without pointers into an AST. Nothing is in here that the
// checks do not rest on as well.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_PROGRAM_INSIGHT_H
#define COROLINT_PROGRAM_INSIGHT_H

#include "program/Summary.h"

namespace corolint {

/// What a value stands for.
struct Work {
  enum Kind {
    None,
    Task,
    Generator,
    Awaitable,
    /// Fire and forget.
    Detached
  } What = None;
  corolint::Start Start = corolint::Start::Lazy;
  /// Its type as the code spells it.
  std::string Type;

  bool operator==(const Work &) const = default;
};

/// What a function can do whenever it runs.
struct Effects {
  /// False where only a declaration was seen.
  bool BodySeen = false;
  /// A library model says what it does.
  bool IsModelled = false;
  bool IsCoroutine = false;
  /// Has an await that may suspend.
  bool MaySuspend = false;
  /// Without those that are unknown.
  std::vector<BlockingEffect> Blocks;
  /// The exception types of the cancellations that it lets out.
  std::set<std::string> Cancellations;
  /// Handlers that take a cancellation and go on.
  std::vector<SourceRange> Swallows;
  /// By a model.
  bool AsksStop = false;
  bool Cancels = false;
  /// Awaiting it goes on on another thread than the loop's.
  bool LeavesLoop = false;
};

struct Insight {
  enum Kind { Function, Call, Await } What = Function;
  /// The name of the function or of what is called; the word "co_await".
  SourceRange Where;
  /// The whole function, call or await.
  SourceRange Whole;
  /// Of the function, or of what is called or awaited, for people; "" where it
  /// is not known.
  std::string Name;
  /// Where that function gets its name: at its definition, if that is seen.
  SourceRange Target;
  /// For functions: this is the definition.
  bool IsDefinition = false;
  /// And it is the call operator of a lambda.
  bool IsClosure = false;
  /// For calls and awaits: the function that they are in.
  SourceRange Within;
  std::string WithinName;
  bool InCoroutine = false;

  /// What the function, the call, or the operand of the await gives.
  Work Gives;
  /// What the function does, or the one that is called or awaited.
  Effects Does;

  /// Calls: what blocks here, in this order.
  std::vector<BlockingEffect> BlocksHere;
  /// Awaits.
  bool IsYield = false;
  bool MaySuspendHere = false;
  /// The exceptions by which the await tells of a cancellation; empty if none
  /// is known.
  std::set<std::string> CancelledBy;
  /// How the library cancels, by its model.
  std::optional<CancellationModel::Trigger> Trigger;
  /// The await leaves an error code instead.
  bool LeavesErrorCode = false;

  /// There is something to say of coroutines.
  bool isOfInterest() const;
  /// Takes over what another instantiation of the same code may do.
  void add(const Insight &O);
};

} // namespace corolint

#endif // COROLINT_PROGRAM_INSIGHT_H

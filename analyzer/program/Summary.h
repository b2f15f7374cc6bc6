//===- Summary.h - what a function does to its callers --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A summary is the only way by which one function's analysis learns of another
// function. It is a value, keyed by the function's USR, without pointers into
// an AST, so that it can be written to disk and used by another translation
// unit.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_PROGRAM_SUMMARY_H
#define COROLINT_PROGRAM_SUMMARY_H

#include "model/LibraryModel.h"
#include "report/Finding.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace corolint {

/// What can become of a task that a function is given or makes: a set of these,
/// one bit for each that happens on some path.
enum Fate : unsigned {
  FateNone = 0,
  FateAwaited = 1 << 0,
  /// Started, or handed to something that runs it.
  FateStarted = 1 << 1,
  /// Kept where it outlives the function.
  FateStored = 1 << 2,
  FateReturned = 1 << 3,
  /// Given to a function whose body was not seen.
  FateUnknown = 1 << 4,
  /// Destroyed without having been any of these.
  FateDropped = 1 << 5,
  /// A reference parameter that is left as it was.
  FateUntouched = 1 << 6,
};

/// "awaited|dropped", in the order of the bits.
std::string fatesToString(unsigned Fates);

/// A step of a chain of calls: "calls 'helper'" at a place.
struct CallStep {
  std::string Callee;
  SourceRange Where;
  bool operator==(const CallStep &) const = default;
};

/// A way in which a function may block its thread. Equal when they end in the
/// same call: the chain is for people, and leaving it out of the comparison is
/// what makes the fixpoint end.
struct BlockingEffect {
  /// The function of the library that blocks, "std::this_thread::sleep_for".
  std::string Callee;
  BlockingTier Tier = BlockingTier::Wait;
  std::string Category, Reason, Instead;
  /// From the function's own call down to the blocking one; the last step is
  /// the blocking call itself.
  std::vector<CallStep> Chain;
  /// The last step is a function of which no body was seen: it may block or
  /// not.
  bool Unseen = false;

  bool operator==(const BlockingEffect &O) const {
    return Callee == O.Callee && Tier == O.Tier;
  }
};

struct ParameterSummary {
  std::string Name;
  /// For parameters that carry a task, else none.
  unsigned Task = FateNone;
  /// Where the task is dropped, if it can be.
  SourceRange DropsAt;
  /// For parameters that can be called.
  std::optional<CallableUse> Callable;
  /// For references, pointers and views: used at all; used after the first
  /// suspension (for a lazy coroutine: in the body at all).
  bool Used = false;
  bool UsedAfterSuspension = false;
  /// The same for a coroutine that begins to run at once, lazy or not.
  bool UsedAfterAwait = false;
  /// For references, pointers and views of a plain function: the task that it
  /// returns uses it.
  bool UsedByResult = false;
  /// Work that it starts uses it, and may run on when the function has
  /// returned.
  bool UsedByStarted = false;
  /// For parameters that carry a task: it is started, and has ended when the
  /// function returns.
  bool TaskJoined = false;
  /// For parameters that carry a task: it begins to run before the function
  /// returns.
  bool TaskRunsAtOnce = false;
  /// For coroutines: an await, a call that waits or the condition of a loop
  /// names it, so that work which others do with it may be waited for.
  bool WaitedOn = false;
  /// For guards and mutexes of threads: lets go what it holds, on some path.
  bool LetsGo = false;
  /// For descriptors: non-blocking whenever the function returns.
  bool MadeNonBlocking = false;
  /// For kept exceptions: it looks at most whether there is one, and throws it
  /// into handlers of its own.
  bool ExceptionDropped = false;

  bool operator==(const ParameterSummary &O) const {
    return Task == O.Task && Callable == O.Callable && Used == O.Used &&
           UsedAfterSuspension == O.UsedAfterSuspension &&
           UsedByResult == O.UsedByResult && UsedByStarted == O.UsedByStarted &&
           TaskJoined == O.TaskJoined && UsedAfterAwait == O.UsedAfterAwait &&
           TaskRunsAtOnce == O.TaskRunsAtOnce && WaitedOn == O.WaitedOn &&
           LetsGo == O.LetsGo && MadeNonBlocking == O.MadeNonBlocking &&
           ExceptionDropped == O.ExceptionDropped;
  }
};

/// Variables and members, by USR, that are set to a constant: its decimal
/// digits; empty if to more than one.
using ConstantSets = std::map<std::string, std::string>;

/// An exception with which a function, or the task that it makes, can end.
struct LeavingException {
  /// Where it begins.
  SourceRange At;
  /// Qualified names of its class and of the classes that this is derived from.
  std::vector<std::string> Classes;
  /// By the function itself, and not by one that it calls.
  bool Own = false;
  bool operator==(const LeavingException &) const = default;
};

/// One of each kind, as far as any is seen.
struct LeavingExceptions {
  /// By a `throw`.
  std::optional<LeavingException> Thrown;
  /// A std::logic_error, by a `throw` of its own: the caller has broken a rule.
  /// It is for the next caller to keep to it, and does not go on from there.
  std::optional<LeavingException> Refused;
  /// Because an asynchronous operation failed.
  std::optional<LeavingException> Failed;

  bool none() const { return !Thrown && !Refused && !Failed; }
  /// Takes over what `From` has and this does not.
  void add(const LeavingExceptions &From) {
    if (!Thrown)
      Thrown = From.Thrown;
    if (!Refused)
      Refused = From.Refused;
    if (!Failed)
      Failed = From.Failed;
  }
  bool operator==(const LeavingExceptions &) const = default;
};

/// A single-use task in a member of an object, or in a closure, that its
/// function takes whenever it runs to its end.
struct TakenMember {
  std::string Name;
  SourceRange Where;
  bool Awaited = false;
  /// Also where the function ends by an exception.
  bool First = false;
  bool operator==(const TakenMember &) const = default;
};

/// How a function suspends.
enum class Suspends { Never, Maybe, Always };

struct FunctionSummary {
  std::string Usr;
  /// For people.
  std::string Name;
  /// False where only a declaration was seen: everything below is then unknown.
  bool BodySeen = false;
  bool IsCoroutine = false;
  corolint::Start Start = corolint::Start::Lazy;

  std::vector<ParameterSummary> Parameters;
  /// What becomes of the task in the object of a member function.
  ParameterSummary Object;

  /// What may block, in the order found, one for each blocking function, at
  /// most `MaxBlocks`. If there is nothing, the first function without a body.
  std::vector<BlockingEffect> Blocks;
  static constexpr unsigned MaxBlocks = 4;

  corolint::Suspends Suspends = corolint::Suspends::Never;
  /// The types of the cancellations that it (or awaiting it) can throw.
  std::set<std::string> Cancellations;
  /// Handlers that take a cancellation and let the function end as if nothing
  /// were, with the awaits: wrong if the caller goes on. At most `MaxSwallows`.
  /// If there are none, the coroutines of which no body was seen.
  struct Swallow {
    SourceRange Handler, Await;
    std::string Function;
    /// `Function` may have such a handler or not; the ranges say nothing.
    bool Unseen = false;
    bool operator==(const Swallow &) const = default;
  };
  std::vector<Swallow> Swallows;
  static constexpr unsigned MaxSwallows = 4;
  /// Asks whether a stop was requested, or throws if so.
  bool AsksStop = false;
  /// Requests a stop.
  bool RequestsStop = false;
  /// Throws the exception being handled again (a bare `throw;`).
  bool Rethrows = false;
  /// Throws an exception that was kept (std::rethrow_exception).
  bool RethrowsKept = false;
  /// Keeps the exception being handled where others find it.
  bool KeepsException = false;
  /// Never returns: throws an exception of its own.
  bool OnlyThrows = false;
  /// Has a `throw`, in a closure perhaps.
  bool Throws = false;
  LeavingExceptions Leaves;
  /// Those that it names only there.
  std::vector<TakenMember> Takes;
  /// A closure that is no coroutine: the task that it returns uses what it refers
  /// to.
  bool ResultUsesCaptured = false;
  /// The next five are left empty for coroutines, which need not run when they
  /// are called, and for constructors. Objects are not told apart: a member
  /// stands for that of any.
  ///
  /// What it sets whenever it runs, itself or by what it calls; at most
  /// `MaxEffects`.
  ConstantSets Sets;
  /// What it reads or else names, of what can be set to a constant: itself
  /// first, then by what it calls; at most `MaxEffects` USRs.
  std::vector<std::string> Mentions;
  static constexpr unsigned MaxEffects = 32;
  /// A question to an object for one variable or member, by USR:
  /// `{ return Running; }`.
  std::string Answers;
  /// What it returns says "cancelled", by a name or in a text.
  bool SaysCancelledByName = false;
  bool SaysCancelledInText = false;
  /// USRs of the mutexes of threads that it leaves locked, and of those that it
  /// unlocks without having locked them.
  std::set<std::string> Locks, Unlocks;
  /// A generator that yields its own by reference; a pointer or view of that.
  bool YieldsOwn = false, YieldsViewOfOwn = false;
  /// Makes the work that its result stands for run already.
  bool StartsWork = false;
  /// Resumes a coroutine or hands a coroutine handle to something that will.
  bool RunsCoroutine = false;
  /// Awaiting what it returns goes on on another thread than the loop's.
  bool LeavesLoop = false;

  bool operator==(const FunctionSummary &) const = default;
};

/// The summaries of a program, by USR.
class SummaryTable {
public:
  const FunctionSummary *find(llvm::StringRef Usr) const;
  /// Stores `S`; true if it differs from what was there.
  bool update(FunctionSummary S);
  /// Prints all, sorted by name, one block each.
  void dump(llvm::raw_ostream &OS) const;

private:
  llvm::StringMap<FunctionSummary> Map;
};

} // namespace corolint

#endif // COROLINT_PROGRAM_SUMMARY_H

//===- LibraryModel.h - what we know of a library -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library model is a YAML file that says what cannot be read from a library's
// headers: which functions block, which take a task over, which run a callable
// elsewhere. The models of aio, the standard library and POSIX, and Boost.Asio
// are part of the program; a project adds its own. docs/library-models.md
// describes the format.
//
// Names are qualified, without template arguments and without inline
// namespaces: "std::thread::join", "boost::asio::co_spawn"; a function of the C
// library is written as in the global namespace: "read". A constructor is
// "std::thread::thread", a destructor "std::jthread::~jthread", an operator
// "std::basic_istream::operator>>". A member is named after the class that
// declares it: the wait of a std::future is "std::__basic_future::wait" with
// libstdc++.
//
// Knows nothing of Clang.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_LIBRARYMODEL_H
#define COROLINT_MODEL_LIBRARYMODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <optional>
#include <string>
#include <vector>

namespace corolint {

/// How long a blocking call can hold up the event loop.
enum class BlockingTier {
  /// Waits for something outside the program's control, without a bound:
  /// sleeps, joins, locks, sockets, children, name look-ups. On by default.
  Wait,
  /// Reads or writes a disk: open, read, write, fsync, stat. On by default.
  Disk,
  /// A short system call: close, fcntl, bind. Off by default.
  Syscall,
  /// Memory management, an uncontended lock. Off by default.
  Cpu,
};

/// A reason why a call that can block does not block here; also a condition
/// for a model to hold at all (FunctionModel::When).
struct NonBlockingWhen {
  /// Counts from 0; -1 is the object of a member call. In a call of a member
  /// operator the left operand is the object.
  int Argument = 0;
  enum Kind {
    /// The argument is a constant zero (a number, or a duration of zero).
    IsZero,
    /// The argument has one of the named flags: MSG_DONTWAIT, LOCK_NB.
    HasFlag,
    /// The argument is a descriptor that was made non-blocking on this path.
    NonBlockingDescriptor,
    /// The argument's (or object's) type is one of the named ones, or has one
    /// of them as a template argument or a base. The type is the one that the
    /// expression has as it is written, before any conversion, without
    /// references and pointers.
    HasType,
    /// The argument is present and named so (std::try_to_lock, std::cin; a
    /// macro as it is written: STDIN_FILENO).
    IsNamed,
    /// The argument is a constant other than zero: true.
    IsNonZero,
    /// The argument points to a variable that was initialised to zero and not
    /// changed (the timeval of a select).
    PointsToZero,
  } What = IsZero;
  std::vector<std::string> Names;

  bool operator==(const NonBlockingWhen &O) const = default;
};

struct BlockingModel {
  BlockingTier Tier = BlockingTier::Wait;
  /// "sleep", "file", "socket", "dns", "process", "console", "lock", "join",
  /// "future", "loop", "database", "memory", "system".
  std::string Category;
  /// Completes "… blocks the event loop: REASON": "it sleeps the whole thread".
  /// Never empty.
  std::string Reason;
  /// What to do instead, in words: "co_await a timer".
  std::string Instead;
  std::vector<NonBlockingWhen> Unless;
};

/// What a function does with a task that it is given.
enum class TaskUse {
  Awaits,     ///< done when the call (or its own awaited result) is done
  Starts,     ///< runs on its own; the caller keeps nothing of it
  Stores,     ///< keeps it for later
  Joins,      ///< the result is a new task or awaitable that awaits it
  Blocks,     ///< runs it to its end before it returns (sync_wait, run)
  Looks,      ///< neither starts it nor takes it: it stays the caller's
  Drops,      ///< destroys it unrun
  IntoResult, ///< the result is the task, or owns it (std::move, make_unique)
};

/// What a function does with a callable that it is given.
enum class CallableUse {
  CallsNow,       ///< called before the call returns; not kept
  KeepsUntilDone, ///< kept alive until the task it returned has ended
  Stores,         ///< kept for later, called on the event loop
  IntoResult,     ///< the result is a callable that calls it
  Offloads,       ///< run on another thread than the event loop's
};

struct ArgumentModel {
  /// Counts from 0; -1 is the object of a member call, -2 every argument.
  int Argument = 0;
  std::optional<TaskUse> Task;
  std::optional<CallableUse> Callable;
  /// A task that is started does not begin before the call has returned.
  bool Later = false;
};

struct FunctionModel {
  std::string Name;
  /// Only calls with so many arguments, default arguments included; -1 is any
  /// number.
  int NumArguments = -1;
  /// Only calls whose argument types (or template arguments) name this type,
  /// as boost::asio::thread_pool does for boost::asio::post; empty is any.
  std::string WithType;
  /// Only calls for which all of these hold (fcntl with F_SETLKW). What cannot
  /// be told does not hold.
  std::vector<NonBlockingWhen> When;
  std::optional<BlockingModel> Blocks;
  /// The destructor of the call's result blocks (std::async).
  std::optional<BlockingModel> ResultBlocksAtEnd;
  std::vector<ArgumentModel> Arguments;
  /// The result is a task or awaitable that must be awaited although inference
  /// cannot see it.
  bool ReturnsAwaitable = false;
  /// The result is bookkeeping: it may be dropped.
  bool ResultMayBeDropped = false;
  /// Asks whether a stop was requested.
  bool AsksStop = false;
  /// Throws the cancellation if a stop was requested.
  bool ThrowsIfStopped = false;
  /// Requests the cancellation of this argument (-1: the object).
  std::optional<int> Cancels;
  /// Throws again what its argument holds (std::rethrow_exception).
  bool Rethrows = false;
  /// When its result has been awaited, the coroutine runs on another thread
  /// than the event loop's.
  bool LeavesLoop = false;
  /// When its result has been awaited, the coroutine runs on the event loop.
  bool EntersLoop = false;
  /// Makes the descriptor that it returns, or that this argument holds,
  /// non-blocking: "result" or an argument's number, "-1" for the object.
  std::string MakesNonBlocking;
  /// Never suspends or blocks for long; nothing to see inside.
  bool Harmless = false;
};

/// How the work of a type is started.
enum class Start { Lazy, Eager, Detached };

struct TypeModel {
  std::string Name;
  enum Kind {
    Task,      ///< a coroutine's return type
    Awaitable, ///< to be awaited, but no coroutine's return type
    Generator, ///< its body runs as it is iterated
    Owner,     ///< owns the values it is given: containers, smart pointers
    StopToken, ///< tells whether a stop was requested
    Plain,     ///< none of these, whatever inference says
  } What = Plain;
  std::optional<corolint::Start> Start;
  /// The destructor waits for the work, or hands it on.
  bool DestructorJoins = false;
  /// Owners: the member functions that add values, that only look, that destroy
  /// all values, that hand values out (by value or by reference).
  std::vector<std::string> Adds, Looks, Clears, TakesOut;
  /// Why the destructor blocks, where it does (std::jthread).
  std::optional<BlockingModel> DestructorBlocks;
};

/// How a library says that a coroutine was cancelled.
struct CancellationModel {
  enum Trigger {
    Level,   ///< every later await throws again
    Edge,    ///< thrown once for each request
    Channel, ///< no exception: a stop channel unwinds
    Manual,  ///< only where the code asks
  } How = Edge;
  /// Exception types that carry a cancellation.
  std::vector<std::string> Exceptions;
  /// Names of error codes and enumerators that say "cancelled".
  std::vector<std::string> ErrorCodes;
  /// Awaiting a type whose name starts with one of these can be cancelled;
  /// empty means: any await in a coroutine of this library.
  std::vector<std::string> TaskTypes;
};

/// All models that hold for a run, merged.
class LibraryModels {
public:
  /// The models that are part of the program.
  static const LibraryModels &builtin();
  /// No models at all: inference only.
  static const LibraryModels &none();

  /// Adds the model in `Buffer`; later ones win over earlier ones, name by
  /// name. The error says file, line and column.
  llvm::Error add(llvm::MemoryBufferRef Buffer);
  /// The same for the text of a file.
  llvm::Error addFile(llvm::StringRef Path);

  /// The models of that function, in order of precedence: the first one whose
  /// NumArguments, WithType and When hold is the call's. The conditions are for
  /// the caller to test.
  llvm::ArrayRef<FunctionModel> functions(llvm::StringRef QualifiedName) const;
  /// The model of that type, or null.
  const TypeModel *type(llvm::StringRef QualifiedName) const;
  llvm::ArrayRef<CancellationModel> cancellations() const;
  /// Every function with a model, sorted, for tests and listings.
  std::vector<llvm::StringRef> functionNames() const;

private:
  llvm::StringMap<std::vector<FunctionModel>> Functions;
  llvm::StringMap<TypeModel> Types;
  std::vector<CancellationModel> Cancellations;
};

} // namespace corolint

#endif // COROLINT_MODEL_LIBRARYMODEL_H

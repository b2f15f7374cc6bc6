//===- Facts.h - the coroutine facts of one function ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The facts generator (FactsGenerator.h) walks Clang's control-flow graph once
// and writes, block by block, the few kinds of facts that matter to a
// coroutine. Every analysis is a transfer function over these facts: all of the
// oddities of Clang's AST and CFG stay in the generator. A fact points to the
// statement that it came from only so that a finding can be placed.
//
// The terms:
// - A *place* holds values: a local, a parameter, a temporary, a field of one
//   of these. What cannot be followed (members, globals, memory behind
//   pointers) has no place; a value that goes there *escapes*.
// - A *site* is a piece of code that makes a task (or another awaitable, a
//   generator, a closure). On one path a site stands for the value that it made
//   last.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_FACTS_H
#define COROLINT_FLOW_FACTS_H

#include "flow/Borrows.h"
#include "model/TypeKinds.h"
#include "program/Summary.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class CXXCatchStmt;
class CXXTryStmt;
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

using PlaceId = unsigned;
using SiteId = unsigned;
constexpr unsigned NoId = ~0u;

struct Place {
  enum Kind { Local, Parameter, Temporary, Field, Object } What = Local;
  /// The variable or field; null for temporaries and the object (`this`).
  const clang::ValueDecl *Decl = nullptr;
  /// The expression of a temporary.
  const clang::Expr *Temp = nullptr;
  /// For fields: the place that the field is part of.
  PlaceId Parent = NoId;
  /// Holds any number of values: a new one does not replace an old one.
  bool Many = false;
  /// A reference or pointer parameter: what it refers to is the caller's.
  bool Borrowed = false;
  std::string Name;
};

struct Site {
  enum Kind { Task, Generator, Awaitable, Container, Closure, Parameter };
  Kind What = Task;
  corolint::Start Start = corolint::Start::Lazy;
  /// Destroying the value takes care of the work.
  bool DestructorHandles = false;
  /// Where it is made; null for parameters.
  const clang::Expr *Made = nullptr;
  /// What runs that, where its own text is elsewhere (a member's initial
  /// value).
  const clang::Stmt *RunBy = nullptr;
  /// The function that was called, for people.
  std::string Maker;
  /// The parameter that it comes in by, for parameters.
  PlaceId ComesBy = NoId;
  /// Cast to void or given to std::ignore.
  bool ExplicitDiscard = false;
  /// Not certain to be awaitable work (inferred from weak signs).
  bool Weak = false;
  /// A handle that may be lost: somebody else waits for the work.
  bool MayBeDropped = false;
};

/// What a reference, a pointer or a view leads to, as far as this function owns
/// it.
struct Referent {
  /// A variable, or the object of a member function; NoId for a temporary.
  PlaceId Place = NoId;
  /// The temporary, which dies at the end of the full-expression.
  const clang::Expr *Temporary = nullptr;

  bool operator==(const Referent &) const = default;
};

struct Argument {
  const clang::Expr *E = nullptr;
  llvm::SmallVector<PlaceId, 2> Places;
  enum Passing { Value, RValueRef, LValueRef, ConstRef, Pointer } How = Value;
  /// The call operator of a closure, or the function, that the argument is.
  const clang::FunctionDecl *Callable = nullptr;
  /// For calls that make a task, and parameters that are no values of their
  /// own: what the argument refers to.
  llvm::SmallVector<Referent, 1> Refers;
  /// For closures: what they have captured by reference.
  llvm::SmallVector<Referent, 1> Captured;
};

struct Call {
  /// The call, construction, or statement at whose end a destructor runs.
  const clang::Stmt *E = nullptr;
  /// What runs it, where its own text is elsewhere (default arguments).
  const clang::Stmt *RunBy = nullptr;
  /// Where a finding about it is shown.
  const clang::Stmt &shownAt() const { return RunBy ? *RunBy : *E; }
  /// The function called: its definition if seen; null if not known.
  const clang::FunctionDecl *Callee = nullptr;
  /// What a library model says of it; null if nothing.
  const FunctionModel *Model = nullptr;
  std::vector<Argument> Arguments;
  std::optional<Argument> Object;
  /// The temporary that the result is, if the result can hold tasks.
  PlaceId Result = NoId;
  /// For calls that make a pair or the like which is taken apart at once: the
  /// structured binding of each argument.
  llvm::SmallVector<PlaceId, 2> Bindings;
  /// The variable that is set to the result, if it is a plain value.
  PlaceId Target = NoId;
  /// The site that this call is, if it makes a task.
  SiteId Makes = NoId;
  /// await_ready and the like: part of a co_await.
  bool Machinery = false;
  /// Only passes an argument on (operator*, an own std::move): what is done
  /// with the result decides.
  bool PassesOn = false;
  /// A destructor that runs at the end of a scope or full-expression.
  bool Destructor = false;
  /// What its object's owner type does with the arguments.
  enum OwnerEffect {
    NotOwner,
    Adds,
    Looks,
    Clears,
    TakesOut,
    Other
  } Owner = NotOwner;
  /// An exemption of the model that holds whatever the path (a zero timeout).
  bool NeverBlocks = false;
  /// Descriptors: the call does not block if one of them is non-blocking.
  llvm::SmallVector<PlaceId, 1> Descriptors;
  /// Descriptors that the call makes non-blocking.
  llvm::SmallVector<PlaceId, 1> MadeNonBlocking;
  /// Asks a future whether it is ready without waiting.
  bool AsksReady = false;
  /// For calls of a closure that make a task: what it has captured by
  /// reference.
  llvm::SmallVector<Referent, 1> Captured;
  /// The result is awaited in the same expression.
  bool ResultAwaited = false;
  /// The class whose destructor runs.
  clang::QualType DestroyedType;
};

struct Await {
  const clang::Expr *E = nullptr;
  const clang::Expr *Operand = nullptr;
  llvm::SmallVector<PlaceId, 2> Places;
  bool IsYield = false;
  /// The call that is awaited, if it is one.
  const clang::FunctionDecl *Callee = nullptr;
  const FunctionModel *Model = nullptr;
  /// The object whose member function is called and awaited; null if none.
  const clang::Expr *Object = nullptr;
  /// A co_await of something that never suspends (await_ready is constant
  /// true).
  bool NeverSuspends = false;
  /// Where the await leaves an error code instead of throwing.
  llvm::SmallVector<PlaceId, 1> ErrorCodes;
  /// The await's result is thrown away although it is or holds an error code.
  bool ErrorDiscarded = false;
};

struct Handler {
  const clang::CXXCatchStmt *Catch = nullptr;
  unsigned Block = NoId;
};

/// A condition that a branch hangs on.
struct Condition {
  std::string Text;
  /// Reads memory that calls and suspensions may change.
  bool Volatile = false;
  /// Changes what it reads: what a branch has told says nothing of the next.
  bool Steps = false;
  /// "The place holds a value": decided by the task state.
  PlaceId HoldsValue = NoId;
  /// "The future in this place is ready."
  PlaceId SaysReady = NoId;
};

struct Fact {
  enum Kind {
    Created,      ///< Site made in Place
    Moved,        ///< what From holds is now in Place
    Cleared,      ///< what Place holds is destroyed, Place lives on
    Died,         ///< Place ends
    Awaited,      ///< Index: an Await begins
    Suspended,    ///< Index: the coroutine may be suspended here
    Resumed,      ///< Index: the coroutine goes on
    Called,       ///< Index: a Call
    Escaped,      ///< what Place holds goes where it cannot be followed
    Returned,     ///< what Place holds is the function's result
    ReturnsValue, ///< return or co_return of a value that is no task
    Entered,      ///< Index: a Handler is entered
    Rethrown,     ///< the exception being handled is thrown again
    Thrown,       ///< another exception is thrown
    Saved, ///< the exception being handled is kept (current_exception): in
           ///< the local Place, or (Flag) where others will find it
    Asked, ///< a stop source, or an error code, is asked
    SetCondition, ///< Index: a Condition has the value Flag
    Forgotten,    ///< Index: a Condition is no longer known
    Used,         ///< Place's value is read or bound (references, views)
    Declared,     ///< in coroutines: an own variable of class type begins
    Borrowed,     ///< in coroutines: Place, a reference or view, now borrows
                  ///< Index: a Borrow; nothing if there is none
    ErrorUsed,    ///< the error code in Place is handed on or compared
    Switched,     ///< a switch on Where follows
  };
  Kind What;
  PlaceId Place = NoId;
  PlaceId From = NoId;
  SiteId Site = NoId;
  unsigned Index = NoId;
  bool Flag = false;
  const clang::Stmt *Where = nullptr;
};

struct Edge {
  enum Kind { Normal, WhenTrue, WhenFalse, Exceptional } What = Normal;
  unsigned To = 0;
};

struct Block {
  std::vector<Fact> Facts;
  llvm::SmallVector<Edge, 2> Edges;
  /// The condition of WhenTrue and WhenFalse edges, and whether it is negated.
  unsigned Condition = NoId;
  bool Negated = false;
  /// Where that expression is `A && B`, all of these hold when it is true, and
  /// where it is `A || B`, none when it is false: `PartsOfOr`. Each with
  /// whether it is negated.
  llvm::SmallVector<std::pair<unsigned, bool>, 2> Parts;
  bool PartsOfOr = false;
  /// The expression that WhenTrue and WhenFalse edges hang on.
  const clang::Expr *Tested = nullptr;
  /// Lies on a cycle of the graph; the number of its cycle's component.
  bool InLoop = false;
  unsigned Component = 0;
  /// Chooses the handler of a try block.
  const clang::CXXTryStmt *Dispatch = nullptr;
  /// The handler that begins here.
  unsigned Handler = NoId;
  /// Leaving the loop that begins here: places whose values the loop's body
  /// takes one by one.
  llvm::SmallVector<PlaceId, 1> DrainedByLoop;
  /// The loop statement whose condition this block is.
  const clang::Stmt *LoopHead = nullptr;
};

/// "created", "moved" and so on, as in a dump.
const char *factName(Fact::Kind K);

/// The facts of one function.
struct FactGraph {
  const clang::FunctionDecl *Function = nullptr;
  bool IsCoroutine = false;
  corolint::Start Start = corolint::Start::Lazy;
  /// See Yielded.
  bool YieldsOwn = false, YieldsViewOfOwn = false;
  unsigned Entry = 0, Exit = 0;
  std::vector<Block> Blocks;
  std::vector<Place> Places;
  std::vector<Site> Sites;
  std::vector<Call> Calls;
  std::vector<Await> Awaits;
  std::vector<Handler> Handlers;
  std::vector<Condition> Conditions;
  std::vector<Borrow> Borrows;
  /// The graph could not be built: the facts are those of the statements one by
  /// one, and say nothing of paths.
  bool Straight = false;

  /// `P` is `Whole` or a part of it.
  bool isPartOf(PlaceId P, PlaceId Whole) const;
  /// The blocks that are entered on some way from the entry on which nothing is
  /// thrown, before any fact that `Is`.
  llvm::BitVector
  reachedBefore(llvm::function_ref<bool(const Fact &)> Is) const;
  /// Some such way leads to the exit.
  bool leadsAround(llvm::function_ref<bool(const Fact &)> Is) const {
    return reachedBefore(Is).test(Exit);
  }
  void dump(const clang::ASTContext &Ctx, llvm::raw_ostream &OS) const;
};

} // namespace corolint

#endif // COROLINT_FLOW_FACTS_H

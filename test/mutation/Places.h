//===- Places.h - where a source can be mutated ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A place is one `co_await` of a source, with all that the mutations want to
// know about it, as plain values. Places are found in the AST by code of their
// own: nothing here asks the analyzer, so that the analyzer is measured by
// something that does not share its mistakes.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_PLACES_H
#define COROLINT_TEST_MUTATION_PLACES_H

#include "Edits.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace corolint::mutation {

/// How the `co_await` sits in its statement.
enum class Form {
  /// `co_await x;`
  Statement,
  /// `T v = co_await x;`, with nothing else in the declaration.
  Initializer,
  /// Anything else: an argument, a condition, `co_return co_await x;`.
  Nested,
};

/// What is awaited.
enum class Awaited {
  /// A coroutine whose body starts when it is awaited.
  Lazy,
  /// A coroutine whose body starts when it is called.
  Eager,
  /// No coroutine: an awaiter, or what an `operator co_await` or an
  /// `await_transform` takes.
  Awaitable,
};

/// What happens after control leaves a statement normally.
enum class After {
  /// The coroutine ends without another await and without an answer.
  Ends,
  /// It awaits again, takes a loop's next turn, or returns a value.
  GoesOn,
  /// It asks a stop source first, so that it may well end.
  AsksStop,
};

/// A blocking function beside the awaited one: `read_some` beside
/// `async_read_some`.
struct Twin {
  /// The `async_` to be dropped from the name.
  Span Prefix;
  /// The completion token with the comma before it, if it was written.
  Span Token;
};

struct Place {
  /// The enclosing function, qualified; a lambda's adds "::lambda".
  std::string Function;
  /// The how-manieth `co_await` of that function, from 1.
  unsigned Ordinal = 0;

  Form How = Form::Nested;
  Awaited What = Awaited::Awaitable;

  /// `co_await x`, and `x`.
  Span Await;
  Span Operand;
  /// The enclosing statement up to and with its semicolon, if it has one.
  Span Statement;
  bool IsDeclaration = false;
  bool IsReturn = false;
  /// Whether another place, earlier in the same statement, stands for it.
  bool SharesStatement = false;
  /// Whether the statement is an item of a `{}` block, not the lone body of an
  /// `if`, `else` or loop.
  bool InBlock = false;
  /// The closing brace of that block.
  unsigned BlockEnd = 0;

  /// For `Form::Initializer`: the variable, and its type where it can be
  /// declared first and assigned later (empty where it can not).
  std::string Variable;
  std::string VariableType;

  /// The call that makes the awaited object; none if it was made out of sight.
  std::optional<Anchor> Creation;
  std::optional<Twin> Blocking;

  /// Whether a loop can come back to the `co_await`; to its statement.
  bool InLoop = false;
  bool StatementInLoop = false;
  After AfterStatement = After::Ends;
  After AfterBlock = After::Ends;
  /// A cancellation can come out of an await in the statement; in it or a later
  /// one of its block.
  bool MayCancel = false;
  bool RestMayCancel = false;
  /// It arrives as a standard exception (Boost.Asio).
  bool CancelsByStdException = false;
  /// The exception type by which the awaiter itself reports a cancellation.
  std::string CancelType;

  /// The function has no other coroutine keyword: without this one it would
  /// need a `co_return;` at `BodyEnd`, the body's closing brace.
  bool OnlyKeyword = false;
  unsigned BodyEnd = 0;

  /// Where a helper function can be put: before the enclosing declaration of
  /// namespace scope.
  unsigned Outside = 0;
};

/// The places in `TopLevel`, declarations of the main file, in their order.
std::vector<Place> findPlaces(clang::ASTContext &Context,
                              const std::vector<clang::Decl *> &TopLevel);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_PLACES_H

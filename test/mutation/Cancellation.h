//===- Cancellation.h - what stops a coroutine, as the source shows it ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The questions that decide whether swallowing an exception at a place changes
// what the program means.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_CANCELLATION_H
#define COROLINT_TEST_MUTATION_CANCELLATION_H

#include <string>

namespace clang {
class ASTContext;
class CoawaitExpr;
class CXXRecordDecl;
class Stmt;
} // namespace clang

namespace corolint::mutation {

/// Boost.Asio's `awaitable`.
bool isAsioTask(const clang::CXXRecordDecl *Record);

/// An operand that asks the awaiting coroutine for something of its own, such
/// as Asio's `this_coro::executor`.
bool isQuestionToCoroutine(const clang::CXXRecordDecl *Record);

/// Whether a cancellation can come out of a `co_await` in `S` as an exception.
/// True if the code that could tell is out of sight.
bool anyAwaitMayCancel(const clang::Stmt *S);

/// The type that the awaiter's own await_resume throws for a cancellation, as
/// it can be written in the source; empty if there is none.
std::string cancelTypeOf(const clang::CoawaitExpr *Await);

/// Whether `S` looks at a stop token, a stop source or a cancellation state.
bool asksStop(const clang::Stmt *S);

/// Whether `S` awaits something (the bodies of lambdas aside).
bool containsAwait(const clang::Stmt *S);

/// A loop in name only: `do … while (false)`.
bool runsOnce(const clang::Stmt *Loop, clang::ASTContext &Context);

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_CANCELLATION_H

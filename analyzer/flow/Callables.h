//===- Callables.h - closures, functions and what wraps them --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CALLABLES_H
#define COROLINT_FLOW_CALLABLES_H

namespace clang {
class CXXRecordDecl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// The expression of a closure or function, without conversions and copies.
const clang::Expr *writtenCallable(const clang::Expr *E);

/// The call operator of a closure, or the function, that `E` is; null if it is
/// none, or an explicit cast of one.
const clang::FunctionDecl *callableOf(const clang::Expr *E);

/// What a call of a std::function variable runs, if it was made from a closure
/// or function where it is declared.
const clang::FunctionDecl *wrappedCallable(const clang::FunctionDecl *Callee,
                                           const clang::Expr *Object);

/// The function that a call by a pointer runs, if the pointer is a variable of
/// the function, or constant, and is set where it is declared.
const clang::FunctionDecl *pointedFunction(const clang::Expr &Call);

/// What a class is as a keeper of callables: std::function and its kin drop the
/// result of the callable if their own is void.
enum class CallableSlot { None, Void, Other };
CallableSlot slotKind(const clang::CXXRecordDecl *RD);

/// The call of std::bind or std::bind_front that `E` is made from; null if it
/// is made from none.
const clang::CallExpr *bindingOf(const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_FLOW_CALLABLES_H

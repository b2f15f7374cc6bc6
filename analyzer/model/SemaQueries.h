//===- SemaQueries.h - questions that only Sema can answer ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The promise type of a signature, whether a type can be awaited, how a
// coroutine starts: in C++ these are overload resolution and template
// instantiation, so they are asked of a live Sema ([dcl.fct.def.coroutine],
// [expr.await]).
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_SEMAQUERIES_H
#define COROLINT_MODEL_SEMAQUERIES_H

#include "clang/AST/Type.h"

#include <optional>

namespace clang {
class CXXMethodDecl;
class CXXRecordDecl;
class FunctionDecl;
class Sema;
} // namespace clang

namespace corolint {

class SemaQueries {
public:
  explicit SemaQueries(clang::Sema &S) : S(S) {}

  /// Instantiates the class if need be.
  bool complete(clang::QualType T);

  /// coroutine_traits<R, Args...>::promise_type for a coroutine that returns
  /// `R` and takes `F`'s parameters (none if `F` is null); null if there is
  /// none.
  clang::QualType promiseOf(clang::QualType R, const clang::FunctionDecl *F);

  /// The awaiter that co_await obtains from a prvalue of type `T`, through
  /// member or free operator co_await or `T` itself; null if `T` has none.
  clang::QualType awaiterOf(clang::QualType T);

  /// Whether `Awaiter`'s await_ready is a constant; empty if it is no constant.
  std::optional<bool> alwaysReady(clang::QualType Awaiter);

  /// The type that a member function of `Record` without arguments returns,
  /// deduced if need be; null if there is no such function.
  clang::QualType resultOfMember(clang::CXXRecordDecl *Record,
                                 llvm::StringRef Name);

  /// True if `Record` or a base declares a member of that name.
  bool hasMember(clang::CXXRecordDecl *Record, llvm::StringRef Name);

  clang::Sema &sema() { return S; }

private:
  clang::CXXMethodDecl *memberFunction(clang::CXXRecordDecl *Record,
                                       llvm::StringRef Name);
  clang::Sema &S;
};

} // namespace corolint

#endif // COROLINT_MODEL_SEMAQUERIES_H

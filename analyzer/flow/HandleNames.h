//===- HandleNames.h - which coroutine handle an expression is --*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_HANDLENAMES_H
#define COROLINT_FLOW_HANDLENAMES_H

#include "clang/AST/Type.h"

#include <optional>
#include <string>
#include <tuple>

namespace clang {
class CXXRecordDecl;
class Expr;
class FieldDecl;
class ValueDecl;
} // namespace clang

namespace corolint {

/// A variable, a member of one or of `*this`, or a temporary.
struct HandleName {
  /// Null for a member of `*this`, and for a temporary.
  const clang::ValueDecl *Root = nullptr;
  const clang::ValueDecl *Field = nullptr;
  const clang::Expr *Temporary = nullptr;

  explicit operator bool() const { return Root || Field || Temporary; }
  bool operator==(const HandleName &) const = default;
  bool operator<(const HandleName &O) const {
    return std::tie(Root, Field, Temporary) <
           std::tie(O.Root, O.Field, O.Temporary);
  }
  /// "'Frame'", or "the handle".
  std::string forPeople() const;
};

/// The handle that `E` names, also through conversions and std::move; or
/// the one that a std::exchange has taken out.
HandleName handleNamedBy(const clang::Expr *E);

/// `E` makes a null handle: `{}`, `nullptr`, `std::coroutine_handle<>()`.
bool isNullHandle(const clang::Expr *E);

/// `Handle == nullptr`, or the like.
struct NullTest {
  const clang::Expr *Handle = nullptr;
  bool Equal = true;
};
std::optional<NullTest> nullTest(const clang::Expr *E);

/// `RD` is a promise type: that of `Handle`, or of some coroutine.
bool isPromiseOf(const clang::CXXRecordDecl &RD,
                 const clang::CXXRecordDecl &Handle);

} // namespace corolint

#endif // COROLINT_FLOW_HANDLENAMES_H

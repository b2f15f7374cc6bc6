//===- FunctionIndex.h - the functions of a unit, callees first -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_FUNCTIONINDEX_H
#define COROLINT_FLOW_FUNCTIONINDEX_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

struct ParsedUnit;

/// Every function, method, lambda and instantiated template of user code whose
/// body was seen. A template counts by its instantiations; one without any
/// counts itself, with what can be known of it.
class FunctionIndex {
public:
  explicit FunctionIndex(const ParsedUnit &Unit);

  /// The definitions, as groups of functions that call each other (mostly of
  /// one function), callees before callers.
  const std::vector<std::vector<const clang::FunctionDecl *>> &groups() const {
    return Groups;
  }

  /// A key for the function's summary: its USR, made unique in this unit.
  llvm::StringRef usr(const clang::FunctionDecl *F) const;

  /// The only function that a call of the virtual `F` can reach as far as this
  /// unit shows: `F` if nothing overrides it here, else null.
  const clang::FunctionDecl *onlyTarget(const clang::FunctionDecl *F) const;

  /// The types of all expressions that user code awaits.
  const std::vector<const clang::Expr *> &awaitedOperands() const {
    return Operands;
  }

private:
  friend class FunctionCollector;
  std::vector<std::vector<const clang::FunctionDecl *>> Groups;
  std::vector<const clang::Expr *> Operands;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Overridden;
  mutable llvm::DenseMap<const clang::FunctionDecl *, llvm::StringRef> Usrs;
  /// What `Usrs` refers to.
  mutable llvm::StringSet<> UsrNames;
  /// How many functions share a USR.
  mutable llvm::StringMap<unsigned> UsrCount;
};

/// The function that `E` calls or constructs, as its definition where there is
/// one; null if it cannot be told.
const clang::FunctionDecl *calleeOf(const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_FLOW_FUNCTIONINDEX_H

//===- ObjectRoots.h - which variable an expression goes through ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `Workers[I]`, `*Spare`, `T` in `for (auto &T : Workers)`, `It->second`: the
// member or variable that is behind them. Unlike a place, a root may be a
// member of the object, and an element's root is its container. Which element
// it is, it does not tell.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_OBJECTROOTS_H
#define COROLINT_FLOW_OBJECTROOTS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace corolint {

class ObjectRoots {
public:
  /// `HoldsOne` tells whether a variable of a type is an object of its own,
  /// whatever it was made from.
  ObjectRoots(const clang::FunctionDecl &F,
              llvm::function_ref<bool(clang::QualType)> HoldsOne);

  /// The root of `E`; null if it has none.
  const clang::ValueDecl *of(const clang::Expr *E) const;
  /// The roots of all objects that `S` names, outside of closures.
  llvm::SmallVector<const clang::ValueDecl *, 2> in(const clang::Stmt *S) const;

private:
  const clang::ValueDecl *of(const clang::Expr *E, unsigned Depth) const;
  /// Variables that stand for (an element of) what their expression names.
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> Behind;
};

} // namespace corolint

#endif // COROLINT_FLOW_OBJECTROOTS_H

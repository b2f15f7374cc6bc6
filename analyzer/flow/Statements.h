//===- Statements.h - questions about what is written -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_STATEMENTS_H
#define COROLINT_FLOW_STATEMENTS_H

#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

namespace clang {
class Expr;
class VarDecl;
} // namespace clang

namespace corolint {

/// `Is` holds for `S`, which may be null, or for something in it; bodies of
/// closures are left out.
template <class Pred> bool anyOf(const clang::Stmt *S, Pred Is) {
  return S &&
         (Is(S) || llvm::any_of(S->children(), [&](const clang::Stmt *Child) {
            return anyOf(Child, Is);
          }));
}

/// `E`, which may be null, is the variable.
bool names(const clang::Expr *E, const clang::VarDecl &V);

/// In `S`, the variable may get another value after its declaration: it is
/// assigned to, or others may do that. To step on (`++V`) is not counted.
bool isSetAgain(const clang::Stmt *S, const clang::VarDecl &V);

/// `++V`, `--V`.
bool isStepped(const clang::Stmt *S, const clang::VarDecl &V);

} // namespace corolint

#endif // COROLINT_FLOW_STATEMENTS_H

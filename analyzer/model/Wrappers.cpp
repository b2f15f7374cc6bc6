//===- Wrappers.cpp - what Clang writes around an expression --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Wrappers.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

const Expr *stripImplicit(const Expr *E) {
  for (;;) {
    // This takes off all but the nodes for temporaries with a destructor.
    E = E->IgnoreParenImpCasts();
    const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(E);
    if (!Temporary)
      return E;
    E = Temporary->getSubExpr();
  }
}

const Expr *stripCasts(const Expr *E) {
  for (;;) {
    E = stripImplicit(E);
    const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
    if (!Cast)
      return E;
    E = Cast->getSubExpr();
  }
}

bool isWrapper(const Stmt &S) {
  const auto *E = dyn_cast<Expr>(&S);
  return E && stripCasts(E) != E;
}

} // namespace corolint

//===- Attributes.cpp - what a declaration says about blocking ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Attributes.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Type.h"

using namespace clang;

namespace corolint {

static DeclaredEffect effectIn(FunctionEffectsRef Effects) {
  for (FunctionEffect E : Effects.effects()) {
    if (E.kind() == FunctionEffect::Kind::Blocking)
      return DeclaredEffect::Blocks;
    if (E.kind() == FunctionEffect::Kind::NonBlocking)
      return DeclaredEffect::NeverBlocks;
  }
  return DeclaredEffect::None;
}

DeclaredEffect declaredEffect(const FunctionDecl &F) {
  return effectIn(F.getFunctionEffects());
}

DeclaredEffect declaredEffectOfCall(const Expr &Call) {
  const auto *C = dyn_cast<CallExpr>(&Call);
  if (!C || C->getCallee()->isTypeDependent())
    return DeclaredEffect::None;
  // Not so for a member function: there the callee has no function type, and
  // the function is known.
  return effectIn(FunctionEffectsRef::get(C->getCallee()->getType()));
}

} // namespace corolint

//===- Attributes.h - what a declaration says about blocking --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_ATTRIBUTES_H
#define COROLINT_MODEL_ATTRIBUTES_H

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// What `[[clang::blocking]]` and `[[clang::nonblocking]]` claim.
enum class DeclaredEffect { None, Blocks, NeverBlocks };

DeclaredEffect declaredEffect(const clang::FunctionDecl &F);

/// What the type of the function that `Call` calls says: for calls through
/// pointers, whose function is not known.
DeclaredEffect declaredEffectOfCall(const clang::Expr &Call);

} // namespace corolint

#endif // COROLINT_MODEL_ATTRIBUTES_H

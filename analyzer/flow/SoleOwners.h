//===- SoleOwners.h - smart pointers that own alone -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SOLEOWNERS_H
#define COROLINT_FLOW_SOLEOWNERS_H

namespace clang {
class Expr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace corolint {

/// Makes a std::shared_ptr that is the only one to its object: its end is the
/// object's.
bool makesOnlyShare(const clang::Expr &E);

/// `E` is a local variable that has the only share from its beginning on.
bool namesOnlyShare(const clang::Expr &E, const clang::FunctionDecl &F);

/// What `V` points to, a pointer that owns it, may go to another owner: moved,
/// copied, released, swapped, returned, captured, named by a reference.
bool givesAway(const clang::Stmt *S, const clang::VarDecl &V);

} // namespace corolint

#endif // COROLINT_FLOW_SOLEOWNERS_H

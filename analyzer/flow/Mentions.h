//===- Mentions.h - what an expression names --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_MENTIONS_H
#define COROLINT_FLOW_MENTIONS_H

#include "llvm/ADT/DenseSet.h"

namespace clang {
class CXXMethodDecl;
class Decl;
class Expr;
class FieldDecl;
class FunctionDecl;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

using Mentions = llvm::DenseSet<const clang::ValueDecl *>;

/// Adds the variables, the members of this object and the functions like
/// `Loop::get` that `S` names, and what closures in its variables have
/// captured. `S` may be null.
void addMentioned(const clang::Stmt *S, Mentions &Out);

/// `Part` stands in `Whole`, which may be null.
bool isWithin(const clang::Stmt *Part, const clang::Stmt *Whole);

/// `S`, which may be null, names an element of the container, or what the
/// iterator leads to: `D[I]`, `D.front()`, `*D`.
bool namesElement(const clang::Stmt *S, const clang::ValueDecl *D);
/// It names `D` otherwise.
bool namesWhole(const clang::Stmt *S, const clang::ValueDecl *D);

/// `D` is declared in `S`, which may be null, outside of closures.
bool declares(const clang::Stmt *S, const clang::Decl *D);

/// The variable or member that `E` names: itself, by `*` or `->` of what points
/// to it, or by the name of a reference or pointer to it. Null if none.
const clang::ValueDecl *namedThrough(const clang::Expr *E);

/// The member of an object that `E` names, or of this object that a member
/// function only gives; null if none.
const clang::FieldDecl *memberNamed(const clang::Expr *E);
const clang::FieldDecl *memberGivenBy(const clang::CXXMethodDecl &M);

/// The function, if `S` is a call that gives the one object of a class:
/// `Loop::get()`; else null.
const clang::FunctionDecl *givesTheOne(const clang::Stmt *S);

} // namespace corolint

#endif // COROLINT_FLOW_MENTIONS_H

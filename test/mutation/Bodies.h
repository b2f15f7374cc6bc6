//===- Bodies.h - functions' bodies, and what they mention where ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_BODIES_H
#define COROLINT_TEST_MUTATION_BODIES_H

#include "Source.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <memory>
#include <string>
#include <vector>

namespace corolint::mutation {

using Decls = llvm::SmallPtrSet<const clang::ValueDecl *, 8>;

/// A body with the statements around each statement. Of a suspension only the
/// written operand is entered, of a lambda only what it captures.
class Body : public SourceText {
public:
  Body(clang::ASTContext &Context, const clang::FunctionDecl *Function);

  const clang::FunctionDecl *function() const { return Function; }
  const clang::CompoundStmt *block() const { return Block; }
  bool isCoroutine() const { return Coroutine; }
  /// In the order of the text.
  const std::vector<const clang::Stmt *> &all() const { return All; }
  const clang::Stmt *parent(const clang::Stmt *S) const {
    return Parents.lookup(S);
  }
  bool isWithin(const clang::Stmt *S, const clang::Stmt *Around) const;
  /// The whole statement around an expression.
  const clang::Stmt *statementOf(const clang::Stmt *S) const;
  bool isAwaitedIn(const clang::Stmt *S) const;

  /// A variable or by-value parameter of this function, not `static`, no
  /// reference, no capture: the function ends and so does it.
  bool isOwn(const clang::ValueDecl *D) const;
  /// Where it ends: the block, or the `for` or `if` whose head declares it.
  const clang::Stmt *scopeOf(const clang::ValueDecl *Own) const;
  /// The own variable that an expression names, or a member of which it names,
  /// also within `std::move`; null if it is something else.
  const clang::ValueDecl *ownRoot(const clang::Expr *E) const;

  /// Whether it is used at all; whether it is used when the coroutine has been
  /// suspended once. Null asks for the object or the closure.
  bool uses(const clang::ValueDecl *D) const;
  bool usesAfterSuspension(const clang::ValueDecl *D) const;

  /// What a statement names, of what could wait for work: variables and
  /// members but for numbers and strings.
  Decls couldWait(const clang::Stmt *S) const;
  /// Whether one of them is named after `S` within `Scope`, or anywhere in a
  /// loop in it that comes back to `S`.
  bool mentionsLater(const Decls &Names, const clang::Stmt *S,
                     const clang::Stmt *Scope) const;
  /// Whether `S` is followed, within `Scope`, by a loop that never ends, or, in
  /// a plain function, by a call that runs an event loop or waits.
  bool staysLater(const clang::Stmt *S, const clang::Stmt *Scope) const;

private:
  void visit(const clang::Stmt *S, const clang::Stmt *Above);
  bool isUse(const clang::Stmt *S, const clang::ValueDecl *D) const;

  const clang::FunctionDecl *Function;
  const clang::CompoundStmt *Block = nullptr;
  bool Coroutine = false;
  std::vector<const clang::Stmt *> All;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  llvm::DenseMap<const clang::ValueDecl *, const clang::Stmt *> Declared;
};

/// Whether the awaiting coroutine is suspended then: not for questions to
/// itself, nor if `await_ready` or `await_suspend` says that it never is.
bool maySuspend(const clang::CoawaitExpr *Await);

/// Bodies of all functions, made when they are asked for.
class Bodies {
public:
  explicit Bodies(clang::ASTContext &Context) : Context(Context) {}
  /// Null if it is not seen.
  const Body *of(const clang::FunctionDecl *F);
  clang::ASTContext &context() const { return Context; }

private:
  clang::ASTContext &Context;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Body>> Known;
};

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_BODIES_H

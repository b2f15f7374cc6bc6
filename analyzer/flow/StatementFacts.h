//===- StatementFacts.h - from one statement to facts ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_STATEMENTFACTS_H
#define COROLINT_FLOW_STATEMENTFACTS_H

#include "flow/AwaitFacts.h"
#include "flow/ClosureFacts.h"
#include "flow/FactWriter.h"
#include "flow/VariableFacts.h"

namespace clang {
class CXXBindTemporaryExpr;
class CXXThrowExpr;
class SwitchStmt;
} // namespace clang

namespace corolint {

/// Tells what a statement means, by its kind.
class StatementFacts {
public:
  explicit StatementFacts(FactWriter &Writer)
      : Writer(Writer), Unit(Writer.Unit), G(Writer.G),
        Resolver(Writer.Resolver), Calls(Writer.Calls), Awaits(Writer),
        Closures(Writer), Variables(Writer) {}

  /// `S` is evaluated; its operands have been.
  void statement(const clang::Stmt *S);

  /// The destructor of a `T` in the place `P` runs at the end of `Where`.
  void destructor(clang::QualType T, const clang::Stmt *Where, PlaceId P);

  /// The temporary `E` is destroyed.
  void temporaryEnds(const clang::CXXBindTemporaryExpr *E);

  /// A switch with a case for a cancellation asks for it.
  void switched(const clang::SwitchStmt &S);

private:
  void call(const clang::Expr *E);
  PlaceId madeElsewhere(const clang::CallExpr &Made, const clang::Expr *E);
  void chosen(const clang::Expr *E);
  void list(const clang::Expr *E, llvm::ArrayRef<clang::Expr *> Inits);
  void member(const clang::MemberExpr *E);
  void returns(const clang::Expr *E, const clang::Stmt *Where, bool CoReturn);
  void saved(const clang::Expr *E);
  void throws(const clang::CXXThrowExpr *E);

  FactWriter &Writer;
  const UnitContext &Unit;
  FactGraph &G;
  PlaceResolver &Resolver;
  CallFacts &Calls;
  AwaitFacts Awaits;
  ClosureFacts Closures;
  VariableFacts Variables;
  /// Calls and ends of temporaries that have been seen to: Clang's graph may
  /// name one twice.
  llvm::SmallPtrSet<const clang::Stmt *, 32> Done;
};

} // namespace corolint

#endif // COROLINT_FLOW_STATEMENTFACTS_H

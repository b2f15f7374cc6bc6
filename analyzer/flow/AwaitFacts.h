//===- AwaitFacts.h - facts about co_await and co_yield -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_AWAITFACTS_H
#define COROLINT_FLOW_AWAITFACTS_H

#include "flow/FactWriter.h"

namespace clang {
class DependentCoawaitExpr;
}

namespace corolint {

class AwaitFacts {
public:
  /// Numbers the awaits of the function.
  explicit AwaitFacts(FactWriter &Writer);

  /// If `S` is the call of await_ready or await_suspend, an await begins or
  /// suspends.
  void part(const clang::Stmt *S);

  /// `E` has its value.
  void resumed(const clang::CoroutineSuspendExpr *E);

  /// All of an await at once: Clang could not make its parts.
  void withoutParts(const clang::CoroutineSuspendExpr *E);
  void dependent(const clang::DependentCoawaitExpr *E);

  /// `S` is a call that the user did not write: one of the awaiter's functions,
  /// await_transform or operator co_await.
  bool isMachinery(const clang::Stmt *S) const { return Machinery.contains(S); }

private:
  using Numbers = llvm::DenseMap<const clang::Stmt *, unsigned>;

  unsigned number(const clang::Expr *E, const clang::Expr *Operand);
  void findParts(const clang::CoroutineSuspendExpr &E, unsigned N);
  void begins(unsigned N, const clang::Expr *Operand);
  void atOnce(unsigned N, const clang::Expr *Operand);
  void errorCodes(Await &A);

  FactWriter &Writer;
  FactGraph &G;
  PlaceResolver &Resolver;
  CallFacts &Calls;
  Numbers ReadyOf, SuspendOf, WholeOf;
  llvm::SmallPtrSet<const clang::Stmt *, 16> Machinery;
};

} // namespace corolint

#endif // COROLINT_FLOW_AWAITFACTS_H

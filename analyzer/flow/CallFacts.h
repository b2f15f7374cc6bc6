//===- CallFacts.h - what a call is and makes -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CALLFACTS_H
#define COROLINT_FLOW_CALLFACTS_H

#include "flow/PlaceResolver.h"

namespace clang {
class CoroutineSuspendExpr;
class CXXDestructorDecl;
class LambdaExpr;
class NamedDecl;
} // namespace clang

namespace corolint {

/// Turns the calls of one function into `Call`s and `Site`s of its graph.
class CallFacts {
public:
  CallFacts(const UnitContext &Unit, FactGraph &G, PlaceResolver &Resolver)
      : Unit(Unit), G(G), Resolver(Resolver) {}

  /// Adds the call or construction `E`; the number of its `Call`.
  unsigned add(const clang::Expr &E, bool Machinery);

  /// Adds the call of a destructor at the end of `Where`; the number of its
  /// `Call`.
  unsigned addDestructor(const clang::CXXDestructorDecl &D, clang::QualType T,
                         const clang::Stmt *Where, PlaceId P);

  /// Adds a site for a closure whose call would make a task; NoId if it would
  /// not.
  SiteId closureSite(const clang::LambdaExpr &E);

  /// `E` makes a callable whose result is void from a function whose result is
  /// a lazy task: a site for the task that is lost at each call; else NoId.
  SiteId voidSlotSite(const clang::CXXConstructExpr &E);

  /// The same for callables that a modelled function keeps and calls for their
  /// effect only.
  llvm::SmallVector<SiteId, 1> lostResults(const Call &C);

  /// The place of the task that an await gives, with a site for it; NoId if it
  /// gives none.
  PlaceId madeByAwait(const clang::CoroutineSuspendExpr &E);

  /// The user's operand, without await_transform and operator co_await.
  const clang::Expr *awaitedValue(const clang::Expr *Operand);

  /// Fills in what is known of the awaited call.
  void describeAwait(Await &A);

  /// An enumerator or constant that stands for "cancelled".
  bool saysCancelled(const clang::NamedDecl &D) const;

  bool savesException(const Call &C) const;

private:
  Argument argument(const clang::Expr *E, clang::QualType Parameter);
  SiteId lostResult(const clang::Expr *Argument);
  void owner(Call &C, const clang::Expr &E);
  void refers(Call &C, const clang::FunctionDecl *Written);
  void makes(Call &C, const clang::Expr &E);
  /// The function looks for the error of a non-blocking descriptor that is not
  /// ready.
  bool expectsWouldBlock();

  const UnitContext &Unit;
  FactGraph &G;
  PlaceResolver &Resolver;
  std::optional<bool> WouldBlock;
};

} // namespace corolint

#endif // COROLINT_FLOW_CALLFACTS_H

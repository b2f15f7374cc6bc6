//===- PlaceResolver.h - which place an expression means ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_PLACERESOLVER_H
#define COROLINT_FLOW_PLACERESOLVER_H

#include "flow/FactsGenerator.h"

#include "clang/AST/ParentMap.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace clang {
class ArraySubscriptExpr;
class CallExpr;
class ConditionalOperator;
class CXXConstructExpr;
class VarDecl;
} // namespace clang

namespace corolint {

using Places = llvm::SmallVector<PlaceId, 2>;

/// Who takes the value of an expression.
enum class Consumer {
  Call,     ///< a call or construction, as argument or object
  Variable, ///< initialises a variable
  Await,
  Return,
  Closure,   ///< captured
  New,       ///< initialises an object on the heap
  Member,    ///< a member is initialised (constructors)
  Discarded, ///< nobody: a statement, the left of a comma
  Voided,    ///< cast to void
  Tested,    ///< only asked for a truth value, compared
  Unknown,
};

/// `E` names std::ignore.
bool isStdIgnore(const clang::Expr *E);

/// Maps the expressions of one function to places.
class PlaceResolver {
public:
  PlaceResolver(const UnitContext &Unit, const clang::FunctionDecl &F,
                FactGraph &G, clang::ParentMap &Parents);

  /// The places whose value `E` is or refers to; none if it cannot be told.
  Places resolve(const clang::Expr *E);

  PlaceId placeOf(const clang::VarDecl *V);
  PlaceId temporary(const clang::Expr *E);
  PlaceId object();
  PlaceId field(PlaceId Parent, const clang::ValueDecl *D);
  /// One of the elements of a built-in array.
  PlaceId element(PlaceId Array, unsigned Index);

  /// `V` names the same object as `E` from now on (a reference, an iterator).
  void alias(const clang::VarDecl *V, const clang::Expr *E);

  /// A variable of this function, so that its place is its own.
  bool isOwn(const clang::VarDecl *V) const;
  const clang::FunctionDecl &function() const { return F; }
  /// `R` dies at the latest with this function's frame.
  bool isOwnedBy(const Referent &R) const;
  /// `R` is a parameter of this function, or a part of one.
  bool isParameter(const Referent &R) const;

  /// The value of `E` is a task that is moved out of one of its arms, or made
  /// in one.
  bool isNewValue(const clang::ConditionalOperator &E) const;

  Consumer consumerOf(const clang::Expr *E) const;

  /// The topmost expression that `E` is part of.
  const clang::Expr *fullExpression(const clang::Expr *E) const;

  /// The variable that is initialised with, or set to, the value of `E`; NoId
  /// if there is none.
  PlaceId targetOf(const clang::Expr *E);

  /// If `E` makes an object of `N` parts that a structured binding takes apart
  /// at once: the places of the bindings; else none.
  Places bindingsOf(const clang::Expr *E, unsigned N);

  /// `E`, if it only passes its argument or object on (std::move, operator*,
  /// front(), an own function that returns its reference parameter): what it
  /// passes on. Else null.
  const clang::Expr *passesOn(const clang::CallExpr *E) const;

private:
  bool isCopyOrMove(const clang::CXXConstructExpr *E) const;
  PlaceId elementOf(const clang::ArraySubscriptExpr &E, const Places &Base);
  void resolveInto(const clang::Expr *E, Places &Out, unsigned Depth);

  const UnitContext &Unit;
  const clang::FunctionDecl &F;
  FactGraph &G;
  clang::ParentMap &Parents;
  llvm::DenseMap<const clang::VarDecl *, PlaceId> Variables;
  llvm::DenseMap<const clang::Expr *, PlaceId> Temporaries;
  llvm::DenseMap<std::pair<PlaceId, const clang::ValueDecl *>, PlaceId> Fields;
  llvm::DenseMap<std::pair<PlaceId, unsigned>, PlaceId> Elements;
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> Aliases;
  PlaceId ObjectPlace = NoId;
};

} // namespace corolint

#endif // COROLINT_FLOW_PLACERESOLVER_H

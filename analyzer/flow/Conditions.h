//===- Conditions.h - what the branches of a function hang on -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two branches hang on the same condition if their expressions read the same
// things in the same way and have no effects. The conditions are numbered, and
// for each variable it is known which of them reading it decides.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_CONDITIONS_H
#define COROLINT_FLOW_CONDITIONS_H

#include "flow/PlaceResolver.h"

#include "clang/AST/OperationKinds.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/StringMap.h"

namespace corolint {

class Conditions {
public:
  Conditions(const UnitContext &Unit, FactGraph &G, PlaceResolver &Places)
      : Unit(Unit), G(G), Resolver(Places) {}

  /// The number of the condition that `E` is, NoId if it cannot be remembered;
  /// `Negated` is set if `E` is its opposite.
  unsigned number(const clang::Expr *E, bool &Negated);

  /// The conditions that read `V`.
  llvm::ArrayRef<unsigned> reading(const clang::VarDecl *V) const;

  /// The condition "`V` is true", if some branch hangs on it; else NoId.
  unsigned truthOf(const clang::VarDecl *V) const;

  /// Whether condition `C` holds once `V` is `Value`; none if that alone does
  /// not tell.
  std::optional<bool> holdsFor(unsigned C, const clang::VarDecl *V,
                               const llvm::APSInt &Value) const;

  /// Whether condition `C` holds for every value of `V` that is at least
  /// `Value`.
  std::optional<bool> holdsFrom(unsigned C, const clang::VarDecl *V,
                                const llvm::APSInt &Value) const;

  /// `Step` changes the variable that `C` compares before it does so.
  bool isStepOf(const clang::Expr *Step, unsigned C) const {
    auto It = Steps.find(Step);
    return It != Steps.end() && It->second == C;
  }

  /// Other code can change `V`: conditions that read it are volatile.
  void markShared(const clang::VarDecl *V) { Shared.insert(V); }

private:
  struct Key {
    std::string Text;
    llvm::SmallVector<const clang::VarDecl *, 2> Reads;
    bool Volatile = false;
  };
  bool keyOf(const clang::Expr *E, Key &K, unsigned Depth);
  unsigned intern(const Key &K, const clang::Expr *E, PlaceId Holder);
  void noteComparison(unsigned C, const clang::Expr *E);
  unsigned stepped(const clang::Expr *E);
  PlaceId holderTested(const clang::Expr *E, bool &Negated);
  PlaceId futureTested(const clang::Expr *E, bool &Negated);

  const UnitContext &Unit;
  FactGraph &G;
  PlaceResolver &Resolver;
  llvm::StringMap<unsigned> Numbers;
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<unsigned, 2>>
      Readers;
  llvm::DenseMap<const clang::VarDecl *, unsigned> Truth;
  /// Conditions that compare a variable with a constant.
  struct Comparison {
    const clang::VarDecl *Variable = nullptr;
    clang::BinaryOperatorKind How = clang::BO_EQ;
    llvm::APSInt With;
  };
  llvm::DenseMap<unsigned, Comparison> Comparisons;
  /// `N--` in `while (N-- > 0)`.
  llvm::DenseMap<const clang::Expr *, unsigned> Steps;
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Shared;
};

} // namespace corolint

#endif // COROLINT_FLOW_CONDITIONS_H

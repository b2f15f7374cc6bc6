//===- VariableFacts.h - facts about variables and their values -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_VARIABLEFACTS_H
#define COROLINT_FLOW_VARIABLEFACTS_H

#include "flow/FactWriter.h"

namespace corolint {

class VariableFacts {
public:
  explicit VariableFacts(FactWriter &Writer);

  /// `V` is declared in `Where`.
  void declared(const clang::VarDecl *V, const clang::Stmt *Where);

  /// What `E` names is set to `NewValue`, or to something unknown if that is
  /// null.
  void modified(const clang::Expr *E, const clang::Expr *NewValue);
  void stepped(const clang::UnaryOperator &Step);

  /// An assignment to what is reached through the object or a pointer: it may
  /// have other names.
  void modifiedMemory(const clang::Expr *E);

  void referred(const clang::DeclRefExpr *E);

  /// The local variable that `E` names has been set to `NewValue`.
  void assigned(const clang::Expr *E, const clang::Expr *NewValue,
                const clang::Stmt *Where);

private:
  void borrows(const clang::VarDecl &V, const clang::Expr *NewValue,
               const clang::Stmt *Where);
  bool isSetBy(const clang::DeclRefExpr *E) const;
  void nameAlias(const clang::VarDecl *V);
  void newValue(const clang::VarDecl &V, const clang::Expr *NewValue,
                const clang::Stmt *Where);
  void turnBegins(const clang::VarDecl &V, const clang::Stmt *Where);
  void setCondition(unsigned Condition, bool Value, const clang::Stmt *Where);
  void setTruth(const clang::VarDecl *V, const clang::Expr *NewValue,
                const clang::Stmt *Where);

  FactWriter &Writer;
  const UnitContext &Unit;
  FactGraph &G;
  PlaceResolver &Resolver;
  Conditions &Conds;
  CallFacts &Calls;
  /// Variables that are other names for something.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Aliases;
};

} // namespace corolint

#endif // COROLINT_FLOW_VARIABLEFACTS_H

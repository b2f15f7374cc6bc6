//===- Arguments.cpp - what coroutines are given by value -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"

#include <algorithm>

using namespace clang;

namespace corolint::mutation {
namespace {

/// Whether the variable ends while the work may still use it: nothing that
/// could wait for the work is named before its scope ends.
bool endsBefore(const Started &S, const ValueDecl *Variable, const Body &In) {
  if (S.IsReturned)
    return true;
  const Stmt *Scope = In.scopeOf(Variable);
  Decls Waiting = In.couldWait(S.Statement);
  Waiting.erase(Variable);
  return !In.mentionsLater(Waiting, S.Statement, Scope) &&
         !In.staysLater(S.Statement, Scope);
}

} // namespace

Argument argumentOf(const Started &S, unsigned Index, const Body &In) {
  Argument A;
  const Expr *Given = S.argument(Index);
  if (!Given || isa<CXXDefaultArgExpr>(strip(Given)) || !In.isWritten(Given))
    return A;
  A.Written = Given;
  const Expr *Inner = strip(Given);
  // The parameter's own copy.
  if (auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
      Copy && Copy->getNumArgs() == 1 &&
      Copy->getConstructor()->isCopyOrMoveConstructor())
    Inner = strip(Copy->getArg(0));
  auto *Call = dyn_cast<CallExpr>(Inner);
  A.IsMoved = Call && Call->isCallToStdMove();
  A.Variable = In.ownRoot(Inner);
  if (A.Variable)
    A.Long = Lives::ToEndOfScope;
  else if (Inner->isPRValue())
    A.Long = Lives::ToEndOfStatement;
  return A;
}

bool isDeadLater(const Started &S, const Argument &A, const ParmVarDecl *P,
                 const Body &In) {
  if (A.Long == Lives::OutOfSight || !S.usesLater(P))
    return false;
  // What is only declared and never used again does not run.
  if (S.Handle && !S.HasBegun && !In.uses(S.Handle))
    return false;
  return A.Long == Lives::ToEndOfStatement || endsBefore(S, A.Variable, In);
}

bool isValue(QualType Type) {
  if (Type->isReferenceType() || Type->isAnyPointerType())
    return false;
  auto *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return Type->isScalarType();
  return !Record->isEmpty() && !(Record->isInStdNamespace() &&
                                 (Record->getName() == "basic_string_view" ||
                                  Record->getName() == "span"));
}

std::string quoted(std::string Text) {
  std::replace(Text.begin(), Text.end(), '\n', ' ');
  return "'" + Text + "'";
}

} // namespace corolint::mutation

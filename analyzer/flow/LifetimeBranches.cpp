//===- LifetimeBranches.cpp - where nothing is left to wait for -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LifetimeAnalysis.h"

#include "flow/Mentions.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// What a condition counts, and whether there is none of it on an edge.
struct Count {
  const ValueDecl *Of = nullptr;
  bool IsNone = false;
};

/// The variable whose number `E` is: its own value, an atomic one's, or how
/// many elements it has.
const ValueDecl *counted(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  const auto *C = dyn_cast<CXXMemberCallExpr>(E);
  if (!C)
    return namedThrough(E);
  const CXXMethodDecl *M = C->getMethodDecl();
  bool IsNumber = isa_and_nonnull<CXXConversionDecl>(M) ||
                  (M && M->getIdentifier() &&
                   (M->getName() == "load" || M->getName() == "size"));
  return IsNumber ? namedThrough(C->getImplicitObjectArgument()) : nullptr;
}

bool isZero(const Expr *E) {
  const auto *L = dyn_cast<IntegerLiteral>(E->IgnoreParenImpCasts());
  return L && L->getValue() == 0;
}

/// `Value`: what the condition is on the edge.
Count countAsked(const Expr *E, bool Value) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot)
    return countAsked(U->getSubExpr(), !Value);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (!isZero(B->getRHS()))
      return {};
    switch (B->getOpcode()) {
    case BO_GT:
    case BO_NE:
      return {counted(B->getLHS()), !Value};
    case BO_EQ:
    case BO_LE:
      return {counted(B->getLHS()), Value};
    default:
      return {};
    }
  }
  const auto *C = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  if (M && M->getIdentifier() && M->getName() == "empty")
    return {namedThrough(C->getImplicitObjectArgument()), Value};
  return {counted(E), !Value};
}

} // namespace

/// `Start` stands in a loop over what `D` contains.
bool LifetimeAnalysis::isInLoopOver(const Stmt *Start,
                                    const ValueDecl *D) const {
  return llvm::any_of(G.Blocks, [&](const Block &B) {
    const auto *R = dyn_cast_or_null<CXXForRangeStmt>(B.LoopHead);
    return R && namedThrough(R->getRangeInit()) == D && isWithin(Start, R);
  });
}

/// `if (Left > 0) co_await Done;` behind work that counts down, and `if
/// (!All.empty()) co_await Done;` behind a loop that has started work for each:
/// where there is none, nobody has to wait.
void LifetimeAnalysis::branched(const Block &B, const Edge &E, State &S) {
  if (!B.Tested || B.LoopHead ||
      (E.What != Edge::WhenTrue && E.What != Edge::WhenFalse))
    return;
  const Count C = countAsked(B.Tested, E.What == Edge::WhenTrue);
  if (!C.Of || !C.IsNone)
    return;
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    const unsigned StartedBy = S.Lives[I].StartedBy;
    if (!S.Lives[I].Running || StartedBy == NoId)
      continue;
    bool CountsDown =
        C.Of->getType().getNonReferenceType()->isArithmeticType() &&
        mentionedByStart(I, StartedBy).contains(C.Of) &&
        canChange(I, StartedBy, C.Of);
    if (CountsDown || isInLoopOver(G.Calls[StartedBy].E, C.Of))
      joined(I, S);
  }
}

} // namespace corolint

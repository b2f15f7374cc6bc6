//===- ClosureFacts.cpp - facts about closures and what they capture ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ClosureFacts.h"

#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

/// The closure's body only asks `V` questions.
bool ClosureFacts::onlyLooksAt(const LambdaExpr *E, const VarDecl *V) const {
  // A generic lambda's body does not say yet what it refers to.
  if (E->isGenericLambda())
    return false;
  bool Mentioned = false;
  std::vector<const Stmt *> Work{E->getBody()};
  while (!Work.empty()) {
    const Stmt *S = Work.back();
    Work.pop_back();
    if (!S)
      continue;
    if (const auto *D = dyn_cast<DeclRefExpr>(S); D && D->getDecl() == V) {
      const Stmt *P = Writer.Parents.getParent(D);
      while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
        P = Writer.Parents.getParent(P);
      const auto *M = dyn_cast_or_null<MemberExpr>(P);
      const auto *Method =
          M ? dyn_cast<CXXMethodDecl>(M->getMemberDecl()) : nullptr;
      if (!Method || !Method->isConst() ||
          !Method->getReturnType()->isArithmeticType())
        return false;
      Mentioned = true;
    }
    for (const Stmt *C : S->children())
      Work.push_back(C);
  }
  return Mentioned;
}

/// A closure that is kept in a variable which nothing refers to.
bool ClosureFacts::isNeverUsed(const LambdaExpr *E) const {
  const Stmt *P = Writer.Parents.getParent(E);
  while (isa_and_nonnull<Expr>(P))
    P = Writer.Parents.getParent(P);
  const auto *D = dyn_cast_or_null<DeclStmt>(P);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  return V && V->getInit() && stripCasts(V->getInit()) == E &&
         Writer.Scan.References.lookup(V) == 0;
}

void ClosureFacts::closure(const LambdaExpr *E) {
  PlaceId Whole = Resolver.temporary(E);
  Writer.Temporaries.add(E, Whole);
  for (unsigned I = 0; I != E->capture_size(); ++I) {
    const LambdaCapture &C = E->capture_begin()[I];
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      continue;
    if (E->isInitCapture(&C)) {
      Writer.move(Resolver.resolve(V->getInit()), Whole, E);
      continue;
    }
    if (!Resolver.isOwn(V))
      continue;
    // By reference the closure may do anything with it, by copy it shares it.
    bool ByReference = C.getCaptureKind() == LCK_ByRef;
    if (Unit.Types.carriesTasks(V->getType()) && !isNeverUsed(E) &&
        !(ByReference && onlyLooksAt(E, V)))
      Writer.addAll(Fact::Escaped, E,
                    Resolver.resolve(E->capture_init_begin()[I]));
    if (isa<ParmVarDecl>(V))
      Writer.add(Fact::Used, E, Resolver.placeOf(V));
  }
  if (Resolver.consumerOf(E) == Consumer::Discarded)
    if (SiteId S = Calls.closureSite(*E); S != NoId)
      Writer.add(Fact::Created, E, Whole).Site = S;
}

} // namespace corolint

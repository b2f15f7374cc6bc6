//===- ShieldedAwaits.cpp - awaits that end before the work ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ShieldedAwaits.h"

#include "flow/Statements.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// asyncio's name, and folly's.
bool isShield(const Stmt *S) {
  const auto *C = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() &&
         llvm::is_contained({"shield", "detachOnCancel", "detach_on_cancel"},
                            F->getName());
}

bool shields(const Stmt *S) {
  return anyOf(S, [](const Stmt *Each) {
    const auto *L = dyn_cast<LambdaExpr>(Each);
    return isShield(Each) || (L && anyOf(L->getBody(), isShield));
  });
}

/// asyncio's way to say that the first is enough.
bool namesFirst(const Stmt *S) {
  const auto *D = dyn_cast<DeclRefExpr>(S);
  return D && isa<EnumConstantDecl>(D->getDecl()) &&
         llvm::is_contained({"FIRST_COMPLETED", "FIRST_EXCEPTION"},
                            D->getDecl()->getName());
}

/// What a function does with tasks elsewhere than in an await.
class OtherUses : public RecursiveASTVisitor<OtherUses> {
public:
  explicit OtherUses(const Expr &Await) : Await(Await) {}
  bool Found = false;
  /// Variables that stand in the initial values of others.
  llvm::DenseSet<const Decl *> PutElsewhere;

  bool VisitMemberExpr(MemberExpr *E) {
    const auto *D = E->getMemberDecl();
    Found |= D->getIdentifier() && D->getName() == "pending";
    return !Found;
  }
  bool VisitDecompositionDecl(DecompositionDecl *D) {
    Found |= anyOf(D->getInit(), [&](const Stmt *S) { return S == &Await; });
    return !Found;
  }
  bool VisitVarDecl(VarDecl *D) {
    anyOf(D->getInit(), [&](const Stmt *S) {
      if (const auto *R = dyn_cast<DeclRefExpr>(S))
        PutElsewhere.insert(R->getDecl());
      return false;
    });
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    // A handle of which there is a copy elsewhere: it can be awaited by that.
    Found |= PutElsewhere.contains(E->getDecl()) &&
             Await.getEndLoc() < E->getBeginLoc() &&
             E->getType()->isRecordType() && !holdsMany(E->getType());
    return !Found;
  }

private:
  static bool holdsMany(QualType T) {
    const auto *RD = T->getAsCXXRecordDecl();
    return RD && isOfStd(*RD);
  }
  const Expr &Await;
};

/// Nobody asks for those that were not the first.
bool isForgotten(const FunctionDecl &F, const Expr &Await) {
  OtherUses Uses(Await);
  Uses.TraverseStmt(F.getBody());
  return !Uses.Found;
}

} // namespace

ShieldedAwaits::ShieldedAwaits(const FactGraph &G) : G(G) {
  for (unsigned N = 0; N != G.Awaits.size(); ++N) {
    const Expr *Operand = G.Awaits[N].Operand;
    if (!G.Handlers.empty() && shields(Operand))
      Ends.insert(N);
    else if (anyOf(Operand, namesFirst) &&
             isForgotten(*G.Function, *G.Awaits[N].E))
      FirstOnly.insert(N);
    else
      continue;
    anyOf(Operand, [&](const Stmt *Each) {
      Within.insert(Each);
      return false;
    });
  }
}

bool ShieldedAwaits::contains(const Fact &F) const {
  if (!any())
    return false;
  if (F.What == Fact::Awaited)
    return Ends.contains(F.Index) || FirstOnly.contains(F.Index);
  return Within.contains(F.What == Fact::Called ? G.Calls[F.Index].E : F.Where);
}

bool ShieldedAwaits::isGivenUp(unsigned Handler) const {
  QualType T = G.Handlers[Handler].Catch->getCaughtType();
  const auto *RD =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->getIdentifier())
    return false;
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"timeout", "timedout",
                                                      "timed_out", "cancel"},
                      [&](llvm::StringRef Word) {
                        return RD->getName().contains_insensitive(Word);
                      });
}

} // namespace corolint

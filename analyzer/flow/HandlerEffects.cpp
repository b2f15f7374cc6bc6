//===- HandlerEffects.cpp - what a handler leaves behind ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HandlerEffects.h"

#include "flow/EffectFacts.h"
#include "flow/FunctionIndex.h"
#include "flow/SaysCancelled.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/APSInt.h"

using namespace clang;

namespace corolint {
namespace {

/// The variable that an assignment's target is, or is a member of.
const ValueDecl *wholeOf(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *M = dyn_cast<MemberExpr>(E)) {
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Base))
      return M->getMemberDecl();
    E = Base;
  }
  const auto *D = dyn_cast<DeclRefExpr>(E);
  return D ? D->getDecl() : nullptr;
}

class Tellings : public RecursiveASTVisitor<Tellings> {
public:
  Tellings(const ASTContext &Ctx, SummaryLookup Summaries, HandlerEffects &Out)
      : Ctx(Ctx), Summaries(Summaries), Out(Out) {}
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      tell(E->getLHS(), E);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Equal)
      tell(E->getArg(0), E);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  void tell(const Expr *Target, const Expr *Whole) {
    const ValueDecl *D = wholeOf(Target);
    if (!D)
      return;
    SaidCancelled Said = saidBy(Ctx, Whole, Summaries);
    if (Said.ByName || Said.InText)
      Out.Told.insert(D);
  }
  const ASTContext &Ctx;
  SummaryLookup Summaries;
  HandlerEffects &Out;
};

} // namespace

HandlerEffects effectsOf(const ASTContext &Ctx, const CXXCatchStmt &Handler,
                         SummaryLookup Summaries) {
  HandlerEffects Effects;
  addSets(Ctx, Handler.getHandlerBlock(), Summaries, Effects.Sets);
  Tellings(Ctx, Summaries, Effects).TraverseStmt(Handler.getHandlerBlock());
  return Effects;
}

std::optional<bool> HandlerEffects::valueOf(const ASTContext &Ctx,
                                            const Expr *Condition,
                                            SummaryLookup Summaries) const {
  if (Sets.empty())
    return std::nullopt;
  auto SetTo = [&](const Expr *E) -> std::optional<llvm::APSInt> {
    auto It = Sets.find(readBy(E, Summaries));
    if (It == Sets.end() || It->second.empty())
      return std::nullopt;
    return llvm::APSInt(It->second);
  };
  bool Negated = false;
  const Expr *E = Condition->IgnoreParenImpCasts();
  while (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() != UO_LNot)
      break;
    Negated = !Negated;
    E = U->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->isComparisonOp() && B->getOpcode() != BO_Cmp) {
    auto Side = [&](const Expr *X) -> std::optional<llvm::APSInt> {
      Expr::EvalResult Constant;
      if (!X->isValueDependent() &&
          X->getType()->isIntegralOrEnumerationType() &&
          X->EvaluateAsInt(Constant, Ctx))
        return Constant.Val.getInt();
      return SetTo(X);
    };
    std::optional<llvm::APSInt> L = Side(B->getLHS()), R = Side(B->getRHS());
    if (!L || !R)
      return std::nullopt;
    int Order = llvm::APSInt::compareValues(*L, *R);
    switch (B->getOpcode()) {
    case BO_EQ:
      return (Order == 0) != Negated;
    case BO_NE:
      return (Order != 0) != Negated;
    case BO_LT:
      return (Order < 0) != Negated;
    case BO_LE:
      return (Order <= 0) != Negated;
    case BO_GT:
      return (Order > 0) != Negated;
    default:
      return (Order >= 0) != Negated;
    }
  }
  if (std::optional<llvm::APSInt> V = SetTo(E))
    return !V->isZero() != Negated;
  return std::nullopt;
}

bool HandlerEffects::isReadBy(const Stmt *S, SummaryLookup Summaries) const {
  struct Reads : RecursiveASTVisitor<Reads> {
    const ConstantSets &Sets;
    SummaryLookup Summaries;
    bool Found = false;
    Reads(const ConstantSets &Sets, SummaryLookup Summaries)
        : Sets(Sets), Summaries(Summaries) {}
    bool VisitDeclRefExpr(DeclRefExpr *E) { return is(usrOf(*E->getDecl())); }
    bool VisitMemberExpr(MemberExpr *E) {
      return is(usrOf(*E->getMemberDecl()));
    }
    bool VisitCallExpr(CallExpr *E) {
      const FunctionDecl *F = calleeOf(E);
      const FunctionSummary *S = F && !isOfStd(*F) ? Summaries(F) : nullptr;
      if (S)
        for (const std::string &Usr : S->Mentions)
          is(Usr);
      return !Found;
    }
    bool is(const std::string &Usr) {
      Found |= Sets.count(Usr) != 0;
      return !Found;
    }
  };
  if (Sets.empty() || !S)
    return false;
  Reads Scan(Sets, Summaries);
  Scan.TraverseStmt(const_cast<Stmt *>(S));
  return Scan.Found;
}

const ValueDecl *truthOf(const Expr *E, bool &Value) {
  for (unsigned Depth = 0; Depth != 8; ++Depth) {
    E = stripImplicit(E);
    if (const auto *X = dyn_cast<CXXMemberCallExpr>(E);
        X && isa_and_nonnull<CXXConversionDecl>(X->getMethodDecl()))
      E = X->getImplicitObjectArgument();
    else if (const auto *X = dyn_cast<UnaryOperator>(E);
             X && X->getOpcode() == UO_LNot) {
      Value = !Value;
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      auto Parts = X->getDecomposedForm();
      if (!isa<CXXNullPtrLiteralExpr>(Parts.RHS->IgnoreImplicit()))
        return nullptr;
      Value ^= Parts.Opcode == BO_EQ;
      E = Parts.LHS;
    } else if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E);
               X && X->getNumArgs() == 2 &&
               (X->getOperator() == OO_EqualEqual ||
                X->getOperator() == OO_ExclaimEqual) &&
               isa<CXXNullPtrLiteralExpr>(
                   X->getArg(1)->IgnoreParenImpCasts()->IgnoreImplicit())) {
      Value ^= X->getOperator() == OO_EqualEqual;
      E = X->getArg(0);
    } else if (const auto *X = dyn_cast<MemberExpr>(E); X && !X->isArrow())
      E = X->getBase();
    else if (const auto *X = dyn_cast<DeclRefExpr>(E))
      return X->getDecl();
    else
      return nullptr;
  }
  return nullptr;
}

} // namespace corolint

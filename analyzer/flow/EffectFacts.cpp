//===- EffectFacts.cpp - what a call does to values -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/EffectFacts.h"

#include "flow/DroppedExceptions.h"
#include "flow/FunctionIndex.h"
#include "flow/SaysCancelled.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace corolint {
namespace {

/// What only a run of `F` itself can see.
bool isLocalOf(const ValueDecl &D, const FunctionDecl &F) {
  const auto *V = dyn_cast<VarDecl>(&D);
  if (V ? V->hasGlobalStorage() : !isa<BindingDecl>(D))
    return false;
  return F.Encloses(D.getDeclContext());
}

/// A variable or member that a number can be assigned to.
bool canBeSet(const ValueDecl &D) {
  if (!isa<VarDecl, FieldDecl, BindingDecl>(D))
    return false;
  QualType T = D.getType().getNonReferenceType();
  if (T.isConstQualified())
    return false;
  auto IsNumber = [](QualType T) {
    return T->isIntegralOrEnumerationType() || T->isDependentType();
  };
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition())
    return IsNumber(T);
  DeclarationName Name =
      D.getASTContext().DeclarationNames.getCXXOperatorName(OO_Equal);
  return llvm::any_of(RD->getDefinition()->lookup(Name), [&](NamedDecl *Op) {
    const FunctionDecl *F = Op->getUnderlyingDecl()->getAsFunction();
    return F && F->getNumParams() == 1 &&
           IsNumber(F->getParamDecl(0)->getType().getNonReferenceType());
  });
}

/// The statements that always run when another does, from its own down into the
/// functions that it calls.
class UnconditionalSets {
public:
  /// At most `Max`; locals of `Outside` do not count.
  UnconditionalSets(const ASTContext &Ctx, SummaryLookup Summaries,
                    ConstantSets &Out, unsigned Max,
                    const FunctionDecl *Outside)
      : Ctx(Ctx), Summaries(Summaries), Out(Out), Max(Max), Outside(Outside) {}

  void visit(const Stmt *S) {
    if (!S || isa<IfStmt, SwitchStmt, WhileStmt, ForStmt, CXXForRangeStmt,
                  LambdaExpr, ConditionalOperator, CXXCatchStmt>(S))
      return;
    if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isLogicalOp())
        return visit(B->getLHS());
      if (B->getOpcode() == BO_Assign)
        set(B->getLHS(), B->getRHS());
    }
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
        Op && Op->getOperator() == OO_Equal)
      set(Op->getArg(0), Op->getArg(1));
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
        C && C->getMethodDecl() && C->getNumArgs() &&
        isOfStd(*C->getMethodDecl())) {
      std::string Name = C->getMethodDecl()->getNameAsString();
      if (Name == "store" || Name == "exchange")
        set(C->getImplicitObjectArgument(), C->getArg(0));
    }
    if (const auto *C = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = calleeOf(C); F && !isOfStd(*F))
        if (const FunctionSummary *Callee = Summaries(F))
          for (const auto &[Usr, Value] : Callee->Sets)
            set(Usr, Value);
    for (const Stmt *Child : S->children())
      visit(Child);
  }

private:
  void set(const Expr *Target, const Expr *Value) {
    Expr::EvalResult Constant;
    if (Value->isValueDependent() || Value->isTypeDependent() ||
        !Value->getType()->isIntegralOrEnumerationType() ||
        !Value->EvaluateAsInt(Constant, Ctx))
      return;
    llvm::SmallString<16> Digits;
    Constant.Val.getInt().toString(Digits, /*Radix=*/10);
    set(readBy(Target, Summaries, Outside), std::string(Digits));
  }
  void set(const std::string &Usr, const std::string &Value) {
    auto It = Out.find(Usr);
    if (It != Out.end() && It->second != Value)
      It->second.clear();
    else if (It == Out.end() && !Usr.empty() && Out.size() < Max)
      Out.emplace(Usr, Value);
  }
  const ASTContext &Ctx;
  SummaryLookup Summaries;
  ConstantSets &Out;
  unsigned Max;
  const FunctionDecl *Outside;
};

/// Goes once over all statements of a function.
class OwnEffects : public RecursiveASTVisitor<OwnEffects> {
public:
  OwnEffects(const ASTContext &Ctx, const FunctionDecl &F,
             SummaryLookup Summaries, FunctionSummary &S)
      : Ctx(Ctx), F(F), Summaries(Summaries), S(S) {}

  bool VisitCXXThrowExpr(CXXThrowExpr *) {
    S.Throws = true;
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (S.IsCoroutine || !R->getRetValue())
      return true;
    SaidCancelled Said = saidBy(Ctx, R->getRetValue(), Summaries);
    S.SaysCancelledByName |= Said.ByName;
    S.SaysCancelledInText |= Said.InText;
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return mentions(*E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return mentions(*E->getMemberDecl()); }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = S.IsCoroutine ? nullptr : calleeOf(E);
    if (Callee && !isOfStd(*Callee))
      Callees.push_back(Callee);
    return true;
  }
  /// What is nearest comes first: then what `MaxEffects` leaves out matters
  /// least.
  void mentionsOfCallees() {
    for (const FunctionDecl *Callee : Callees)
      if (const FunctionSummary *Of = Summaries(Callee))
        for (const std::string &Usr : Of->Mentions)
          add(Usr);
  }

private:
  bool mentions(const ValueDecl &D) {
    if (!S.IsCoroutine && canBeSet(D) && !isLocalOf(D, F) &&
        Seen.insert(&D).second)
      add(usrOf(D));
    return true;
  }
  void add(const std::string &Usr) {
    if (!Usr.empty() && S.Mentions.size() < FunctionSummary::MaxEffects &&
        !llvm::is_contained(S.Mentions, Usr))
      S.Mentions.push_back(Usr);
  }
  const ASTContext &Ctx;
  const FunctionDecl &F;
  SummaryLookup Summaries;
  FunctionSummary &S;
  llvm::SmallPtrSet<const ValueDecl *, 8> Seen;
  std::vector<const FunctionDecl *> Callees;
};

/// The answer of a const member function that only gives one.
std::string answerOf(const FunctionDecl &F, SummaryLookup Summaries) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  const auto *Body =
      dyn_cast_or_null<CompoundStmt>(M && M->isConst() ? F.getBody() : nullptr);
  const auto *R = Body && Body->size() == 1
                      ? dyn_cast<ReturnStmt>(Body->body_front())
                      : nullptr;
  return R && R->getRetValue() ? readBy(R->getRetValue(), Summaries, &F) : "";
}

} // namespace

std::string readBy(const Expr *E, SummaryLookup Summaries,
                   const FunctionDecl *Outside) {
  for (;;) {
    E = stripImplicit(E);
    const ValueDecl *D = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      D = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(E))
      D = Member->getMemberDecl();
    if (D)
      return Outside && isLocalOf(*D, *Outside) ? "" : usrOf(*D);
    const auto *C = dyn_cast<CXXMemberCallExpr>(E);
    const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
    if (!M)
      return "";
    if (isOfStd(*M) &&
        (isa<CXXConversionDecl>(M) || M->getNameAsString() == "load")) {
      E = C->getImplicitObjectArgument();
      continue;
    }
    const FunctionDecl *F = M->isConst() ? calleeOf(C) : nullptr;
    const FunctionSummary *S = F ? Summaries(F) : nullptr;
    return S ? S->Answers : "";
  }
}

void addSets(const ASTContext &Ctx, const Stmt *S, SummaryLookup Summaries,
             ConstantSets &Sets) {
  UnconditionalSets(Ctx, Summaries, Sets, /*Max=*/~0u, /*Outside=*/nullptr)
      .visit(S);
}

void addEffects(const ASTContext &Ctx, const FunctionDecl &F,
                SummaryLookup Summaries, FunctionSummary &S) {
  for (unsigned N = 0; N != S.Parameters.size(); ++N) {
    const ParmVarDecl &P = *F.getParamDecl(N);
    S.Parameters[N].ExceptionDropped =
        isExceptionPtr(P.getType()) && dropsException(F, P);
  }
  if (isa<CXXConstructorDecl>(F))
    return;
  // Of functions that call each other: with the earlier rounds' facts, those of
  // a round only grow, although they are bounded.
  if (const FunctionSummary *Earlier = Summaries(&F)) {
    S.Sets = Earlier->Sets;
    S.Mentions = Earlier->Mentions;
  }
  OwnEffects Own(Ctx, F, Summaries, S);
  Own.TraverseStmt(F.getBody());
  if (S.IsCoroutine)
    return;
  Own.mentionsOfCallees();
  UnconditionalSets(Ctx, Summaries, S.Sets, FunctionSummary::MaxEffects, &F)
      .visit(F.getBody());
  S.Answers = answerOf(F, Summaries);
}

} // namespace corolint

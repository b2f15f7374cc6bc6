//===- SaysCancelled.cpp - what says "cancelled" --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SaysCancelled.h"

#include "flow/FunctionIndex.h"
#include "model/CancellationKinds.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace corolint {
namespace {

class SaysCancelled : public RecursiveASTVisitor<SaysCancelled> {
public:
  SaysCancelled(const ASTContext &Ctx, SummaryLookup Summaries)
      : Ctx(Ctx), Summaries(Summaries) {}
  SaidCancelled Said;

  bool VisitDeclRefExpr(DeclRefExpr *E) { return name(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return name(E->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return name(E->getConstructor()->getParent());
  }
  bool VisitInitListExpr(InitListExpr *E) {
    const auto *RD = E->getType()->getAsCXXRecordDecl();
    return !RD || name(RD);
  }
  bool VisitStringLiteral(StringLiteral *E) {
    if (E->isOrdinary() || E->isUTF8())
      Said.InText |= namedAfterCancellation(E->getString());
    return true;
  }
  bool VisitIntegerLiteral(IntegerLiteral *E) {
    if (E->getBeginLoc().isMacroID()) {
      StringRef Name = Lexer::getImmediateMacroName(
          E->getBeginLoc(), Ctx.getSourceManager(), Ctx.getLangOpts());
      Said.ByName |= namedAfterCancellation(Name) || Name == "EINTR";
    }
    return !Said.ByName;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = calleeOf(E);
    if (const FunctionSummary *S = F ? Summaries(F) : nullptr) {
      Said.ByName |= S->SaysCancelledByName;
      Said.InText |= S->SaysCancelledInText;
    }
    return !Said.ByName;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  bool name(const NamedDecl *D) {
    if (D->getIdentifier())
      Said.ByName |= namedAfterCancellation(D->getName());
    return !Said.ByName;
  }
  const ASTContext &Ctx;
  SummaryLookup Summaries;
};

} // namespace

SaidCancelled saidBy(const ASTContext &Ctx, const Stmt *S,
                     SummaryLookup Summaries) {
  SaysCancelled Says(Ctx, Summaries);
  Says.TraverseStmt(const_cast<Stmt *>(S));
  return Says.Said;
}

} // namespace corolint

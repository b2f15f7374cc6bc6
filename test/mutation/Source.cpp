//===- Source.cpp - questions about a source's AST and text ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Source.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace corolint::mutation {

const Expr *strip(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (auto *Made = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Made->getSubExpr();
    else if (auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bound->getSubExpr();
    else if (auto *Copy = dyn_cast<CXXConstructExpr>(Inner);
             Copy && Copy->isElidable() && Copy->getNumArgs() == 1)
      Inner = Copy->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

const Expr *awaitedBy(const CoawaitExpr *Await) {
  const Expr *Operand = strip(Await->getOperand());
  if (auto *Call = dyn_cast<CXXMemberCallExpr>(Operand))
    if (auto *Method = Call->getMethodDecl();
        Method && Method->getDeclName().isIdentifier() &&
        Method->getName() == "await_transform")
      return strip(Call->getArg(0));
  return Operand;
}

bool isLoop(const Stmt *S) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

bool comesBackTo(const Stmt *Loop, const Stmt *Part) {
  if (auto *For = dyn_cast<ForStmt>(Loop))
    return Part != For->getInit();
  if (auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Part == Range->getBody();
  return true;
}

const CXXRecordDecl *recordOf(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() ? Record->getDefinition() : nullptr;
}

bool startsAtCall(const CXXRecordDecl *Record, ASTContext &Context) {
  for (NamedDecl *Found : Record->lookup(&Context.Idents.get("promise_type"))) {
    auto *Type = dyn_cast<TypeDecl>(Found);
    const CXXRecordDecl *Promise =
        Type ? recordOf(Context.getTypeDeclType(Type)) : nullptr;
    if (!Promise)
      continue;
    for (NamedDecl *Member :
         Promise->lookup(&Context.Idents.get("initial_suspend")))
      if (auto *Method = dyn_cast<CXXMethodDecl>(Member))
        if (auto *Result = Method->getReturnType()->getAsCXXRecordDecl())
          return Result->getName() == "suspend_never";
  }
  return false;
}

bool hasPromise(const CXXRecordDecl *Record, ASTContext &Context) {
  return !Record->lookup(&Context.Idents.get("promise_type")).empty();
}

bool hasMember(const CXXRecordDecl *Record, StringRef Name,
               ASTContext &Context) {
  if (!Record->lookup(&Context.Idents.get(Name)).empty())
    return true;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXRecordDecl *Parent = recordOf(Base.getType()))
      if (hasMember(Parent, Name, Context))
        return true;
  return false;
}

std::string nameOf(const FunctionDecl *F) {
  auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || !Method->getParent()->isLambda()) {
    PrintingPolicy Policy(F->getASTContext().getLangOpts());
    Policy.SuppressUnwrittenScope = true;
    std::string Name;
    llvm::raw_string_ostream Stream(Name);
    F->printQualifiedName(Stream, Policy);
    return Name;
  }
  const DeclContext *Around = Method->getParent()->getParent();
  while (Around && !isa<FunctionDecl>(Around))
    Around = Around->getParent();
  return (Around ? nameOf(cast<FunctionDecl>(Around)) : "") + "::lambda";
}

unsigned SourceText::end(SourceLocation LastToken) const {
  return offset(
      Lexer::getLocForEndOfToken(LastToken, 0, Sources, Context.getLangOpts()));
}

Span SourceText::statementSpan(const Stmt *S) const {
  Span Result = spanOf(S);
  if (SourceLocation Semi = Lexer::findLocationAfterToken(
          S->getEndLoc(), tok::semi, Sources, Context.getLangOpts(),
          /*SkipTrailingWhitespaceAndNewLine=*/false);
      Semi.isValid())
    Result.End = offset(Semi);
  return Result;
}

std::string SourceText::text(Span Of) const {
  return Sources.getBufferData(Sources.getMainFileID())
      .substr(Of.Begin, Of.End - Of.Begin)
      .str();
}

std::optional<Anchor> SourceText::anchorOf(const CallExpr *Call) const {
  SourceLocation Begin = Call->getBeginLoc(), Name = Call->getExprLoc();
  if (auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    Begin = Operator->getBeginLoc();
    Name = Operator->getOperatorLoc();
  } else if (auto *Member =
                 dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()))
    Name = Member->getMemberLoc();
  if (!isWritten(Begin) || !isWritten(Name))
    return std::nullopt;
  return Anchor{offset(Begin), offset(Name)};
}

} // namespace corolint::mutation

//===- Names.cpp - the names that library models use ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace corolint {

llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Identifier) {
  llvm::SmallVector<std::string, 4> Words(1);
  for (char C : Identifier) {
    if ((C == '_' || isUppercase(C)) && !Words.back().empty())
      Words.emplace_back();
    if (C != '_')
      Words.back() += toLowercase(C);
  }
  return Words;
}

static void appendScope(const DeclContext *DC, std::string &Out) {
  if (!DC || DC->isTranslationUnit())
    return;
  appendScope(DC->getParent(), Out);
  if (const auto *NS = dyn_cast<NamespaceDecl>(DC)) {
    if (NS->isInline() || NS->isAnonymousNamespace())
      return;
    Out += NS->getName();
    Out += "::";
  } else if (const auto *ED = dyn_cast<EnumDecl>(DC)) {
    if (ED->isScoped() && ED->getIdentifier()) {
      Out += ED->getName();
      Out += "::";
    }
  } else if (const auto *RD = dyn_cast<RecordDecl>(DC)) {
    if (RD->getIdentifier()) {
      Out += RD->getName();
      Out += "::";
    }
  }
}

std::string qualifiedName(const NamedDecl &D) {
  std::string Out;
  appendScope(D.getDeclContext(), Out);
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(&D))
    return Out + Ctor->getParent()->getNameAsString();
  if (const auto *Dtor = dyn_cast<CXXDestructorDecl>(&D))
    return Out + "~" + Dtor->getParent()->getNameAsString();
  return Out + D.getNameAsString();
}

std::string displayName(const NamedDecl &D) {
  const auto *M = dyn_cast<CXXMethodDecl>(&D);
  if (M && M->getParent()->isLambda()) {
    for (const DeclContext *DC = M->getParent()->getDeclContext(); DC;
         DC = DC->getParent())
      if (const auto *F = dyn_cast<FunctionDecl>(DC))
        return "lambda in '" + displayName(*F) + "'";
    return "lambda";
  }
  return qualifiedName(D);
}

std::string usrOf(const Decl &D) {
  llvm::SmallString<128> Buffer;
  if (index::generateUSRForDecl(&D, Buffer))
    return "";
  return std::string(Buffer);
}

SourceRange rangeOf(const ASTContext &Ctx, clang::SourceRange R) {
  SourceRange Out;
  if (R.isInvalid())
    return Out;
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Begin = SM.getFileLoc(R.getBegin());
  SourceLocation End = SM.getFileLoc(R.getEnd());
  auto [File, Offset] = SM.getDecomposedLoc(Begin);
  auto [EndFile, EndOffset] = SM.getDecomposedLoc(End);
  if (OptionalFileEntryRef FE = SM.getFileEntryRefForID(File)) {
    StringRef Path = FE->getFileEntry().tryGetRealPathName();
    Out.File = Path.empty() ? FE->getName().str() : Path.str();
  }
  Out.Line = SM.getLineNumber(File, Offset);
  Out.Column = SM.getColumnNumber(File, Offset);
  Out.Offset = Offset;
  if (File == EndFile && EndOffset >= Offset)
    Out.Length = EndOffset - Offset +
                 Lexer::MeasureTokenLength(End, SM, Ctx.getLangOpts());
  return Out;
}

SourceRange rangeOf(const ASTContext &Ctx, const Stmt &S) {
  return rangeOf(Ctx, S.getSourceRange());
}

bool isOfStd(const Decl &D) {
  for (const DeclContext *DC = D.getDeclContext(); DC; DC = DC->getParent()) {
    const auto *NS = dyn_cast<NamespaceDecl>(DC);
    if (NS && NS->getParent()->getRedeclContext()->isTranslationUnit())
      return NS->isStdNamespace() || NS->getName() == "__gnu_cxx";
  }
  return false;
}

bool isOfAsio(const NamedDecl &D) {
  std::string Name = qualifiedName(D);
  return StringRef(Name).starts_with("boost::asio::") ||
         StringRef(Name).starts_with("asio::");
}

bool inUserCode(const SourceManager &SM, SourceLocation L) {
  if (L.isInvalid())
    return false;
  L = SM.getFileLoc(L);
  return !SM.isInSystemHeader(L) && !SM.isWrittenInBuiltinFile(L) &&
         !SM.isWrittenInCommandLineFile(L);
}

bool isOnlyDeclared(const FunctionDecl &F) {
  return !F.isDefined() && !F.getBuiltinID() &&
         inUserCode(F.getASTContext().getSourceManager(), F.getLocation());
}

} // namespace corolint

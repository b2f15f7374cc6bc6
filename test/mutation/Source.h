//===- Source.h - questions about a source's AST and text -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What all searches for places share. It asks the AST, never the analyzer.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_MUTATION_SOURCE_H
#define COROLINT_TEST_MUTATION_SOURCE_H

#include "Edits.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <optional>
#include <string>

namespace corolint::mutation {

/// Drops what the language put around an expression without a word of the
/// source.
const clang::Expr *strip(const clang::Expr *E);

/// The written operand, not what a promise's await_transform made of it.
const clang::Expr *awaitedBy(const clang::CoawaitExpr *Await);

bool isLoop(const clang::Stmt *S);

/// Whether `Part` of a loop runs again in its next turn.
bool comesBackTo(const clang::Stmt *Loop, const clang::Stmt *Part);

const clang::CXXRecordDecl *recordOf(clang::QualType Type);

/// Whether `promise_type::initial_suspend` lets the body run at the call.
bool startsAtCall(const clang::CXXRecordDecl *Record,
                  clang::ASTContext &Context);

bool hasPromise(const clang::CXXRecordDecl *Record, clang::ASTContext &Context);

bool hasMember(const clang::CXXRecordDecl *Record, llvm::StringRef Name,
               clang::ASTContext &Context);

/// The name of a coroutine in ids: qualified; a lambda's adds "::lambda" to
/// that of the function around it.
std::string nameOf(const clang::FunctionDecl *F);

/// The main file's text.
class SourceText {
public:
  explicit SourceText(clang::ASTContext &Context)
      : Context(Context), Sources(Context.getSourceManager()) {}

  unsigned offset(clang::SourceLocation Loc) const {
    return Sources.getFileOffset(Loc);
  }
  /// Not by a macro, and in the main file.
  bool isWritten(clang::SourceLocation Loc) const {
    return Loc.isFileID() && Sources.isInMainFile(Loc);
  }
  bool isWritten(const clang::Stmt *S) const {
    return isWritten(S->getBeginLoc()) && isWritten(S->getEndLoc());
  }
  unsigned end(clang::SourceLocation LastToken) const;
  Span spanOf(clang::SourceRange Range) const {
    return {offset(Range.getBegin()), end(Range.getEnd())};
  }
  Span spanOf(const clang::Stmt *S) const {
    return spanOf(S->getSourceRange());
  }
  /// With the semicolon, its own or its last part's.
  Span statementSpan(const clang::Stmt *S) const;
  std::string text(Span Of) const;
  std::string text(const clang::Stmt *S) const { return text(spanOf(S)); }
  /// None if it is not written as such.
  std::optional<Anchor> anchorOf(const clang::CallExpr *Call) const;

protected:
  clang::ASTContext &Context;
  clang::SourceManager &Sources;
};

} // namespace corolint::mutation

#endif // COROLINT_TEST_MUTATION_SOURCE_H

//===- ResumeHandshake.cpp - who resumes is agreed on ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ResumeHandshake.h"

#include "flow/Mentions.h"
#include "flow/Statements.h"
#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

/// The member that `S` reads and changes at once; null if it does not.
static const FieldDecl *steppedBy(const Stmt *S) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(S);
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  if (!M || !M->getIdentifier() || !isOfStd(*M->getParent()))
    return nullptr;
  llvm::StringRef Name = M->getName();
  bool Steps = Name == "exchange" || Name == "test_and_set" ||
               Name.starts_with("fetch_") ||
               Name.starts_with("compare_exchange_");
  return Steps ? memberNamed(C->getImplicitObjectArgument()) : nullptr;
}

static const FieldDecl *steppedIn(const Stmt *S) {
  const FieldDecl *Found = nullptr;
  anyOf(S, [&](const Stmt *Each) {
    Found = Found ? Found : steppedBy(Each);
    return Found != nullptr;
  });
  return Found;
}

static bool isResume(const Stmt *S) {
  const auto *C = dyn_cast<CallExpr>(S);
  const auto *M =
      C ? dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee()) : nullptr;
  return M && isCoroutineHandle(*M->getParent()) &&
         (M->getOverloadedOperator() == OO_Call ||
          (M->getIdentifier() && M->getName() == "resume"));
}

/// Whether some resumption in `S` does not hang on a step of one member, which
/// is noted.
static bool resumesUnasked(const Stmt *S, const FieldDecl *&Asked) {
  if (!S)
    return false;
  if (isResume(S))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(S))
    if (const FieldDecl *F = steppedIn(If->getCond());
        F && (!Asked || Asked == F) &&
        anyOf(If->getThen(), [](const Stmt *Each) { return isResume(Each); })) {
      Asked = F;
      return resumesUnasked(If->getElse(), Asked);
    }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return resumesUnasked(Child, Asked);
  });
}

/// Outside of closures.
static bool steps(const Stmt *S, const FieldDecl *Member) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  return steppedBy(S) == Member ||
         llvm::any_of(S->children(),
                      [&](const Stmt *C) { return steps(C, Member); });
}

bool agreeWhoResumes(const FunctionDecl &Suspender,
                     const FunctionDecl &Resumer) {
  const FieldDecl *Asked = nullptr;
  if (resumesUnasked(Resumer.getBody(), Asked) || !Asked)
    return false;
  return steps(Suspender.getBody(), Asked);
}

} // namespace corolint

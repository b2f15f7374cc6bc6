//===- Threads.cpp - what leaves the event loop's thread -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Threads.h"

#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace corolint {

static bool isThread(const CXXRecordDecl *RD) {
  return RD && isOfStd(*RD) && RD->getIdentifier() &&
         (RD->getName() == "thread" || RD->getName() == "jthread");
}

static bool holdsThread(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (isThread(RD))
    return true;
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return holdsThread(A->getElementType());
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(RD);
  if (!Spec || !isOfStd(*Spec))
    return false;
  for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Type && holdsThread(A.getAsType()))
      return true;
  return false;
}

bool ownsThreads(const CXXRecordDecl *Record) {
  return Record && Record->hasDefinition() &&
         llvm::any_of(Record->fields(), [](const FieldDecl *F) {
           return holdsThread(F->getType());
         });
}

namespace {
class StartsThread : public RecursiveASTVisitor<StartsThread> {
public:
  bool Found = false;
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    Found |= isThread(E->getConstructor()->getParent()) && E->getNumArgs() != 0 &&
             !E->getConstructor()->isCopyOrMoveConstructor();
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    Found |= F && isOfStd(*F) && F->getIdentifier() &&
             F->getName() == "async";
    return !Found;
  }
};
} // namespace

bool resumesOnNewThread(const CXXRecordDecl *Awaiter) {
  if (!Awaiter || !Awaiter->hasDefinition())
    return false;
  for (const Decl *D : Awaiter->decls()) {
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      M = dyn_cast<CXXMethodDecl>(T->getTemplatedDecl());
    if (!M || !M->getIdentifier() || M->getName() != "await_suspend")
      continue;
    StartsThread Finder;
    Finder.TraverseStmt(M->getBody());
    if (Finder.Found)
      return true;
  }
  return false;
}

} // namespace corolint

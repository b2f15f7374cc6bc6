//===- Threads.cpp - what leaves the event loop's thread ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Threads.h"

#include "model/Classes.h"
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

static bool holdsThread(QualType T, unsigned Depth);

static bool ownsThreads(const CXXRecordDecl *RD, unsigned Depth) {
  return RD && RD->hasDefinition() && !isOfStd(*RD) &&
         (llvm::any_of(RD->fields(),
                       [&](const FieldDecl *F) {
                         return holdsThread(F->getType(), Depth);
                       }) ||
          llvm::any_of(RD->bases(), [&](const CXXBaseSpecifier &B) {
            return holdsThread(B.getType(), Depth);
          }));
}

/// A value of type `T` has a thread in it: references and plain pointers lead
/// to what others own.
static bool holdsThread(QualType T, unsigned Depth) {
  if (Depth == 0)
    return false;
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return holdsThread(A->getElementType(), Depth);
  const auto *RD = T->getAsCXXRecordDecl();
  if (isThread(RD) || ownsThreads(RD, Depth - 1))
    return true;
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(RD);
  if (!Spec || !isOfStd(*Spec))
    return false;
  for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Type &&
        holdsThread(A.getAsType(), Depth - 1))
      return true;
  return false;
}

/// A standard class template that holds at most one value.
static bool holdsOne(const CXXRecordDecl &RD) {
  return RD.getIdentifier() &&
         llvm::is_contained({"unique_ptr", "shared_ptr", "optional"},
                            RD.getName());
}

static bool isThreadPool(const CXXRecordDecl *RD, unsigned Depth);

/// A value of type `T` has several threads in it.
static bool holdsThreads(QualType T, unsigned Depth) {
  if (Depth == 0)
    return false;
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return holdsThread(A->getElementType(), Depth);
  const auto *RD = T->getAsCXXRecordDecl();
  if (isThreadPool(RD, Depth - 1))
    return true;
  const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(RD);
  if (!Spec || !isOfStd(*Spec))
    return false;
  return llvm::any_of(
      Spec->getTemplateArgs().asArray(), [&](const TemplateArgument &A) {
        if (A.getKind() != TemplateArgument::Type)
          return false;
        return holdsOne(*Spec) ? holdsThreads(A.getAsType(), Depth - 1)
                               : holdsThread(A.getAsType(), Depth - 1);
      });
}

static bool isThreadPool(const CXXRecordDecl *RD, unsigned Depth) {
  return RD && RD->hasDefinition() && !isOfStd(*RD) &&
         (llvm::any_of(RD->fields(),
                       [&](const FieldDecl *F) {
                         return holdsThreads(F->getType(), Depth);
                       }) ||
          llvm::any_of(RD->bases(), [&](const CXXBaseSpecifier &B) {
            return holdsThreads(B.getType(), Depth);
          }));
}

bool isThreadPool(const CXXRecordDecl *Record) {
  return isThreadPool(Record, /*Depth=*/4);
}

bool ownsThreads(const CXXRecordDecl *Record) {
  return ownsThreads(Record, /*Depth=*/4);
}

namespace {

/// Whether a thread's function resumes a coroutine itself. One that only leaves
/// word for another thread does so in a closure of its own.
class Resumes : public RecursiveASTVisitor<Resumes> {
public:
  bool Found = false;
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    Found |= M && M->getIdentifier() && M->getName() == "resume" &&
             isCoroutineHandle(E->getObjectType());
    return !Found;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    Found |= E->getOperator() == OO_Call &&
             isCoroutineHandle(E->getArg(0)->getType());
    return !Found;
  }
};

/// Looks for a thread that is started and resumes the coroutine.
class StartsThread : public RecursiveASTVisitor<StartsThread> {
public:
  bool Found = false;
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (startsThread(*E->getConstructor()))
      runs({E->getArgs(), E->getNumArgs()});
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
    if (F && startsThread(*F))
      runs({E->getArgs(), E->getNumArgs()});
    return !Found;
  }

private:
  void runs(llvm::ArrayRef<Expr *> Arguments) {
    for (Expr *A : Arguments) {
      if (isCoroutineHandle(A->getType())) {
        Found = true;
        continue;
      }
      const auto *RD = A->getType().getNonReferenceType()->getAsCXXRecordDecl();
      const CXXMethodDecl *Op =
          RD && RD->isLambda() ? RD->getLambdaCallOperator() : nullptr;
      Found |= Op && resumesCoroutine(*Op);
    }
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
    if (startsResumingThread(*M))
      return true;
  }
  return false;
}

bool startsThread(const FunctionDecl &F) {
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&F))
    return isThread(C->getParent()) && !C->isCopyOrMoveConstructor();
  return isOfStd(F) && F.getIdentifier() && F.getName() == "async";
}

bool startsResumingThread(const FunctionDecl &F) {
  StartsThread Finder;
  Finder.TraverseStmt(F.getBody());
  return Finder.Found;
}

bool resumesCoroutine(const FunctionDecl &F) {
  Resumes Finder;
  Finder.TraverseStmt(F.getBody());
  return Finder.Found;
}

} // namespace corolint

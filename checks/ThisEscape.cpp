//===- ThisEscape.cpp - objects that their own work outlives --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "checks/Lifetimes.h"
#include "flow/UnitAnalysis.h"
#include "flow/Waits.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

bool isSharedPointer(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  return RD && isOfStd(*RD) && RD->getName() == "shared_ptr";
}

bool sharesItself(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = C->getMethodDecl();
        M && M->getIdentifier() && M->getName() == "shared_from_this")
      return true;
  return llvm::any_of(S->children(), sharesItself);
}

bool capturesShared(const FunctionDecl *F) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  return M && M->getParent()->isLambda() &&
         llvm::any_of(M->getParent()->captures(), [](const LambdaCapture &C) {
           return C.capturesVariable() &&
                  isSharedPointer(C.getCapturedVar()->getType());
         });
}

/// The work keeps the object alive: it has a std::shared_ptr.
bool keepsObject(const Call &C) {
  if (llvm::any_of(C.Arguments, [](const Argument &A) {
        return (A.E && isSharedPointer(A.E->getType())) ||
               capturesShared(A.Callable);
      }))
    return true;
  return C.Callee &&
         (sharesItself(C.Callee->getBody()) || capturesShared(C.Callee));
}

bool isShared(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.bases(), [](const CXXBaseSpecifier &B) {
    const auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && (qualifiedName(*Base) == "std::enable_shared_from_this" ||
                    (Base->hasDefinition() && isShared(*Base)));
  });
}

/// Those who have such an object can wait for its work.
bool canBeWaitedFor(const CXXRecordDecl &Class) {
  return llvm::any_of(Class.methods(), [](const CXXMethodDecl *M) {
    return !isa<CXXDestructorDecl>(M) && M->getIdentifier() &&
           (M->getName().contains_insensitive("join") ||
            M->getName().contains_insensitive("wait") ||
            M->getName().contains_insensitive("drain"));
  });
}

} // namespace

void checkThisEscape(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  const auto *M = dyn_cast<CXXMethodDecl>(A.Graph.Function);
  if (!M || M->isStatic() || M->getParent()->isLambda())
    return;
  const CXXRecordDecl &Class = *M->getParent();
  const CXXDestructorDecl *D = Class.getDestructor();
  QualType Type = A.Ctx.getCanonicalTagType(&Class);
  // Who writes a destructor expects objects to end while the program runs, and
  // so does who shares them.
  bool Ends = isShared(Class) || (D && D->isUserProvided());
  if (!Ends || destructorWaits(Type) || canBeWaitedFor(Class))
    return;
  for (const EscapedObject &E : A.Lifetimes.Escaped) {
    if (E.Stored || keepsObject(*E.Maker) || memberThatStarts(E.Start) ||
        memberThatStarts(E.Maker->E))
      continue;
    Finding F =
        makeFinding(A, "coro-this-escape",
                    !A.Lifetimes.Complete || A.Broken ? Certainty::Possible
                                                      : Certainty::Likely,
                    *E.Maker->E, "creation",
                    "this work uses the object that it is started by, and "
                    "nothing keeps the "
                    "object, or waits for the work, when it is destroyed");
    if (E.Start && E.Start != E.Maker->E)
      addNote(F, A, *E.Start, "it is started here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

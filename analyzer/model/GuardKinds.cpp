//===- GuardKinds.cpp - which classes let go when they die ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/GuardKinds.h"

#include "compat/StringSwitch.h"
#include "model/Classes.h"
#include "model/LockKinds.h"
#include "model/Names.h"
#include "model/TypeKinds.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {
namespace {

/// How far a destructor is followed through functions of its own class, and
/// from there to what lets a coroutine go on.
constexpr unsigned MaxDepth = 3;

/// Copies share what they hold and count who has it, as a std::shared_ptr does.
bool countsCopies(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.ctors(), [](const CXXConstructorDecl *C) {
    return C->isCopyConstructor() && C->isUserProvided();
  });
}

/// A function that gives nothing to work with: an answer, or the object itself.
bool givesNothing(const CXXMethodDecl &M, const CXXRecordDecl &RD) {
  QualType T = M.getReturnType();
  if (T->isVoidType() || T->isArithmeticType() || T->isDependentType())
    return true;
  QualType Object = T->isPointerType() ? T->getPointeeType() : T;
  const CXXRecordDecl *Result = definitionOf(Object);
  return Result == &RD || isThreadMutex(Object);
}

/// Nobody can make use of an object but by its destructor: what can be asked
/// for more is the owner of something.
bool isOnlyKept(const CXXRecordDecl &RD) {
  return llvm::all_of(RD.decls(), [&](const Decl *D) {
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      M = dyn_cast<CXXMethodDecl>(T->getTemplatedDecl());
    if (!M || M->isStatic() || M->getAccess() != AS_public ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(M))
      return true;
    return givesNothing(*M, RD);
  });
}

/// Names of what gives back, for functions of which no body is seen.
bool saysRelease(const FunctionDecl &F) {
  if (!F.getIdentifier())
    return false;
  llvm::StringRef Name = F.getName();
  return Name.starts_with_insensitive("unlock") ||
         Name.starts_with_insensitive("release") ||
         StringSwitch<bool>(Name)
             .Cases({"post", "leave", "signal", "give_back",
                     "pthread_mutex_unlock", "pthread_rwlock_unlock",
                     "sem_post"},
                    true)
             .Default(false);
}

/// Looks in a destructor, and in what it calls of its own class, for the call
/// that gives back.
class Release {
public:
  bool isIn(const Stmt *S, unsigned Depth) const {
    if (!S || Depth > MaxDepth || isa<LambdaExpr>(S))
      return false;
    if (const auto *C = dyn_cast<CallExpr>(S); C && givesBack(*C, Depth))
      return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *C) { return isIn(C, Depth); });
  }

private:
  bool givesBack(const CallExpr &C, unsigned Depth) const;
  bool leadsElsewhere(const Expr *E, unsigned Depth) const;
};

/// `E` is another object: what a reference or a pointer in this one leads to.
bool Release::leadsElsewhere(const Expr *E, unsigned Depth) const {
  if (!E || Depth > 2 * MaxDepth)
    return false;
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if (!F || !isa<CXXThisExpr>(Base))
      return leadsElsewhere(Base, Depth + 1);
    QualType T = F->getType();
    const CXXRecordDecl *RD = definitionOf(T);
    return T->isReferenceType() || T->isPointerType() ||
           (RD && isOfStd(*RD)); // std::shared_ptr, std::reference_wrapper
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return leadsElsewhere(U->getSubExpr(), Depth + 1);
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    return V && V->isLocalVarDecl() && leadsElsewhere(V->getInit(), Depth + 1);
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    return X->getNumArgs() == 1 && leadsElsewhere(X->getArg(0), Depth + 1);
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) // get()
    return leadsElsewhere(C->getImplicitObjectArgument(), Depth + 1);
  // operator->, std::exchange, std::move.
  if (const auto *C = dyn_cast<CallExpr>(E))
    return C->getNumArgs() != 0 && leadsElsewhere(C->getArg(0), Depth + 1);
  return false;
}

bool Release::givesBack(const CallExpr &C, unsigned Depth) const {
  const FunctionDecl *F = C.getDirectCallee();
  if (!F)
    return false;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&C);
  if (!Member)
    return !isa<CXXOperatorCallExpr>(C) && saysRelease(*F) &&
           C.getNumArgs() == 1 && leadsElsewhere(C.getArg(0), 0);
  const Expr *Object = Member->getImplicitObjectArgument();
  if (!Object)
    return false;
  const auto *M = cast<CXXMethodDecl>(F);
  const FunctionDecl *Body = nullptr;
  if (isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
    return F->hasBody(Body) && isIn(Body->getBody(), Depth + 1);
  if (M->isConst() || isOfStd(*M)) {
    // std::mutex and its kin; a smart pointer lets its own go.
    QualType T = Object->getType();
    return saysRelease(*M) &&
           isThreadMutex(T->isPointerType() ? T->getPointeeType() : T) &&
           leadsElsewhere(Object, 0);
  }
  bool Plain = llvm::all_of(C.arguments(), [](const Expr *A) {
    return A->getType()->isScalarType();
  });
  return Plain && leadsElsewhere(Object, 0) &&
         (saysRelease(*M) || runsOrHandsOnCoroutine(*M, MaxDepth));
}

bool isGuard(const CXXRecordDecl &RD, unsigned Depth) {
  if (Depth > MaxDepth || countsCopies(RD) || !isOnlyKept(RD))
    return false;
  const CXXDestructorDecl *D = RD.getDestructor();
  const FunctionDecl *Body = nullptr;
  if (D && D->isUserProvided() && D->hasBody(Body) &&
      Release().isIn(Body->getBody(), 0))
    return true;
  return llvm::any_of(RD.bases(), [&](const CXXBaseSpecifier &B) {
    const CXXRecordDecl *Base = definitionOf(B.getType());
    return Base && !isOfStd(*Base) && isGuard(*Base, Depth + 1);
  });
}

} // namespace

bool isScopeGuard(QualType T) {
  const CXXRecordDecl *RD = definitionOf(T);
  if (!RD || RD->isLambda())
    return false;
  if (isNamedLockGuard(*RD))
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(RD);
  if (S && isOfStd(*RD) &&
      llvm::is_contained({"optional", "expected", "unique_ptr"}, RD->getName()))
    return S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
           isScopeGuard(S->getTemplateArgs()[0].getAsType());
  return !isOfStd(*RD) && isGuard(*RD, 0);
}

} // namespace corolint

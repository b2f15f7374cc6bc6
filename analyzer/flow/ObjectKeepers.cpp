//===- ObjectKeepers.cpp - what keeps an object while it works ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ObjectKeepers.h"

#include "flow/Facts.h"
#include "flow/Mentions.h"
#include "flow/Statements.h"
#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {
namespace {

bool namesThis(const Stmt *S) {
  return anyOf(S, [](const Stmt *Each) { return isa<CXXThisExpr>(Each); });
}

/// Of its own or of a base's.
bool hasMember(const CXXRecordDecl &RD, llvm::StringRef Called) {
  DeclarationName Name = &RD.getASTContext().Idents.get(Called);
  return !RD.lookup(Name).empty() || RD.hasMemberName(Name);
}

/// Runs what it is given, and owns nothing.
bool isExecutor(const CXXRecordDecl &RD) {
  return hasMember(RD, "execute") || hasMember(RD, "post") ||
         hasMember(RD, "dispatch") || hasMember(RD, "schedule") ||
         hasMember(RD, "submit");
}

/// Asio's sockets and timers.
bool isIoObject(const CXXRecordDecl &RD) {
  return hasMember(RD, "get_executor");
}

/// An owner of the object: std::shared_ptr, std::unique_ptr, or a class with a
/// destructor of its own that is made of `this`, or of a member: a count of
/// users.
bool isOwner(const Expr &E) {
  QualType T = E.getType();
  if (T.isNull())
    return false;
  if (isClassOfStd(T, "shared_ptr") || isClassOfStd(T, "unique_ptr"))
    return true;
  const auto *RD = T->getAsCXXRecordDecl();
  return RD && RD->hasDefinition() && !isOfStd(*RD) && !RD->isLambda() &&
         RD->hasUserDeclaredDestructor() &&
         RD->hasUserDeclaredCopyConstructor() && !isExecutor(*RD) &&
         !isIoObject(*RD) && namesThis(&E);
}

/// A closure that has captured an owner of the object.
bool capturesOwner(const FunctionDecl *F) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  return M && M->getParent()->isLambda() &&
         llvm::any_of(M->getParent()->captures(), [](const LambdaCapture &C) {
           const auto *V = C.capturesVariable()
                               ? dyn_cast<VarDecl>(C.getCapturedVar())
                               : nullptr;
           if (!V)
             return false;
           return isClassOfStd(V->getType(), "shared_ptr") ||
                  (V->isInitCapture() && V->getInit() &&
                   !V->getType()->isReferenceType() &&
                   isOwner(*V->getInit()->IgnoreImplicit()));
         });
}

bool isCallOf(const Stmt *S, std::initializer_list<llvm::StringRef> Names) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(S);
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  return M && M->getIdentifier() && llvm::is_contained(Names, M->getName());
}

bool sharesItself(const Stmt *S) {
  return anyOf(
      S, [](const Stmt *Each) { return isCallOf(Each, {"shared_from_this"}); });
}

const Stmt *writtenBody(const FunctionDecl *F) {
  const Stmt *Body = F ? F->getBody() : nullptr;
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  return Body;
}

/// A variable that lives as long as the coroutine owns the object.
bool ownsInBody(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block)
    return false;
  for (const Stmt *S : Block->body())
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each); V && V->getInit()) {
          if (isClassOfStd(V->getType(), "shared_ptr") &&
              anyOf(V->getInit(),
                    [](const Stmt *Part) { return isCallOf(Part, {"lock"}); }))
            return true;
          if (!V->getType()->isReferenceType() &&
              isOwner(*V->getInit()->IgnoreImplicit()) &&
              namesThis(V->getInit()))
            return true;
        }
  return false;
}

/// Asks a std::weak_ptr behind its first suspension.
bool asksLater(const Stmt *Body) {
  const CoroutineSuspendExpr *First = nullptr;
  anyOf(Body, [&](const Stmt *S) {
    First = dyn_cast<CoroutineSuspendExpr>(S);
    return First != nullptr;
  });
  return First && anyOf(Body, [&](const Stmt *S) {
           const auto *C = dyn_cast<CXXMemberCallExpr>(S);
           return C && isCallOf(S, {"lock", "expired"}) &&
                  isClassOfStd(C->getImplicitObjectArgument()
                                   ->IgnoreParenImpCasts()
                                   ->getType(),
                               "weak_ptr") &&
                  First->getBeginLoc() < C->getBeginLoc();
         });
}

using Fields = llvm::DenseSet<const ValueDecl *>;

void addFields(const Stmt *S, Fields &Out) {
  anyOf(S, [&](const Stmt *Each) {
    if (const auto *M = dyn_cast<MemberExpr>(Each);
        M && isa<FieldDecl>(M->getMemberDecl()))
      Out.insert(M->getMemberDecl());
    return false;
  });
}

/// Who awaits a socket or a timer does not wait for others who use it, unless
/// they end that.
void addChanged(const Stmt *S, Fields &Out) {
  Fields All;
  addFields(S, All);
  for (const ValueDecl *F : All)
    if (const auto *RD = F->getType()->getAsCXXRecordDecl();
        !RD || !RD->hasDefinition() || !isIoObject(*RD))
      Out.insert(F);
  anyOf(S, [&](const Stmt *Each) {
    if (isCallOf(Each, {"cancel", "cancel_one", "close", "shutdown", "release",
                        "expires_at", "expires_after", "expires_from_now"}))
      addFields(cast<CXXMemberCallExpr>(Each)->getImplicitObjectArgument(),
                Out);
    return false;
  });
}

bool suspends(const Stmt *S) {
  return anyOf(
      S, [](const Stmt *Each) { return isa<CoroutineSuspendExpr>(Each); });
}

/// What a function waits for: what it awaits something of, or what a loop hangs
/// on in which it is suspended.
void addWaitedFor(const Stmt *S, Fields &Out) {
  anyOf(S, [&](const Stmt *Each) {
    if (const auto *E = dyn_cast<CoroutineSuspendExpr>(Each))
      addFields(E->getOperand(), Out);
    if (const auto *W = dyn_cast<WhileStmt>(Each); W && suspends(W->getBody()))
      addFields(W->getCond(), Out);
    if (const auto *D = dyn_cast<DoStmt>(Each); D && suspends(D->getBody()))
      addFields(D->getCond(), Out);
    return false;
  });
}

/// `event &ended() { return Ended; }`
void addGiven(const CXXMethodDecl &M, Fields &Out) {
  QualType T = M.getReturnType();
  const FieldDecl *Given = memberGivenBy(M);
  if (Given && T->isReferenceType() && T->getPointeeType()->isRecordType() &&
      !T->getPointeeType().isConstQualified())
    Out.insert(Given);
}

bool deletesItself(const CXXRecordDecl &Class) {
  auto Deletes = [](const CXXMethodDecl *M) {
    return anyOf(writtenBody(M), [](const Stmt *S) {
      const auto *D = dyn_cast<CXXDeleteExpr>(S);
      return D && D->getArgument() &&
             isa<CXXThisExpr>(D->getArgument()->IgnoreParenImpCasts());
    });
  };
  if (llvm::any_of(Class.methods(), Deletes))
    return true;
  return llvm::any_of(Class.bases(), [](const CXXBaseSpecifier &B) {
    const auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && (Base = Base->getDefinition()) && deletesItself(*Base);
  });
}

} // namespace

bool isGivenObject(const Call &Work) {
  return capturesOwner(Work.Callee) ||
         llvm::any_of(Work.Arguments, [](const Argument &A) {
           return (A.E && isOwner(*A.E->IgnoreImplicit())) ||
                  (A.E && isOwner(*A.E)) || capturesOwner(A.Callable);
         });
}

bool endHasObject(const Call &Start) {
  return llvm::any_of(Start.Arguments, [](const Argument &A) {
    return capturesOwner(A.Callable) || anyOf(A.E, [](const Stmt *S) {
             const auto *L = dyn_cast<LambdaExpr>(S);
             return L && capturesOwner(L->getCallOperator());
           });
  });
}

bool takesObject(const Call &Work) {
  const Stmt *Body = writtenBody(Work.Callee);
  return sharesItself(Body) || ownsInBody(Body) || asksLater(Body);
}

bool keepsItself(const CXXRecordDecl &Class) {
  if (deletesItself(Class))
    return true;
  // The one object of its class.
  return llvm::any_of(Class.methods(), [&](const CXXMethodDecl *M) {
    if (!M->isStatic() || M->getNumParams() != 0)
      return false;
    QualType T = M->getReturnType();
    return (T->isReferenceType() || T->isPointerType()) &&
           T->getPointeeType()->getAsCXXRecordDecl() == &Class;
  });
}

bool canBeWaitedFor(const CXXRecordDecl &Class, const Call &Work,
                    const CXXMethodDecl &Starter) {
  Fields Changed, Waited;
  addChanged(writtenBody(Work.Callee), Changed);
  for (const CXXMethodDecl *M : Class.methods()) {
    if (M == &Starter || M == Work.Callee || isa<CXXConstructorDecl>(M))
      continue;
    if (!isa<CXXDestructorDecl>(M) && M->getIdentifier() &&
        (M->getName().contains_insensitive("join") ||
         M->getName().contains_insensitive("wait") ||
         M->getName().contains_insensitive("drain")))
      return true;
    addWaitedFor(writtenBody(M), Waited);
    addGiven(*M, Waited);
  }
  return llvm::any_of(Waited,
                      [&](const ValueDecl *F) { return Changed.contains(F); });
}

} // namespace corolint

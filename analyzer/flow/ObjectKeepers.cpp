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
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace corolint {

/// Of its own or of a base's.
static bool hasMember(const CXXRecordDecl &RD, llvm::StringRef Called) {
  DeclarationName Name = &RD.getASTContext().Idents.get(Called);
  return !RD.lookup(Name).empty() || RD.hasMemberName(Name);
}

bool givesExecutor(const CXXRecordDecl &Class) {
  return hasMember(Class, "get_executor");
}

namespace {

bool namesThis(const Stmt *S) {
  return anyOf(S, [](const Stmt *Each) { return isa<CXXThisExpr>(Each); });
}

/// Runs what it is given, and owns nothing.
bool isExecutor(const CXXRecordDecl &RD) {
  return hasMember(RD, "execute") || hasMember(RD, "post") ||
         hasMember(RD, "dispatch") || hasMember(RD, "schedule") ||
         hasMember(RD, "submit");
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
         !givesExecutor(*RD) && namesThis(&E);
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
        !RD || !RD->hasDefinition() || !givesExecutor(*RD))
      Out.insert(F);
  anyOf(S, [&](const Stmt *Each) {
    if (isCallOf(Each, {"cancel", "cancel_one", "close", "shutdown", "release",
                        "expires_at", "expires_after", "expires_from_now",
                        "try_send", "async_send"}))
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
    if (const auto *F = dyn_cast<ForStmt>(Each); F && suspends(F->getBody()))
      addFields(F->getCond(), Out);
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

using Functions = llvm::SmallSetVector<const FunctionDecl *, 8>;

const FunctionDecl *definitionOf(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  return F && F->hasBody(Body) ? Body : F;
}

const VarDecl *localNamed(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *D = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) ? V : nullptr;
}

/// Whether `Is` holds somewhere in `S`, or in what its local variables are made
/// of.
bool anyBehind(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Is) {
  return anyOf(S, [&](const Stmt *Each) {
    const VarDecl *V = localNamed(Each);
    return Is(Each) || (V && anyOf(V->getInit(), Is));
  });
}

/// A share of the object is given to something in `S`: a binding, a functor, a
/// closure. A share whose object it only is gives nothing.
bool passesShare(const Stmt *S) {
  auto IsShare = [](const Expr *E) {
    return E && (isClassOfStd(E->getType(), "shared_ptr") ||
                 isClassOfStd(E->getType(), "unique_ptr"));
  };
  return anyBehind(S, [&](const Stmt *Each) {
    if (const auto *L = dyn_cast<LambdaExpr>(Each))
      return capturesOwner(L->getCallOperator());
    if (const auto *C = dyn_cast<CallExpr>(Each);
        C && !isa<CXXOperatorCallExpr>(C))
      return llvm::any_of(C->arguments(), IsShare);
    if (const auto *C = dyn_cast<CXXConstructExpr>(Each))
      return !IsShare(C) && llvm::any_of(C->arguments(), IsShare);
    const auto *List = dyn_cast<InitListExpr>(Each);
    return List && llvm::any_of(List->inits(), IsShare);
  });
}

/// The closures that a call is given, also by a variable or within a binding.
void addClosures(const Call &C, Functions &Out) {
  for (const Argument &A : C.Arguments) {
    if (A.Callable)
      Out.insert(definitionOf(A.Callable));
    anyBehind(A.E, [&](const Stmt *S) {
      if (const auto *L = dyn_cast<LambdaExpr>(S))
        Out.insert(definitionOf(L->getCallOperator()));
      return false;
    });
  }
}

/// The member functions of this object that `F` calls.
void addCalled(const FunctionDecl *F, Functions &Out) {
  anyOf(writtenBody(F), [&](const Stmt *S) {
    const auto *C = dyn_cast<CXXMemberCallExpr>(S);
    if (C && C->getMethodDecl() &&
        isa<CXXThisExpr>(C->getImplicitObjectArgument()->IgnoreParenImpCasts()))
      Out.insert(definitionOf(C->getMethodDecl()));
    return false;
  });
}

/// The coroutine, the closures that are given along, of which one may be called
/// at the end, and what these call: `[this] { return serve(); }` only makes the
/// work.
Functions workOf(const Call &Work, const Call *Start) {
  Functions Closures, Out;
  addClosures(Work, Closures);
  if (Start)
    addClosures(*Start, Closures);
  Out = Closures;
  for (const FunctionDecl *F : Closures)
    addCalled(F, Out);
  if (Work.Callee)
    Out.insert(definitionOf(Work.Callee));
  return Out;
}

/// These, and the member functions of this object that they call, or that those
/// do.
Functions withCalled(Functions Of) {
  for (unsigned N = 0; N != Of.size(); ++N)
    addCalled(Of[N], Of);
  return Of;
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
    return capturesOwner(A.Callable) || passesShare(A.E);
  });
}

bool endTellsOwner(const Call &Start) {
  Functions All;
  addClosures(Start, All);
  return llvm::any_of(All, [](const FunctionDecl *F) {
    return anyOf(writtenBody(F), [](const Stmt *S) {
      const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
      return Op && Op->getOperator() == OO_Call &&
             memberNamed(Op->getArg(0)) != nullptr;
    });
  });
}

bool takesObject(const Call &Work, const Call *Start) {
  Functions All = workOf(Work, Start);
  return llvm::any_of(All, [](const FunctionDecl *F) {
    const Stmt *Body = writtenBody(F);
    return sharesItself(Body) || ownsInBody(Body) || asksLater(Body);
  });
}

bool isKeptByOthers(const CXXMethodDecl &Starter) {
  auto IsShare = [](const Expr *E) {
    if (!isClassOfStd(E->getType(), "shared_ptr"))
      return false;
    const VarDecl *V = localNamed(E);
    return sharesItself(E) || (V && sharesItself(V->getInit()));
  };
  return anyOf(writtenBody(&Starter), [&](const Stmt *S) {
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
      return !isa<CXXThisExpr>(
                 C->getImplicitObjectArgument()->IgnoreParenImpCasts()) &&
             llvm::any_of(C->arguments(), IsShare);
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(S);
    return Op && Op->getOperator() == OO_Equal && !localNamed(Op->getArg(0)) &&
           IsShare(Op->getArg(1));
  });
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
                    const Call *Start, const CXXMethodDecl &Starter) {
  const Functions Own = workOf(Work, Start);
  Fields Changed, Waited;
  for (const FunctionDecl *F : withCalled(Own))
    addChanged(writtenBody(F), Changed);
  // A token that a member gives may tell it of the end; the first argument is
  // what runs the work.
  if (Start && !Start->Arguments.empty())
    for (const Argument &A : llvm::drop_begin(Start->Arguments))
      addChanged(A.E, Changed);
  for (const CXXMethodDecl *M : Class.methods()) {
    if (M == &Starter || M == Work.Callee || isa<CXXConstructorDecl>(M))
      continue;
    if (!isa<CXXDestructorDecl>(M) && M->getIdentifier() &&
        (M->getName().contains_insensitive("join") ||
         M->getName().contains_insensitive("wait") ||
         M->getName().contains_insensitive("drain")))
      return true;
    if (Own.contains(definitionOf(M)))
      continue;
    addWaitedFor(writtenBody(M), Waited);
    addGiven(*M, Waited);
  }
  return llvm::any_of(Waited,
                      [&](const ValueDecl *F) { return Changed.contains(F); });
}

} // namespace corolint

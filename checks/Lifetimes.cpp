//===- Lifetimes.cpp - findings about tasks that outlive what they use ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Lifetimes.h"

#include "checks/Findings.h"
#include "flow/Mentions.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// The closure whose call operator is a coroutine and uses it.
const CXXRecordDecl *closureOf(const Call &C) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  return M && M->getParent()->isLambda() ? M->getParent() : nullptr;
}

/// The call operator of the closure that is handed over.
const FunctionDecl *givenClosure(const DeadUse &D) {
  return D.Maker->Arguments[D.Use.Index].Callable;
}

bool isCoroutine(const FunctionDecl &F) {
  return isa_and_nonnull<CoroutineBodyStmt>(F.getBody());
}

/// The closure that is handed over is called back, and is no work that is
/// started: neither a coroutine nor a function that gives a task, unless it
/// follows on another task.
bool isContinuation(const DeadUse &D) {
  const FunctionDecl &F = *givenClosure(D);
  const auto *Operator = dyn_cast<CXXMethodDecl>(&F);
  if (isCoroutine(F) || !Operator || !Operator->getParent()->isLambda())
    return false;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(D.Maker->Callee);
  const auto *Task =
      D.Maker->Callee ? D.Maker->Callee->getReturnType()->getAsCXXRecordDecl()
                      : nullptr;
  bool Follows = M && Task &&
                 M->getParent()->getQualifiedNameAsString() ==
                     Task->getQualifiedNameAsString();
  return Follows || !F.getReturnType()->getAsCXXRecordDecl();
}

/// The argument is a closure that has captured something.
const CXXRecordDecl *capturingClosure(const DeadUse &D) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(givenClosure(D));
  const CXXRecordDecl *L = M ? M->getParent() : nullptr;
  return L && L->isLambda() && L->capture_size() != 0 ? L : nullptr;
}

const Argument *argumentOf(const Call &C, const Use &U) {
  if (U.What == Use::Object)
    return C.Object ? &*C.Object : nullptr;
  return U.What != Use::Captured && U.Index < C.Arguments.size()
             ? &C.Arguments[U.Index]
             : nullptr;
}

std::string nameOf(const FunctionAnalysis &A, const DeadUse &D) {
  const Use &U = D.Use;
  bool ByOwner = U.PartOf && (D.GoneBy || U.Of.Place == NoId);
  return "'" +
         (ByOwner ? U.PartOf->From.Decl->getNameAsString()
                  : A.Graph.Places[U.Of.Place].Name) +
         "'";
}

/// A parameter that is destroyed when the function returns or when the caller's
/// full-expression ends: the implementation chooses ([expr.call]), and a caller
/// that awaits at once may be lucky.
bool diesWithCall(const FunctionAnalysis &A, const Use &U) {
  if (U.Of.Place == NoId)
    return false;
  const auto *P =
      dyn_cast_or_null<ParmVarDecl>(A.Graph.Places[U.Of.Place].Decl);
  const auto *RD = P ? P->getType()->getAsCXXRecordDecl() : nullptr;
  return RD && RD->hasDefinition() && !RD->hasTrivialDestructor();
}

} // namespace

const FieldDecl *memberThatStarts(const Stmt *Start) {
  const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(Start);
  if (!C)
    return nullptr;
  const Expr *Object = C->getImplicitObjectArgument()->IgnoreParenImpCasts();
  // Through a smart pointer.
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Object);
      Op && (Op->getOperator() == OO_Arrow || Op->getOperator() == OO_Star))
    Object = Op->getArg(0);
  return memberNamed(Object);
}

/// A class that can be awaited, or the task of a coroutine.
static bool canBeAwaited(const CXXRecordDecl &Class) {
  const CXXRecordDecl *RD = Class.getDefinition();
  if (!RD)
    return false;
  ASTContext &Ctx = RD->getASTContext();
  for (const char *Name : {"await_ready", "promise_type"})
    if (!RD->lookup(&Ctx.Idents.get(Name)).empty())
      return true;
  return !RD->lookup(Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait))
              .empty();
}

bool isScope(const CXXRecordDecl &Class) {
  if (isOfStd(Class) || Class.isLambda() || canBeAwaited(Class))
    return false;
  return llvm::any_of(Class.methods(), [](const CXXMethodDecl *M) {
    const auto *Result = M->getReturnType()->getAsCXXRecordDecl();
    return M->getMinRequiredArguments() == 0 && !M->isStatic() && Result &&
           canBeAwaited(*Result);
  });
}

/// What starts the work is a function of a scope, which is given a task.
static bool isStartedInScope(const DeadUse &D) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(D.Maker->Callee);
  return D.Use.What == Use::Object && D.What == DeadUse::NotJoined && M &&
         isScope(*M->getParent()) &&
         llvm::any_of(D.Maker->Arguments, [](const Argument &A) {
           const auto *RD =
               A.E ? A.E->getType()->getAsCXXRecordDecl() : nullptr;
           return A.Callable || (RD && canBeAwaited(*RD));
         });
}

LifetimeFault faultOf(const DeadUse &D) {
  if (isStartedInScope(D))
    return LifetimeFault::Scope;
  if (D.Use.What == Use::Object && closureOf(*D.Maker))
    return LifetimeFault::Closure;
  if (D.Use.What == Use::GivenBy && isContinuation(D))
    return LifetimeFault::Closure;
  if (D.Use.What == Use::Argument && capturingClosure(D))
    return LifetimeFault::Closure;
  if (D.Use.Of.Temporary || D.What == DeadUse::UsedLater)
    return LifetimeFault::Argument;
  return D.What == DeadUse::Returned ? LifetimeFault::Return
                                     : LifetimeFault::Local;
}

void findDeadUses(const FunctionAnalysis &A, LifetimeFault Fault,
                  StringRef Check, std::vector<Finding> &Out) {
  std::set<const Call *> Told;
  for (const DeadUse &D : A.Lifetimes.Dead) {
    // A closure that dies takes what it refers to with it.
    bool ByClosure =
        D.Use.What == Use::Captured &&
        llvm::any_of(A.Lifetimes.Dead, [&](const DeadUse &O) {
          return O.Maker == D.Maker && faultOf(O) == LifetimeFault::Closure;
        });
    // What a scope is given to run says more than the scope.
    bool ByScope = D.Use.What == Use::Object && D.What == DeadUse::NotJoined &&
                   llvm::any_of(A.Lifetimes.Dead, [&](const DeadUse &O) {
                     return O.Maker != D.Maker && O.Where == D.Maker->E;
                   });
    // It is used after its end when it is awaited: that it runs on then says no
    // more.
    bool Again = D.What == DeadUse::NotJoined &&
                 llvm::any_of(A.Lifetimes.Dead, [&](const DeadUse &O) {
                   return O.Maker == D.Maker && O.What == DeadUse::UsedLater &&
                          O.Use.Of == D.Use.Of;
                 });
    if (faultOf(D) != Fault || ByClosure || ByScope || Again ||
        !Told.insert(D.Maker).second)
      continue;
    const Call &C = *D.Maker;
    Certainty Sure =
        !A.Lifetimes.Complete || A.Broken ? Certainty::Possible
        : !D.Use.Seen && !D.Use.Of.Temporary && D.What == DeadUse::NotJoined
            ? Certainty::Possible
        : D.Use.Seen && D.What == DeadUse::Returned && !diesWithCall(A, D.Use)
            ? Certainty::Certain
            : Certainty::Likely;
    const Stmt *Where = C.E;
    std::string Maker = C.Callee ? displayName(*C.Callee) : "the callable";
    std::string Task = "the task of '" + Maker + "'";
    std::string Message;
    switch (Fault) {
    case LifetimeFault::Closure:
      if (D.Use.What == Use::GivenBy) {
        Message = "the closure refers to " + nameOf(A, D) +
                  ", which can be gone when '" + Maker + "' runs it";
        break;
      }
      Message = "the coroutine uses what the closure has captured, and can run "
                "when the closure is gone";
      break;
    case LifetimeFault::Argument:
      Message =
          Task + " uses " +
          (D.Use.Of.Temporary ? std::string("a temporary") : nameOf(A, D)) +
          ", which is gone when it runs";
      break;
    case LifetimeFault::Local:
      Message = D.Use.What == Use::GivenBy
                    ? "the closure refers to " + nameOf(A, D) +
                          ", which can be gone when '" + Maker + "' runs it"
                    : Task + " is started and uses " + nameOf(A, D) +
                          ", which can be gone before it ends";
      break;
    case LifetimeFault::Scope:
      Message = nameOf(A, D) + " ends while what '" + Maker +
                "' has started in it may still run: nobody waits for that on "
                "every path";
      break;
    case LifetimeFault::Return:
      Message = Task + " is returned and uses " + nameOf(A, D) +
                ", which ends with this function";
      if (D.Where)
        Where = D.Where;
      break;
    }
    Finding F = makeFinding(A, Check, Sure, *Where, "creation", Message);
    F.Anchor.Where = rangeOf(A.Ctx, *C.E);
    if (Fault == LifetimeFault::Closure) {
      const auto *Closure =
          D.Use.What == Use::Object
              ? closureOf(C)
              : cast<CXXMethodDecl>(givenClosure(D))->getParent();
      F.Where = rangeOf(A.Ctx, Closure->getLocation());
      F.Anchor = {"closure", F.Where};
    } else if (const Argument *Given = argumentOf(C, D.Use);
               Given && Given->E) {
      addNote(F, A, *Given->E,
              D.Use.What == Use::Object ? "it is called on this"
                                        : "it is given here");
    }
    if (D.Where && D.Where != Where)
      addNote(F, A, *D.Where,
              D.What == DeadUse::UsedLater  ? "it runs from here on"
              : D.What == DeadUse::Returned ? "it is returned here"
                                            : "it is started here");
    if (D.GoneBy)
      addNote(F, A, *D.GoneBy, "here it can be gone");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

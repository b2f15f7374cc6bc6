//===- ThisEscape.cpp - objects that their own work outlives --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "checks/Lifetimes.h"
#include "compat/Types.h"
#include "flow/Mentions.h"
#include "flow/ObjectKeepers.h"
#include "flow/UnitAnalysis.h"
#include "flow/Waits.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {
namespace {

bool isShared(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.bases(), [](const CXXBaseSpecifier &B) {
    const auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && (qualifiedName(*Base) == "std::enable_shared_from_this" ||
                    (Base->hasDefinition() && isShared(*Base)));
  });
}

/// Hands a task to a scope of the caller's, who waits for it. What a callback
/// is given to runs it some time.
bool startsForCaller(const EscapedObject &E) {
  const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E.Start);
  const auto *D = C ? dyn_cast<DeclRefExpr>(
                          C->getImplicitObjectArgument()->IgnoreParenImpCasts())
                    : nullptr;
  return D && isa<ParmVarDecl>(D->getDecl()) && E.Start != E.Maker->E;
}

/// What the work, or its handle, is put in by `Start`: a member of this object,
/// or a variable that is there for the whole program; null if something else.
const ValueDecl *keptIn(const Stmt *Start) {
  const Expr *Container = nullptr;
  if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(Start))
    Container = C->getImplicitObjectArgument();
  else if (const auto *Op = dyn_cast_or_null<CXXOperatorCallExpr>(Start);
           Op && Op->getOperator() == OO_Equal)
    Container = Op->getArg(0);
  if (!Container)
    return nullptr;
  Container = Container->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(Container))
    return isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts())
               ? dyn_cast<FieldDecl>(M->getMemberDecl())
               : nullptr;
  const auto *D = dyn_cast<DeclRefExpr>(Container);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasGlobalStorage() ? V : nullptr;
}

/// The class is in a header, so that others may name its members.
bool isOfHeader(const FunctionAnalysis &A, const CXXRecordDecl &Class) {
  const SourceManager &SM = A.Ctx.getSourceManager();
  return !SM.isInMainFile(SM.getExpansionLoc(Class.getLocation()));
}

/// Somebody who has such an object may find the work again, and wait for it.
bool mayBeFound(const FunctionAnalysis &A, const EscapedObject &E,
                const CXXMethodDecl &Starter) {
  const ValueDecl *Keeper = keptIn(E.Start);
  if (!Keeper)
    return true;
  const CXXRecordDecl &Class = *Starter.getParent();
  if (const auto *Member = dyn_cast<FieldDecl>(Keeper)) {
    auto By = A.Unit->NamedBy.find(Member);
    return isOfHeader(A, Class) || destructorWaits(Member->getType()) ||
           By == A.Unit->NamedBy.end() || By->second != A.Graph.Function;
  }
  // What all work is in, nobody waits for who ends one of its objects, unless
  // the class knows of it: by more than another function that starts work.
  return llvm::any_of(Class.methods(), [&](const CXXMethodDecl *M) {
    if (M == &Starter || !M->isUserProvided() || M->isPureVirtual())
      return false;
    const Stmt *Body = M->getBody();
    // One that nobody calls has a body in its template only.
    if (const FunctionDecl *Of = M->getTemplateInstantiationPattern();
        Of && !Body)
      Body = Of->getBody();
    bool OnlyStarts = Body && !isa<CoroutineBodyStmt>(Body) &&
                      !isa<CXXDestructorDecl>(M) &&
                      M->getReturnType()->isVoidType() && !hasLoop(Body);
    Mentions Named;
    addMentioned(Body, Named);
    return !Body || (!OnlyStarts && Named.contains(Keeper));
  });
}

/// Null if it is no call.
const Call *startOf(const FunctionAnalysis &A, const EscapedObject &E) {
  auto It = llvm::find_if(A.Graph.Calls,
                          [&](const Call &C) { return C.E == E.Start; });
  return It == A.Graph.Calls.end() ? nullptr : &*It;
}

/// Runs work, and ends with the object that it is a part of.
bool isRunner(QualType T) {
  const auto *RD = T->getAsCXXRecordDecl();
  return RD && RD->hasDefinition() && RD->hasUserDeclaredDestructor() &&
         !canBeMoved(*RD);
}

/// The object has a pool or an event loop of its own that gives executors.
bool hasRunner(const CXXRecordDecl &Class) {
  return llvm::any_of(Class.fields(), [&](const FieldDecl *F) {
    QualType T = F->getType();
    if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
            T->getAsCXXRecordDecl());
        S && qualifiedName(*S) == "std::unique_ptr")
      T = S->getTemplateArgs()[0].getAsType();
    return isRunner(T) && givesExecutor(*T->getAsCXXRecordDecl());
  });
}

/// A pool or an event loop that is a part of this object is given the work:
/// `co_spawn(Pool, work(), detached)`. By an executor, it may be that one if it
/// is not a parameter.
bool isGivenToOwnRunner(const CXXRecordDecl &Class, const Call *Start) {
  if (!Start || Start->Object || Start->Arguments.empty() ||
      !Start->Arguments.front().E)
    return false;
  const Expr *Given = Start->Arguments.front().E->IgnoreImplicit();
  if (const FieldDecl *Member = memberNamed(Given);
      Member && isRunner(Member->getType()))
    return true;
  Mentions Named;
  addMentioned(Given, Named);
  llvm::SmallVector<const ValueDecl *, 4> Made(Named.begin(), Named.end());
  for (const ValueDecl *D : Made)
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && !isa<ParmVarDecl>(V) && V->hasInit())
      addMentioned(V->getInit(), Named);
  return hasRunner(Class) && llvm::none_of(Named, [](const ValueDecl *D) {
           return isa<ParmVarDecl>(D);
         });
}

/// Some member of the object starts work, and may know when it ends: an
/// executor, a scope. What is a coroutine of its own is the work.
bool isStartedByMember(const CXXRecordDecl &Class, const EscapedObject &E,
                       const Call *Start) {
  if ((!E.Stored && memberThatStarts(E.Start)) ||
      isGivenToOwnRunner(Class, Start))
    return true;
  const FieldDecl *Member = memberThatStarts(E.Maker->E);
  const FunctionDecl *Work = E.Maker->Callee;
  bool IsWork = Work && isa_and_nonnull<CoroutineBodyStmt>(Work->getBody());
  return Member && !(IsWork && !destructorWaits(Member->getType()));
}

/// The work does not begin before the function has returned, and some caller's
/// only owner of the object is gone by then.
bool beginsTooLate(const FunctionAnalysis &A, const Call *Start) {
  return A.Unit->CalledOnTemporary.contains(
             A.Graph.Function->getCanonicalDecl()) &&
         Start && Start->Model &&
         llvm::any_of(Start->Model->Arguments,
                      [](const ArgumentModel &M) { return M.Later; });
}

} // namespace

void checkThisEscape(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  const auto *M = dyn_cast<CXXMethodDecl>(A.Graph.Function);
  if (!M || M->isStatic() || M->getParent()->isLambda() ||
      A.Lifetimes.Escaped.empty())
    return;
  const CXXRecordDecl &Class = *M->getParent();
  const CXXDestructorDecl *D = Class.getDestructor();
  QualType Type = tagType(A.Ctx, Class);
  // Who writes a destructor expects objects to end while the program runs, and
  // so does who shares them.
  bool Ends = isShared(Class) || (D && D->isUserProvided());
  if (!Ends || destructorWaits(Type) || keepsItself(Class) ||
      A.Unit->LiveLong.contains(&Class))
    return;
  for (const EscapedObject &E : A.Lifetimes.Escaped) {
    const Call *Start = startOf(A, E);
    if ((E.Stored && mayBeFound(A, E, *M)) || isGivenObject(*E.Maker) ||
        (Start && (endHasObject(*Start) || endTellsOwner(*Start))) ||
        (takesObject(*E.Maker, Start) && !beginsTooLate(A, Start)) ||
        isKeptByOthers(*M) || isStartedByMember(Class, E, Start) ||
        startsForCaller(E) || canBeWaitedFor(Class, *E.Maker, Start, *M))
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

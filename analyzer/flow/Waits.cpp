//===- Waits.cpp - what waits, by name, body or type ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Waits.h"

#include "compat/StringSwitch.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {
namespace {

bool isNamedLike(const FunctionDecl *F,
                 std::initializer_list<llvm::StringRef> Words) {
  if (!F || !F->getIdentifier())
    return false;
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return F->getName().contains_insensitive(Word);
  });
}

using Functions = llvm::SmallPtrSetImpl<const FunctionDecl *>;

/// Has a loop that goes on while something holds, or calls one; each function
/// is looked at once.
bool goesOnWhile(const Stmt *S, unsigned Depth, Functions &Seen) {
  if (!S || Depth > 2)
    return false;
  if (isa<WhileStmt, DoStmt>(S))
    return true;
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = C->getDirectCallee();
        F && !isOfStd(*F) && Seen.insert(F->getCanonicalDecl()).second &&
        goesOnWhile(F->getBody(), Depth + 1, Seen))
      return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return goesOnWhile(Child, Depth, Seen);
  });
}

/// Calls a member function that goes on while something holds: one that turns
/// an event loop, whatever its name.
bool turnsLoop(const CallExpr &C, Functions &Seen) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.getDirectCallee());
  return M && !M->isConst() && !isOfStd(*M) &&
         Seen.insert(M->getCanonicalDecl()).second &&
         goesOnWhile(M->getBody(), 0, Seen);
}

/// Itself, or by another function of the same object.
bool callsWait(const Stmt *S, unsigned Depth, Functions &Seen,
               Functions &Turned) {
  if (!S || Depth > 2)
    return false;
  // In a template, what is called may not be known.
  if (const auto *C = dyn_cast<CallExpr>(S);
      C && (C->isTypeDependent() || C->getCallee()->isTypeDependent()))
    return true;
  if (const auto *C = dyn_cast<CallExpr>(S);
      C && (waitsByName(C->getDirectCallee()) || turnsLoop(*C, Turned)))
    return true;
  // A closure that it has: `finally F{[&] { H.join(); }}`.
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(S))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee());
        M && M->getParent()->isLambda() &&
        Seen.insert(M->getCanonicalDecl()).second &&
        callsWait(M->getBody(), Depth + 1, Seen, Turned))
      return true;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
      C && C->getMethodDecl() &&
      isa<CXXThisExpr>(C->getImplicitObjectArgument()->IgnoreParenImpCasts()) &&
      Seen.insert(C->getMethodDecl()->getCanonicalDecl()).second &&
      callsWait(C->getMethodDecl()->getBody(), Depth + 1, Seen, Turned))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return callsWait(Child, Depth, Seen, Turned);
  });
}

bool callsWait(const Stmt *S) {
  llvm::SmallPtrSet<const FunctionDecl *, 16> Seen, Turned;
  return callsWait(S, 0, Seen, Turned);
}

/// Calls nothing, and has no loop.
bool onlySets(const Stmt *S) {
  return !S || (!isa<CallExpr, CXXConstructExpr, CXXDeleteExpr, WhileStmt,
                     DoStmt, ForStmt, GCCAsmStmt>(S) &&
                llvm::all_of(S->children(), onlySets));
}

bool hasLoop(const Stmt *S, unsigned Depth) {
  if (!S || Depth > 2)
    return false;
  if (isa<WhileStmt, DoStmt, ForStmt, CXXForRangeStmt>(S))
    return true;
  if (const auto *C = dyn_cast<CallExpr>(S); C && C->getDirectCallee())
    if (hasLoop(C->getDirectCallee()->getBody(), Depth + 1))
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return hasLoop(Child, Depth); });
}

/// It is only declared in a system header, or not parsed there, in a class
/// whose objects can be moved: sockets and timers, and executors. What waits
/// for what runs in it (pools, scopes) stays where it is.
bool isOfMovable(const CXXDestructorDecl &D) {
  const CXXRecordDecl &RD = *D.getParent();
  return RD.getASTContext().getSourceManager().isInSystemHeader(
             D.getLocation()) &&
         canBeMoved(RD);
}

/// Tells of the body of a destructor; null if it is not seen.
using DestructorTest = llvm::function_ref<bool(const Stmt *)>;

/// One of the destructors that run when an object of this class ends `Is` so:
/// its own, that of a base or member, or of what a class of the standard
/// library owns. A std::jthread always is.
bool anyDestructor(QualType T, DestructorTest Is, unsigned Depth = 0) {
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !(RD = RD->getDefinition()) || Depth > 4)
    return false;
  auto OfPart = [&](QualType Part) {
    return anyDestructor(Part, Is, Depth + 1);
  };
  if (isOfStd(*RD)) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(RD);
    bool Owns = StringSwitch<bool>(RD->getName())
                    .Cases({"unique_ptr", "shared_ptr", "optional", "array",
                            "vector", "deque", "list"},
                           true)
                    .Default(false);
    return RD->getName() == "jthread" ||
           (S && Owns &&
            S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
            OfPart(S->getTemplateArgs()[0].getAsType()));
  }
  if (const CXXDestructorDecl *D = RD->getDestructor();
      D && D->isUserProvided()) {
    // One of a template that nothing in the unit runs has its body there only.
    const FunctionDecl *Body = nullptr,
                       *Of = D->getTemplateInstantiationPattern();
    bool Seen = D->hasBody(Body) || (Of && Of->hasBody(Body));
    if ((Seen || !isOfMovable(*D)) && Is(Seen ? Body->getBody() : nullptr))
      return true;
  }
  return llvm::any_of(
             RD->bases(),
             [&](const CXXBaseSpecifier &B) { return OfPart(B.getType()); }) ||
         llvm::any_of(RD->fields(),
                      [&](const FieldDecl *F) { return OfPart(F->getType()); });
}

} // namespace

bool waitsByName(const FunctionDecl *F) {
  return isNamedLike(F, {"wait", "join", "get", "run", "drain", "stop", "close",
                         "shutdown", "acquire", "poll", "remove", "unregister",
                         "disconnect", "erase"});
}

bool mayWait(const FunctionDecl *F) {
  const FunctionDecl *Body = nullptr;
  return waitsByName(F) && (!F->hasBody(Body) || !onlySets(Body->getBody()));
}

bool runsByName(const FunctionDecl *F) {
  return isNamedLike(F, {"run", "poll", "drain", "wait", "join"});
}

bool passesTime(const FunctionDecl *F) {
  return isNamedLike(F, {"sleep", "delay", "yield", "after", "schedule",
                         "resume_on", "switch_to", "executor", "timer"});
}

bool startsByName(const FunctionDecl *F) {
  return isNamedLike(F, {"spawn", "detach", "launch", "start", "schedule",
                         "enqueue", "submit", "post", "fork", "background",
                         "forget", "ignore"}) &&
         !waitsByName(F);
}

bool hasLoop(const Stmt *S) { return hasLoop(S, 0); }

bool mayRun(const CXXRecordDecl &RD) {
  // What can be copied is a handle of something else: Asio's executors.
  for (const CXXConstructorDecl *C : RD.ctors())
    if (C->isCopyConstructor() && C->isUserProvided() && !C->isDeleted())
      return false;
  return !isOfStd(RD) ||
         (RD.getName() != "shared_ptr" && RD.getName() != "thread");
}

bool canBeMoved(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.ctors(),
                      [](const CXXConstructorDecl *C) {
                        return C->isCopyOrMoveConstructor() && !C->isDeleted();
                      }) ||
         (RD.needsImplicitCopyConstructor() &&
          !RD.needsOverloadResolutionForCopyConstructor() &&
          !RD.defaultedCopyConstructorIsDeleted());
}

bool destructorMayWait(QualType T) {
  return anyDestructor(
      T, [](const Stmt *Body) { return !Body || callsWait(Body); });
}

bool destructorWaits(QualType T) {
  return anyDestructor(
      T, [](const Stmt *Body) { return Body && callsWait(Body); });
}

} // namespace corolint

//===- LockKinds.cpp - which classes are locks of threads -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LockKinds.h"

#include "compat/StringSwitch.h"
#include "model/Classes.h"
#include "model/Names.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace corolint {
namespace {

/// Has a member function of one of these names that gives nothing; of a base
/// too.
bool hasVoid(const CXXRecordDecl &RD,
             std::initializer_list<llvm::StringRef> Names) {
  for (const CXXMethodDecl *M : RD.methods())
    if (M->getIdentifier() && M->getNumParams() == 0 &&
        M->getReturnType()->isVoidType() &&
        llvm::is_contained(Names, M->getName()))
      return true;
  return llvm::any_of(RD.bases(), [&](const CXXBaseSpecifier &B) {
    const CXXRecordDecl *Base = definitionOf(B.getType());
    return Base && hasVoid(*Base, Names);
  });
}

/// Classes may unlock each other; nobody needs more to tell.
constexpr unsigned MaxDepth = 3;

bool isMutex(QualType T, unsigned Depth);

/// A function of pthreads that locks or unlocks.
bool isOfPthreads(const FunctionDecl *F, llvm::StringRef Name) {
  if (!F || !F->getIdentifier() || !F->getName().starts_with("pthread_"))
    return false;
  return Name == "unlock" ? F->getName().ends_with("unlock")
                          : F->getName().ends_with("lock") &&
                                !F->getName().ends_with("unlock") &&
                                !F->getName().contains("try");
}

using Functions = llvm::SmallPtrSetImpl<const CXXMethodDecl *>;

/// Calls a member function of that name on a mutex, itself or in another one of
/// the same object; each of these is looked at once.
bool callsOnMutex(const Stmt *S, llvm::StringRef Name, unsigned Depth,
                  Functions &Seen) {
  if (!S || Depth > MaxDepth)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S);
      C && isOfPthreads(C->getDirectCallee(), Name))
    return true;
  const auto *C = dyn_cast<CXXMemberCallExpr>(S);
  if (const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr) {
    const Expr *Object = C->getImplicitObjectArgument()->IgnoreParenImpCasts();
    QualType T = Object->getType();
    if (isa<CXXThisExpr>(Object)
            ? Seen.insert(M->getCanonicalDecl()).second &&
                  callsOnMutex(M->getBody(), Name, Depth + 1, Seen)
            : M->getIdentifier() && M->getName().equals_insensitive(Name) &&
                  isMutex(T->isPointerType() ? T->getPointeeType() : T,
                          Depth + 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return callsOnMutex(Child, Name, Depth, Seen);
  });
}

bool callsOnMutex(const Stmt *S, llvm::StringRef Name, unsigned Depth) {
  llvm::SmallPtrSet<const CXXMethodDecl *, 8> Seen;
  return callsOnMutex(S, Name, Depth, Seen);
}

/// A guard of the user's own: the constructor locks, the destructor unlocks.
bool locksAndUnlocks(const CXXRecordDecl &RD, unsigned Depth) {
  const CXXDestructorDecl *D = RD.getDestructor();
  const FunctionDecl *Body = nullptr;
  if (!D || !D->isUserProvided() || !D->hasBody(Body) ||
      !callsOnMutex(Body->getBody(), "unlock", Depth))
    return false;
  return llvm::any_of(RD.ctors(), [&](const CXXConstructorDecl *C) {
    const FunctionDecl *Body = nullptr;
    return C->hasBody(Body) && callsOnMutex(Body->getBody(), "lock", Depth);
  });
}

/// A type among the arguments of the template, or in a pack of them, `Is`.
bool anyArgument(const ClassTemplateSpecializationDecl &S,
                 llvm::function_ref<bool(QualType)> Is) {
  auto IsOne = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type && Is(A.getAsType());
  };
  return llvm::any_of(S.getTemplateArgs().asArray(), [&](const auto &A) {
    return A.getKind() == TemplateArgument::Pack
               ? llvm::any_of(A.pack_elements(), IsOne)
               : IsOne(A);
  });
}

bool isGuard(QualType T, unsigned Depth) {
  const CXXRecordDecl *RD = definitionOf(T);
  if (!RD)
    return false;
  if (!isNamedLockGuard(*RD))
    return locksAndUnlocks(*RD, Depth);
  if (qualifiedName(*RD) == "QMutexLocker")
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(RD);
  return S &&
         anyArgument(*S, [&](QualType Each) { return isMutex(Each, Depth); });
}

bool callsAnything(const Stmt *S) {
  return S && (isa<CallExpr, GCCAsmStmt>(S) ||
               llvm::any_of(S->children(), callsAnything));
}

bool isGuardField(const FieldDecl *F) { return isGuard(F->getType(), 0); }

bool constructsHeldGuard(const CXXConstructorDecl &C, unsigned Depth);

bool makesHeldGuardIn(const Stmt *S, unsigned Depth) {
  if (!S || isa<LambdaExpr>(S) || Depth > MaxDepth)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && makesHeldGuard(*E))
    return true;
  if (const auto *C = dyn_cast<CXXConstructExpr>(S);
      C && holdsLockGuards(C->getType()) &&
      constructsHeldGuard(*C->getConstructor(), Depth + 1))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return makesHeldGuardIn(Child, Depth);
  });
}

/// All that is returned has such a guard in it.
bool returnsHeldGuard(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return makesHeldGuardIn(R->getRetValue(), 0);
  // A body of one statement: what locks only on some path is not followed.
  return isa<CompoundStmt>(S) && cast<CompoundStmt>(S)->size() == 1 &&
         returnsHeldGuard(cast<CompoundStmt>(S)->body_front());
}

/// Names no guard of its object, and calls nothing that could unlock one.
bool letsNothingGo(const Stmt *S) {
  if (!S)
    return true;
  if (const auto *M = dyn_cast<MemberExpr>(S))
    if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
        F && isGuardField(F))
      return false;
  // Of this object, or of a base that is a guard.
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
      C &&
      isa<CXXThisExpr>(C->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return false;
  return llvm::all_of(S->children(), letsNothingGo);
}

bool constructsHeldGuard(const CXXConstructorDecl &C, unsigned Depth) {
  const FunctionDecl *Body = nullptr;
  return C.hasBody(Body) && letsNothingGo(Body->getBody()) &&
         llvm::any_of(cast<CXXConstructorDecl>(Body)->inits(),
                      [&](const CXXCtorInitializer *I) {
                        return makesHeldGuardIn(I->getInit(), Depth);
                      });
}

/// Its lock() has a body that calls nothing: nobody ever waits in it.
bool locksNothing(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.methods(), [](const CXXMethodDecl *M) {
    const FunctionDecl *Body = nullptr;
    return M->getIdentifier() && M->getName() == "lock" && M->hasBody(Body) &&
           !callsAnything(Body->getBody());
  });
}

bool isMutex(QualType T, unsigned Depth) {
  const CXXRecordDecl *RD = definitionOf(T);
  return RD && !locksNothing(*RD) &&
         hasVoid(*RD, {"lock", "Lock", "lock_shared"}) &&
         hasVoid(*RD, {"unlock", "Unlock", "unlock_shared"}) &&
         !isGuard(T, Depth);
}

} // namespace

bool isThreadMutex(QualType T) { return isMutex(T, 0); }

bool isLockGuard(QualType T) { return isGuard(T, 0); }

bool holdsLockGuards(QualType T) {
  const CXXRecordDecl *RD = definitionOf(T);
  if (!RD || RD->isLambda() || isLockGuard(T))
    return false;
  if (!isOfStd(*RD))
    return llvm::any_of(RD->bases(),
                        [](const CXXBaseSpecifier &B) {
                          return isLockGuard(B.getType());
                        }) ||
           llvm::any_of(RD->fields(), isGuardField);
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(RD);
  return S && S->getIdentifier() &&
         StringSwitch<bool>(S->getName())
             .Cases({"optional", "unique_ptr", "shared_ptr", "vector", "array",
                     "deque", "list", "pair", "tuple", "variant", "map",
                     "multimap", "unordered_map", "unordered_multimap"},
                    true)
             .Default(false) &&
         anyArgument(*S, [](QualType Each) {
           return !Each->isReferenceType() && isLockGuard(Each);
         });
}

bool makesHeldGuard(const Expr &E) {
  const auto *C = dyn_cast<CXXConstructExpr>(&E);
  if (!C || C->getNumArgs() == 0 || !isLockGuard(C->getType()) ||
      !isThreadMutex(C->getArg(0)->getType().getNonReferenceType()))
    return false;
  return llvm::none_of(C->arguments(), [](const Expr *A) {
    return isClassNamed(A->getType(), "defer_lock_t") ||
           isClassNamed(A->getType(), "try_to_lock_t") ||
           isClassNamed(A->getType(), "duration") ||
           isClassNamed(A->getType(), "time_point");
  });
}

bool locksInResult(const FunctionDecl &F) {
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&F))
    return constructsHeldGuard(*C, 0);
  const FunctionDecl *Body = nullptr;
  return F.hasBody(Body) && returnsHeldGuard(Body->getBody());
}

bool leavesGuardsAlone(const FunctionDecl &F) {
  const FunctionDecl *Body = nullptr;
  return F.hasBody(Body) && letsNothingGo(Body->getBody());
}

bool locksItsMutex(const FunctionDecl &F) {
  return callsOnMutex(F.getBody(), "lock", 0);
}

bool unlocksItsMutex(const FunctionDecl &F) {
  return callsOnMutex(F.getBody(), "unlock", 0);
}

bool isNamedLockGuard(const CXXRecordDecl &RD) {
  return StringSwitch<bool>(qualifiedName(RD))
      .Cases({"std::lock_guard", "std::unique_lock", "std::scoped_lock",
              "std::shared_lock", "boost::lock_guard", "boost::unique_lock",
              "boost::shared_lock", "boost::upgrade_lock",
              "boost::interprocess::scoped_lock", "QMutexLocker"},
             true)
      .Default(false);
}

} // namespace corolint

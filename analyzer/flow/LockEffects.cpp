//===- LockEffects.cpp - what calls do to locks ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LockEffects.h"

#include "compat/StringSwitch.h"
#include "model/Classes.h"
#include "model/LockKinds.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

LockEffect effectOf(const FunctionDecl *F) {
  if (!F || !F->getIdentifier())
    return LockEffect::None;
  return StringSwitch<LockEffect>(F->getName())
      .Cases({"lock", "lock_shared", "Lock", "ReaderLock", "lockForRead",
              "lockForWrite"},
             LockEffect::Takes)
      .Cases({"try_lock", "try_lock_for", "try_lock_until", "try_lock_shared",
              "TryLock", "tryLock"},
             LockEffect::MayTake)
      .Cases({"unlock", "unlock_shared", "Unlock", "ReaderUnlock", "release"},
             LockEffect::Lets)
      .Default(LockEffect::None);
}

bool locksInto(const Call &C, QualType T) {
  if (!holdsLockGuards(T))
    return false;
  if (const CXXRecordDecl *RD = definitionOf(T); RD && !isOfStd(*RD)) {
    // A member function of it may lock one that it has.
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    bool Makes =
        M && (isa<CXXConstructorDecl>(M) ||
              M->getParent()->getCanonicalDecl() != RD->getCanonicalDecl());
    return C.Callee && (Makes || !M) && locksInResult(*C.Callee);
  }
  bool Locks = false;
  for (const Argument &A : C.Arguments) {
    Locks |= A.E && isThreadMutex(A.E->getType());
    if (A.E && (isClassNamed(A.E->getType(), "defer_lock_t") ||
                isClassNamed(A.E->getType(), "try_to_lock_t")))
      return false;
  }
  return Locks;
}

bool hasLocks(const FactGraph &G, SummaryLookup Summaries) {
  for (const Place &P : G.Places)
    if (const auto *D = dyn_cast_or_null<ParmVarDecl>(P.Decl);
        D && (G.IsCoroutine || D->getType()->isReferenceType()) &&
        isLockGuard(D->getType()))
      return true;
  return llvm::any_of(G.Calls, [&](const Call &C) {
    if (!C.Callee || C.Machinery)
      return false;
    if (const auto *E = dyn_cast<Expr>(C.E);
        E && E->isPRValue() &&
        (isLockGuard(E->getType()) || holdsLockGuards(E->getType())))
      return true;
    if (effectOf(C.Callee) != LockEffect::None)
      return true;
    std::string Name = qualifiedName(*C.Callee);
    if (Name == "std::lock" || llvm::StringRef(Name).starts_with("pthread_"))
      return true;
    const FunctionSummary *S = Summaries(C.Callee);
    return S && (!S->Locks.empty() || !S->Unlocks.empty());
  });
}

} // namespace corolint

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

LockEffect effectOnArguments(const FunctionDecl &F) {
  return StringSwitch<LockEffect>(qualifiedName(F))
      .Cases({"std::lock", "pthread_mutex_lock", "pthread_rwlock_rdlock",
              "pthread_rwlock_wrlock", "pthread_spin_lock"},
             LockEffect::Takes)
      .Cases({"pthread_mutex_unlock", "pthread_rwlock_unlock",
              "pthread_spin_unlock"},
             LockEffect::Lets)
      .Default(LockEffect::None);
}

/// A function of a class of the standard library that makes an element.
static bool putsIn(const CXXMethodDecl &M) {
  return isOfStd(M) && M.getIdentifier() &&
         StringSwitch<bool>(M.getName())
             .Cases({"emplace_back", "push_back", "emplace_front", "push_front",
                     "emplace", "try_emplace", "insert"},
                    true)
             .Default(false);
}

/// A function of a container that gives an iterator.
static bool goesThroughAll(const CXXMethodDecl &M) {
  return M.getIdentifier() &&
         StringSwitch<bool>(M.getName())
             .Cases({"begin", "end", "rbegin", "rend", "data", "find"}, true)
             .Default(false);
}

HolderEffect effectOnHolder(const Call &C, bool Locks) {
  const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
  if (!M || M->isConst() || (!isOfStd(*M) && leavesGuardsAlone(*M)))
    return HolderEffect::None;
  QualType T = C.Object->E->getType();
  // An optional or a variant loses what it had.
  if (putsIn(*M))
    return isClassNamed(T, "optional") || isClassNamed(T, "variant")
               ? HolderEffect::Lets
               : HolderEffect::Adds;
  // What only gives its guard leaves it there; who goes through all of them
  // does something to them.
  bool Gives = C.PassesOn && !Locks && !goesThroughAll(*M) &&
               M->getOverloadedOperator() != OO_Equal;
  return Gives ? HolderEffect::None : HolderEffect::Lets;
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

const Expr *withoutNots(const Expr *Tested, bool &Holds) {
  const Expr *E = Tested ? Tested->IgnoreParenImpCasts() : nullptr;
  while (const auto *U = dyn_cast_or_null<UnaryOperator>(E)) {
    if (U->getOpcode() != UO_LNot)
      break;
    Holds = !Holds;
    E = U->getSubExpr()->IgnoreParenImpCasts();
  }
  return E;
}

bool isTested(const Call &C, const FactGraph &G) {
  return llvm::any_of(G.Blocks, [&](const Block &B) {
    bool Holds = true;
    const Expr *E = withoutNots(B.Tested, Holds);
    return E && E == C.E;
  });
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

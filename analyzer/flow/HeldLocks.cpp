//===- HeldLocks.cpp - thread locks that are held when suspended ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HeldLocks.h"

#include "flow/PathExplorer.h"
#include "model/LockKinds.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

/// What a function does to the lock that it is called on.
enum class Effect { None, Takes, MayTake, Lets };

Effect effectOf(const FunctionDecl *F) {
  if (!F || !F->getIdentifier())
    return Effect::None;
  return llvm::StringSwitch<Effect>(F->getName())
      .Cases({"lock", "lock_shared", "Lock", "ReaderLock", "lockForRead",
              "lockForWrite"},
             Effect::Takes)
      .Cases({"try_lock", "try_lock_for", "try_lock_until", "try_lock_shared",
              "TryLock", "tryLock"},
             Effect::MayTake)
      .Cases({"unlock", "unlock_shared", "Unlock", "ReaderUnlock", "release"},
             Effect::Lets)
      .Default(Effect::None);
}

/// The variable or member that an expression names.
const ValueDecl *namedBy(const Expr *E) {
  if (!E)
    return nullptr;
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
    return namedBy(U->getSubExpr());
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return dyn_cast<VarDecl>(D->getDecl());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return dyn_cast<FieldDecl>(M->getMemberDecl());
  return nullptr;
}

bool mentions(const Stmt *S, const ValueDecl *D) {
  if (!S || !D)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && namedBy(E) == D)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *C) { return mentions(C, D); });
}

bool isOfTag(const Expr *E, llvm::StringRef Tag) {
  const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return RD && RD->getName() == Tag;
}

class HeldLocks {
public:
  struct State {
    /// Guards, by the place that they are in, and the call that took the lock;
    /// NoId for a parameter. Sorted.
    std::map<PlaceId, unsigned> Guards;
    /// Mutexes that were locked by hand, by USR.
    std::map<std::string, unsigned> Mutexes;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = 0;
    for (auto [P, C] : S.Guards)
      H = (H * 31 + P) * 31 + C;
    for (const auto &[U, C] : S.Mutexes)
      H = (H * 31 + unsigned(llvm::hash_value(U))) * 31 + C;
    return H;
  }

  HeldLocks(const FactGraph &G, SummaryLookup Summaries)
      : G(G), Summaries(Summaries) {}

  State initial() const {
    State S;
    for (PlaceId P = 0; P != G.Places.size(); ++P)
      if (const auto *D = dyn_cast_or_null<ParmVarDecl>(G.Places[P].Decl);
          D && G.Places[P].What == Place::Parameter &&
          !D->getType()->isReferenceType() && isLockGuard(D->getType()))
        S.Guards[P] = NoId;
    return S;
  }
  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &S, bool Exceptional);

  LockResults Results;

private:
  void call(unsigned N, State &S);
  void construct(unsigned N, State &S);
  void member(unsigned N, State &S);
  void byCallee(unsigned N, State &S);
  void let(const std::string &Usr, State &S);
  void suspended(unsigned Await, const State &S);
  bool isGiven(unsigned Taken, const Await &A) const;
  const Call *tried(const Expr *Tested) const;

  const FactGraph &G;
  SummaryLookup Summaries;
  std::set<unsigned> Told;
  std::set<PlaceId> ToldOf;
  bool Finished = false;
};

void HeldLocks::construct(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  if (C.Arguments.empty())
    return;
  // From another guard.
  const Argument &First = C.Arguments.front();
  if (isLockGuard(First.E->getType())) {
    for (PlaceId P : First.Places)
      if (auto Node = S.Guards.extract(P)) {
        Node.key() = C.Result;
        S.Guards.insert(std::move(Node));
        return;
      }
    return;
  }
  bool Adopts = false;
  for (const Argument &A : C.Arguments) {
    if (isOfTag(A.E, "defer_lock_t"))
      return;
    Adopts |= isOfTag(A.E, "adopt_lock_t");
  }
  unsigned Taken = N;
  if (Adopts)
    for (const Argument &A : C.Arguments)
      if (const ValueDecl *D = namedBy(A.E))
        if (auto Node = S.Mutexes.extract(usrOf(*D)))
          Taken = Node.mapped();
  S.Guards[C.Result] = Taken;
}

void HeldLocks::let(const std::string &Usr, State &S) {
  if (!S.Mutexes.erase(Usr))
    Results.Unlocks.insert(Usr);
}

void HeldLocks::member(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  Effect What = effectOf(C.Callee);
  QualType T = C.Object->E->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (isLockGuard(T)) {
    for (PlaceId P : C.Object->Places) {
      if (What == Effect::Takes || What == Effect::MayTake)
        S.Guards[P] = N;
      else if (What == Effect::Lets)
        S.Guards.erase(P);
    }
    // It is assigned another one.
    if (C.Callee->getOverloadedOperator() == OO_Equal && !C.Arguments.empty())
      for (PlaceId To : C.Object->Places) {
        S.Guards.erase(To);
        for (PlaceId From : C.Arguments.front().Places)
          if (auto Node = S.Guards.extract(From)) {
            Node.key() = To;
            S.Guards.insert(std::move(Node));
          }
      }
    return;
  }
  const ValueDecl *D = namedBy(C.Object->E);
  if (!D || What == Effect::None || !isThreadMutex(T))
    return;
  if (What == Effect::Takes)
    S.Mutexes[usrOf(*D)] = N;
  else if (What == Effect::Lets)
    let(usrOf(*D), S);
}

/// Functions that lock what they are given, and those that leave something
/// locked.
void HeldLocks::byCallee(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  std::string Name = qualifiedName(*C.Callee);
  bool Takes = llvm::StringSwitch<bool>(Name)
                   .Cases({"std::lock", "pthread_mutex_lock",
                           "pthread_rwlock_rdlock", "pthread_rwlock_wrlock"},
                          true)
                   .Default(false);
  bool Lets = Name == "pthread_mutex_unlock" || Name == "pthread_rwlock_unlock";
  if (Takes || Lets) {
    for (const Argument &A : C.Arguments)
      if (const ValueDecl *D = namedBy(A.E)) {
        if (Takes)
          S.Mutexes[usrOf(*D)] = N;
        else
          let(usrOf(*D), S);
      }
    return;
  }
  const FunctionSummary *Callee = Summaries(C.Callee);
  if (!Callee || !Callee->BodySeen || C.Makes != NoId)
    return;
  for (const std::string &Usr : Callee->Unlocks)
    let(Usr, S);
  for (const std::string &Usr : Callee->Locks)
    S.Mutexes[Usr] = N;
}

void HeldLocks::call(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  if (!C.Callee || C.Destructor || C.Machinery)
    return;
  if (isa<CXXConstructorDecl>(C.Callee)) {
    const auto *E = dyn_cast<Expr>(C.E);
    if (E && C.Result != NoId && isLockGuard(E->getType()))
      construct(N, S);
    return;
  }
  if (C.Object && C.Object->E)
    member(N, S);
  byCallee(N, S);
  // A function that gives a guard.
  const auto *E = dyn_cast<Expr>(C.E);
  if (E && C.Result != NoId && E->isPRValue() && isLockGuard(E->getType()))
    S.Guards[C.Result] = N;
}

/// What is awaited is given the mutex itself.
bool HeldLocks::isGiven(unsigned Taken, const Await &A) const {
  const Call &C = G.Calls[Taken];
  if (C.Object && mentions(A.Operand, namedBy(C.Object->E)))
    return true;
  return llvm::any_of(C.Arguments, [&](const Argument &Each) {
    return mentions(A.Operand, namedBy(Each.E));
  });
}

void HeldLocks::suspended(unsigned N, const State &S) {
  const Await &A = G.Awaits[N];
  if (A.NeverSuspends)
    return;
  auto Tell = [&](unsigned Taken, PlaceId P) {
    const ValueDecl *D = P == NoId ? nullptr : G.Places[P].Decl;
    // What is awaited may let it go, as a condition variable does.
    if (mentions(A.Operand, D) || (Taken != NoId && isGiven(Taken, A)))
      return;
    if (Taken == NoId ? ToldOf.insert(P).second : Told.insert(Taken).second)
      Results.Held.push_back({Taken == NoId ? nullptr : &G.Calls[Taken], D, N});
  };
  for (auto [P, Taken] : S.Guards)
    Tell(Taken, P);
  for (const auto &[Usr, Taken] : S.Mutexes)
    Tell(Taken, NoId);
}

void HeldLocks::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Called:
    return call(F.Index, S);
  case Fact::Moved:
    if (auto Node = S.Guards.extract(F.From)) {
      Node.key() = F.Place;
      S.Guards.erase(F.Place);
      S.Guards.insert(std::move(Node));
    }
    return;
  case Fact::Died:
    for (auto It = S.Guards.begin(); It != S.Guards.end();)
      It = G.isPartOf(It->first, F.Place) ? S.Guards.erase(It) : std::next(It);
    return;
  case Fact::Suspended:
    return suspended(F.Index, S);
  default:
    return;
  }
}

/// The call of try_lock that is tested.
const Call *HeldLocks::tried(const Expr *Tested) const {
  auto It = llvm::find_if(G.Calls, [&](const Call &C) {
    return C.E == Tested && effectOf(C.Callee) == Effect::MayTake;
  });
  return Tested && It != G.Calls.end() ? &*It : nullptr;
}

bool HeldLocks::follow(const Block &B, const Edge &E, State &S) {
  if (E.What != Edge::WhenTrue && E.What != Edge::WhenFalse)
    return true;
  const Expr *Tested = B.Tested ? B.Tested->IgnoreParenImpCasts() : nullptr;
  bool Holds = E.What == Edge::WhenTrue;
  while (const auto *U = dyn_cast_or_null<UnaryOperator>(Tested)) {
    if (U->getOpcode() != UO_LNot)
      break;
    Holds = !Holds;
    Tested = U->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const Call *C = tried(Tested); C && C->Object) {
    const ValueDecl *D = namedBy(C->Object->E);
    if (isLockGuard(C->Object->E->getType())) {
      if (!Holds)
        for (PlaceId P : C->Object->Places)
          S.Guards.erase(P);
    } else if (D && Holds && isThreadMutex(C->Object->E->getType())) {
      S.Mutexes[usrOf(*D)] = C - G.Calls.data();
    }
    return true;
  }
  // `if (guard)`, `if (guard.owns_lock())`.
  const Expr *Asked = Tested;
  if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(Tested))
    Asked = C->getImplicitObjectArgument();
  const ValueDecl *D = namedBy(Asked);
  if (D && isLockGuard(D->getType()))
    for (auto It = S.Guards.begin(); It != S.Guards.end(); ++It)
      if (G.Places[It->first].Decl == D) {
        if (!Holds)
          S.Guards.erase(It);
        break;
      }
  return true;
}

void HeldLocks::finish(State &S, bool Exceptional) {
  if (Exceptional)
    return;
  std::set<std::string> Now;
  for (const auto &[Usr, Taken] : S.Mutexes)
    Now.insert(Usr);
  if (std::exchange(Finished, true))
    std::erase_if(Results.Locks,
                  [&](const std::string &U) { return !Now.contains(U); });
  else
    Results.Locks = std::move(Now);
}

/// Whether there is anything to follow: most functions have no locks.
bool hasLocks(const FactGraph &G, SummaryLookup Summaries) {
  for (const Place &P : G.Places)
    if (const auto *D = dyn_cast_or_null<ParmVarDecl>(P.Decl);
        D && G.IsCoroutine && isLockGuard(D->getType()))
      return true;
  return llvm::any_of(G.Calls, [&](const Call &C) {
    if (!C.Callee || C.Machinery)
      return false;
    if (const auto *E = dyn_cast<Expr>(C.E);
        E && E->isPRValue() && isLockGuard(E->getType()))
      return true;
    if (effectOf(C.Callee) != Effect::None)
      return true;
    std::string Name = qualifiedName(*C.Callee);
    if (Name == "std::lock" || llvm::StringRef(Name).starts_with("pthread_"))
      return true;
    const FunctionSummary *S = Summaries(C.Callee);
    return S && (!S->Locks.empty() || !S->Unlocks.empty());
  });
}

} // namespace

LockResults runHeldLocks(const FactGraph &G, SummaryLookup Summaries) {
  if (G.Straight || !hasLocks(G, Summaries))
    return {};
  HeldLocks A(G, Summaries);
  PathExplorer<HeldLocks> Explorer(G, A);
  Explorer.run(A.initial());
  return std::move(A.Results);
}

} // namespace corolint

//===- HeldLocks.cpp - thread locks that are held when suspended ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HeldLocks.h"

#include "compat/StringSwitch.h"
#include "flow/LockEffects.h"
#include "flow/Mentions.h"
#include "flow/PathExplorer.h"
#include "model/Classes.h"
#include "model/LockKinds.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

bool mentions(const Stmt *S, const ValueDecl *D) {
  if (!S || !D)
    return false;
  if (const auto *E = dyn_cast<Expr>(S); E && namedThrough(E) == D)
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *C) { return mentions(C, D); });
}

class HeldLocks {
public:
  struct State {
    /// Guards, by the place that they are in, and the call that took the lock;
    /// NoId for a parameter. Sorted.
    std::map<PlaceId, unsigned> Guards;
    /// Mutexes that were locked by hand, by USR.
    std::map<std::string, unsigned> Mutexes;
    /// Guards of which it is not known whether they got their lock, until
    /// somebody asks.
    std::map<PlaceId, unsigned> Tried;
    /// Objects that have unlocked a guard and lock it again when they end.
    std::map<PlaceId, std::pair<PlaceId, unsigned>> Reversed;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = 0;
    for (auto [P, C] : S.Guards)
      H = (H * 31 + P) * 31 + C;
    for (const auto &[U, C] : S.Mutexes)
      H = (H * 31 + unsigned(llvm::hash_value(U))) * 31 + C;
    for (auto [P, C] : S.Tried)
      H = (H * 31 + P) * 31 + C;
    for (const auto &[P, C] : S.Reversed)
      H = (H * 31 + P) * 31 + C.first;
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
  using Guards = std::map<PlaceId, unsigned>;
  Guards::node_type take(Guards &All, PlaceId From) const;
  void construct(unsigned N, State &S);
  void member(unsigned N, State &S);
  void holder(unsigned N, State &S);
  void byCallee(unsigned N, State &S);
  void let(const std::string &Usr, State &S);
  void letGuard(PlaceId P, State &S);
  void noteLetGo(PlaceId P);
  void given(unsigned N, State &S);
  void takenOver(unsigned N, State &S);
  void givenGuard(unsigned N, unsigned Argument, State &S);
  void swap(PlaceId A, PlaceId B, State &S);
  void ended(PlaceId P, State &S);
  void leftByException(const CXXTryStmt &Try, State &S);
  void thrown(const Block &B, State &S);
  void suspended(unsigned Await, const State &S);
  bool isGiven(unsigned Taken, const Await &A) const;
  const Call *tried(const Expr *Tested) const;

  const FactGraph &G;
  SummaryLookup Summaries;
  std::set<unsigned> Told;
  std::set<PlaceId> ToldOf;
  bool Finished = false;
};

/// The guard that is moved out of `From`: one of it or of a part, else that of
/// the object that it is a part of, which is held as a whole.
HeldLocks::Guards::node_type HeldLocks::take(Guards &All, PlaceId From) const {
  auto Part = llvm::find_if(
      All, [&](const auto &Held) { return G.isPartOf(Held.first, From); });
  if (Part != All.end())
    return All.extract(Part);
  for (PlaceId P = From; P != NoId; P = G.Places[P].Parent)
    if (auto Node = All.extract(P))
      return Node;
  return {};
}

void HeldLocks::construct(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  if (C.Arguments.empty())
    return;
  // From another guard.
  const Argument &First = C.Arguments.front();
  if (isLockGuard(First.E->getType())) {
    for (PlaceId P : First.Places) {
      for (auto *Each : {&S.Guards, &S.Tried})
        if (auto Node = take(*Each, P)) {
          Node.key() = C.Result;
          Each->insert(std::move(Node));
        }
      noteLetGo(P);
    }
    return;
  }
  bool Adopts = false, Tries = false;
  for (const Argument &A : C.Arguments) {
    if (isClassNamed(A.E->getType(), "defer_lock_t"))
      return;
    Adopts |= isClassNamed(A.E->getType(), "adopt_lock_t");
    Tries |= isClassNamed(A.E->getType(), "try_to_lock_t") ||
             isClassNamed(A.E->getType(), "duration") ||
             isClassNamed(A.E->getType(), "time_point");
  }
  unsigned Taken = N;
  if (Adopts)
    for (const Argument &A : C.Arguments)
      if (const ValueDecl *D = namedThrough(A.E))
        if (auto Node = S.Mutexes.extract(usrOf(*D)))
          Taken = Node.mapped();
  (Tries ? S.Tried : S.Guards)[C.Result] = Taken;
}

/// The parameter in `P` is unlocked, or handed on.
void HeldLocks::noteLetGo(PlaceId P) {
  while (G.Places[P].Parent != NoId)
    P = G.Places[P].Parent;
  if (const auto *D = dyn_cast_or_null<ParmVarDecl>(G.Places[P].Decl))
    Results.LetGo.insert(D->getFunctionScopeIndex());
}

void HeldLocks::letGuard(PlaceId P, State &S) {
  noteLetGo(P);
  for (auto *Each : {&S.Guards, &S.Tried})
    std::erase_if(*Each,
                  [&](const auto &Held) { return G.isPartOf(Held.first, P); });
  // An object that has one is held as a whole.
  for (; P != NoId; P = G.Places[P].Parent) {
    S.Guards.erase(P);
    S.Tried.erase(P);
  }
}

void HeldLocks::swap(PlaceId A, PlaceId B, State &S) {
  for (auto *Each : {&S.Guards, &S.Tried}) {
    auto First = Each->extract(A), Second = Each->extract(B);
    if (First) {
      First.key() = B;
      Each->insert(std::move(First));
    }
    if (Second) {
      Second.key() = A;
      Each->insert(std::move(Second));
    }
  }
}

void HeldLocks::let(const std::string &Usr, State &S) {
  // A guard that a closure has captured.
  bool OfGuard = std::erase_if(S.Guards, [&](const auto &Each) {
    const ValueDecl *D = G.Places[Each.first].Decl;
    return D && usrOf(*D) == Usr;
  });
  if (!S.Mutexes.erase(Usr) && !OfGuard)
    Results.Unlocks.insert(Usr);
}

void HeldLocks::member(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  LockEffect What = effectOf(C.Callee);
  QualType T = C.Object->E->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (isLockGuard(T)) {
    // One of the user's own, under another name.
    if (What == LockEffect::None && !isOfStd(*C.Callee))
      What = unlocksItsMutex(*C.Callee) ? LockEffect::Lets
             : locksItsMutex(*C.Callee) ? LockEffect::Takes
                                        : LockEffect::None;
    if (C.Callee->getIdentifier() && C.Callee->getName() == "swap" &&
        !C.Arguments.empty()) {
      for (PlaceId P : C.Object->Places)
        for (PlaceId Other : C.Arguments.front().Places)
          swap(P, Other, S);
      return;
    }
    for (PlaceId P : C.Object->Places) {
      if (What == LockEffect::Takes ||
          (What == LockEffect::MayTake && isTested(C, G)))
        S.Guards[P] = N;
      else if (What == LockEffect::MayTake)
        S.Tried[P] = N;
      else if (What == LockEffect::Lets)
        letGuard(P, S);
    }
    // Of the function that the closure stands in, or of this object.
    const ValueDecl *D = namedThrough(C.Object->E);
    if (What == LockEffect::Lets && D &&
        (C.Object->Places.empty() || isa<FieldDecl>(D)))
      let(usrOf(*D), S);
    // It is assigned another one.
    if (C.Callee->getOverloadedOperator() == OO_Equal && !C.Arguments.empty())
      for (PlaceId To : C.Object->Places) {
        letGuard(To, S);
        for (PlaceId From : C.Arguments.front().Places)
          if (auto Node = take(S.Guards, From)) {
            Node.key() = To;
            S.Guards.insert(std::move(Node));
          }
      }
    return;
  }
  const ValueDecl *D = namedThrough(C.Object->E);
  if (!D || What == LockEffect::None || !isThreadMutex(T))
    return;
  if (What == LockEffect::Takes)
    S.Mutexes[usrOf(*D)] = N;
  else if (What == LockEffect::Lets)
    let(usrOf(*D), S);
}

/// Functions that lock what they are given, and those that leave something
/// locked.
void HeldLocks::byCallee(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  LockEffect Done = effectOnArguments(*C.Callee);
  bool Takes = Done == LockEffect::Takes;
  if (Done != LockEffect::None) {
    for (const Argument &A : C.Arguments) {
      // Guards that were deferred.
      if (isLockGuard(A.E->getType())) {
        for (PlaceId P : A.Places)
          S.Guards[P] = N;
        continue;
      }
      if (const ValueDecl *D = namedThrough(A.E)) {
        if (Takes)
          S.Mutexes[usrOf(*D)] = N;
        else
          let(usrOf(*D), S);
      }
    }
    return;
  }
  const FunctionSummary *Callee = Summaries(C.Callee);
  if (!Callee || !Callee->BodySeen || C.Makes != NoId)
    return;
  for (const std::string &Usr : Callee->Unlocks) {
    // Which mutex a destructor unlocks is in its object.
    if (C.Destructor && !S.Mutexes.contains(Usr))
      S.Mutexes.clear();
    let(Usr, S);
  }
  for (const std::string &Usr : Callee->Locks)
    S.Mutexes[Usr] = N;
}

/// A function of an object that holds guards.
void HeldLocks::holder(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  bool Locks = locksInto(C, C.Object->E->getType());
  HolderEffect What = effectOnHolder(C, Locks);
  if (What == HolderEffect::None)
    return;
  for (PlaceId P : C.Object->Places) {
    if (What != HolderEffect::Adds)
      letGuard(P, S);
    if (Locks)
      S.Guards[P] = N;
    for (const Argument &A : C.Arguments)
      for (PlaceId From : A.Places)
        if (auto Node = take(S.Guards, From)) {
          Node.key() = P;
          S.Guards.insert(std::move(Node));
        }
  }
}

/// What is made has the guards that it is given.
void HeldLocks::takenOver(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  for (const Argument &A : C.Arguments) {
    if (A.How != Argument::Value && A.How != Argument::RValueRef)
      continue;
    for (PlaceId From : A.Places)
      for (auto *Each : {&S.Guards, &S.Tried})
        if (auto Node = take(*Each, From)) {
          Node.key() = C.Result;
          Each->insert(std::move(Node));
        }
  }
}

void HeldLocks::call(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  if (!C.Callee || C.Machinery)
    return;
  if (C.Destructor) {
    if (!isLockGuard(C.DestroyedType))
      byCallee(N, S);
    return;
  }
  const auto *E = dyn_cast<Expr>(C.E);
  bool MakesHolder = E && C.Result != NoId && E->isPRValue() &&
                     isOfStd(*C.Callee) && holdsLockGuards(E->getType());
  if (isa<CXXConstructorDecl>(C.Callee)) {
    if (E && C.Result != NoId && isLockGuard(E->getType()))
      construct(N, S);
    else if (MakesHolder)
      takenOver(N, S);
    else
      given(N, S);
    if (E && C.Result != NoId && locksInto(C, E->getType()))
      S.Guards[C.Result] = N;
    return;
  }
  bool OfHolder =
      C.Object && C.Object->E && holdsLockGuards(C.Object->E->getType());
  if (OfHolder)
    holder(N, S);
  else if (MakesHolder)
    takenOver(N, S);
  else
    given(N, S);
  if (C.Object && C.Object->E && !OfHolder)
    member(N, S);
  byCallee(N, S);
  // A function that gives a guard.
  if (E && C.Result != NoId && E->isPRValue() &&
      (isLockGuard(E->getType()) || locksInto(C, E->getType())))
    S.Guards[C.Result] = N;
}

/// Guards and mutexes that a call is given, and may unlock.
void HeldLocks::given(unsigned N, State &S) {
  const Call &C = G.Calls[N];
  std::string Name = qualifiedName(*C.Callee);
  if (Name == "std::lock" || Name == "std::try_lock" ||
      llvm::StringRef(Name).starts_with("pthread_") ||
      // From guard to guard.
      (C.Object && C.Object->E && isLockGuard(C.Object->E->getType())))
    return;
  if (Name == "std::swap" && C.Arguments.size() == 2) {
    for (PlaceId A : C.Arguments[0].Places)
      for (PlaceId B : C.Arguments[1].Places)
        swap(A, B, S);
    return;
  }
  for (unsigned I = 0; I != C.Arguments.size(); ++I)
    if (C.Arguments[I].E && C.Arguments[I].How != Argument::ConstRef)
      givenGuard(N, I, S);
}

void HeldLocks::givenGuard(unsigned N, unsigned I, State &S) {
  const Call &C = G.Calls[N];
  const Argument &A = C.Arguments[I];
  const FunctionSummary *Callee = Summaries(C.Callee);
  QualType T = A.E->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (!T->isRecordType())
    return;
  bool Constructs = isa<CXXConstructorDecl>(C.Callee);
  bool Seen = Callee && Callee->BodySeen && I < Callee->Parameters.size();
  bool MayUnlock = Callee && (!Callee->Unlocks.empty() ||
                              (Seen && Callee->Parameters[I].LetsGo));
  if (isLockGuard(T) || holdsLockGuards(T)) {
    // Moved away, or into a parameter, which ends with the call.
    bool Moves = A.How == Argument::Value || A.How == Argument::RValueRef;
    if (Seen && !Moves && !Constructs && !Callee->Parameters[I].LetsGo)
      return;
    for (PlaceId P : A.Places) {
      auto Held = S.Guards.find(P);
      if (Held != S.Guards.end() && !Moves && Constructs && C.Result != NoId &&
          MayUnlock)
        S.Reversed[C.Result] = *Held;
      letGuard(P, S);
    }
    return;
  }
  const ValueDecl *D = isThreadMutex(T) ? namedThrough(A.E) : nullptr;
  if (!D || !MayUnlock)
    return;
  // It unlocks one, and this may be it.
  S.Mutexes.erase(usrOf(*D));
  for (auto It = S.Guards.begin(); It != S.Guards.end();) {
    const Call *Taken = It->second == NoId ? nullptr : &G.Calls[It->second];
    bool Same = Taken && llvm::any_of(Taken->Arguments, [&](const Argument &O) {
                  return namedThrough(O.E) == D;
                });
    if (Same && Constructs && C.Result != NoId)
      S.Reversed[C.Result] = *It;
    It = Same ? S.Guards.erase(It) : std::next(It);
  }
}

/// An object that has unlocked a guard locks it again.
void HeldLocks::ended(PlaceId P, State &S) {
  for (auto It = S.Reversed.begin(); It != S.Reversed.end();) {
    if (!G.isPartOf(It->first, P)) {
      ++It;
      continue;
    }
    S.Guards.insert(It->second);
    It = S.Reversed.erase(It);
  }
  for (auto *Each : {&S.Guards, &S.Tried})
    std::erase_if(*Each,
                  [&](const auto &Held) { return G.isPartOf(Held.first, P); });
}

/// Unwinding has ended what is declared in the `try`.
void HeldLocks::leftByException(const CXXTryStmt &Try, State &S) {
  for (auto *Each : {&S.Guards, &S.Tried})
    std::erase_if(*Each, [&](const auto &Held) {
      const Place &P = G.Places[Held.first];
      return P.What == Place::Temporary || declares(Try.getTryBlock(), P.Decl);
    });
}

/// What is awaited is given the mutex itself.
bool HeldLocks::isGiven(unsigned Taken, const Await &A) const {
  const Call &C = G.Calls[Taken];
  if (C.Object && mentions(A.Operand, namedThrough(C.Object->E)))
    return true;
  return llvm::any_of(C.Arguments, [&](const Argument &Each) {
    return mentions(A.Operand, namedThrough(Each.E));
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
    for (auto *Each : {&S.Guards, &S.Tried}) {
      auto Node = take(*Each, F.From);
      if (!Node)
        continue;
      Node.key() = F.Place;
      Each->erase(F.Place);
      Each->insert(std::move(Node));
    }
    if (auto Node = S.Reversed.extract(F.From)) {
      Node.key() = F.Place;
      S.Reversed.insert(std::move(Node));
    }
    return;
  case Fact::Died:
    return ended(F.Place, S);
  case Fact::Suspended:
    return suspended(F.Index, S);
  default:
    return;
  }
}

/// The call of try_lock that is tested.
const Call *HeldLocks::tried(const Expr *Tested) const {
  auto It = llvm::find_if(G.Calls, [&](const Call &C) {
    return C.E == Tested && effectOf(C.Callee) == LockEffect::MayTake;
  });
  return Tested && It != G.Calls.end() ? &*It : nullptr;
}

/// The call that ends `B` throws, and has locked nothing.
void HeldLocks::thrown(const Block &B, State &S) {
  for (const Fact &F : llvm::reverse(B.Facts)) {
    if (F.What != Fact::Called || G.Calls[F.Index].Destructor)
      continue;
    auto IsOfCall = [&](const auto &Held) { return Held.second == F.Index; };
    std::erase_if(S.Guards, IsOfCall);
    std::erase_if(S.Tried, IsOfCall);
    std::erase_if(S.Mutexes, IsOfCall);
    return;
  }
}

bool HeldLocks::follow(const Block &B, const Edge &E, State &S) {
  if (E.What == Edge::Exceptional)
    thrown(B, S);
  if (B.Dispatch && G.Blocks[E.To].Handler != NoId)
    leftByException(*B.Dispatch, S);
  if (E.What != Edge::WhenTrue && E.What != Edge::WhenFalse)
    return true;
  bool Holds = E.What == Edge::WhenTrue;
  const Expr *Tested = withoutNots(B.Tested, Holds);
  if (const Call *C = tried(Tested); C && C->Object) {
    const ValueDecl *D = namedThrough(C->Object->E);
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
  const ValueDecl *D = namedThrough(Asked);
  if (D && isLockGuard(D->getType()))
    for (PlaceId P = 0; P != G.Places.size(); ++P)
      if (G.Places[P].Decl == D) {
        if (!Holds)
          S.Guards.erase(P);
        if (auto Node = S.Tried.extract(P); Node && Holds)
          S.Guards.insert(std::move(Node));
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

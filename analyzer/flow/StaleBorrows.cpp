//===- StaleBorrows.cpp - references that a suspension makes stale --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/StaleBorrows.h"

#include "flow/Mentions.h"
#include "flow/OwnerChanges.h"
#include "flow/PathExplorer.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

class LateUses {
public:
  struct Held {
    llvm::SmallVector<Lender, 1> From;
    /// The fact's Index of what was borrowed from an owner first.
    unsigned Made = NoId;
    PlaceId First = NoId;
    /// The await that it was last kept over.
    unsigned Over = NoId;
    bool operator==(const Held &) const = default;
  };
  struct State {
    std::map<PlaceId, Held> Holds;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = 0;
    for (const auto &[P, Each] : S.Holds)
      H = ((H * 31 + P) * 31 + Each.Made) * 31 + Each.Over;
    return H;
  }

  LateUses(const FactGraph &G, SummaryLookup Summaries)
      : G(G), Summaries(Summaries) {}

  void transfer(const Fact &F, State &S);
  bool follow(const Block &, const Edge &, State &) { return true; }
  void finish(State &, bool) {}

  std::vector<BorrowedUse> Found;

private:
  void borrowed(const Fact &F, State &S);
  bool suspends(const Await &A) const;
  void lookedUp(const Call &C, State &S);

  const FactGraph &G;
  SummaryLookup Summaries;
  std::map<unsigned, const Stmt *> MadeAt;
  std::set<unsigned> Told;
};

void LateUses::borrowed(const Fact &F, State &S) {
  if (F.Index == NoId) {
    S.Holds.erase(F.Place);
    return;
  }
  const Borrow &B = G.Borrows[F.Index];
  Held Now{B.From, F.Index, F.Place, NoId};
  if (B.Through) {
    auto It = llvm::find_if(S.Holds, [&](const auto &Each) {
      return G.Places[Each.first].Decl == B.Through;
    });
    if (It == S.Holds.end()) {
      if (B.From.empty()) {
        S.Holds.erase(F.Place);
        return;
      }
    } else {
      Held Outer = It->second;
      if (B.ThroughWhat != Lender::Iterator && !Outer.From.empty() &&
          Outer.From[0].What != Lender::Pointee)
        Outer.From[0].What = B.ThroughWhat;
      Now.Made = Outer.Made;
      Now.First = Outer.First;
      Now.Over = Outer.Over;
      for (const Lender &L : Outer.From)
        if (!llvm::is_contained(Now.From, L))
          Now.From.push_back(L);
    }
  }
  MadeAt.try_emplace(Now.Made, F.Where);
  S.Holds[F.Place] = std::move(Now);
}

bool LateUses::suspends(const Await &A) const {
  if (A.NeverSuspends || A.IsYield)
    return false;
  const FunctionSummary *S = A.Callee ? Summaries(A.Callee) : nullptr;
  return !(S && S->BodySeen && S->IsCoroutine &&
           S->Suspends == Suspends::Never);
}

/// Whoever looks again knows what is there. Growth still moves what is in one
/// block.
void LateUses::lookedUp(const Call &C, State &S) {
  const auto *E = dyn_cast_or_null<Expr>(C.E);
  Owner Of;
  if (!E || !looksUp(*E, *G.Function, Of) || Of.How == Storage::Contiguous)
    return;
  for (auto &[P, Each] : S.Holds)
    if (llvm::any_of(Each.From,
                     [&](const Lender &L) { return L.From.Decl == Of.Decl; }))
      Each.Over = NoId;
}

void LateUses::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Borrowed:
    return borrowed(F, S);
  case Fact::Suspended:
    if (suspends(G.Awaits[F.Index]))
      for (auto &[P, Each] : S.Holds)
        Each.Over = F.Index;
    return;
  case Fact::Called:
    return lookedUp(G.Calls[F.Index], S);
  case Fact::Died:
    S.Holds.erase(F.Place);
    return;
  case Fact::Used: {
    auto It = S.Holds.find(F.Place);
    if (It == S.Holds.end() || It->second.Over == NoId)
      return;
    const Held &H = It->second;
    if (Told.insert(H.Made).second)
      Found.push_back(
          {F.Place, H.First, H.From, MadeAt[H.Made], H.Over, F.Where});
    return;
  }
  default:
    return;
  }
}

/// A change in a function of the unit.
struct Change {
  const FunctionAnalysis *In;
  const Call *By;
  OwnerChange What;
};

std::vector<Change> changesIn(const FunctionAnalysis &A) {
  std::vector<Change> Out;
  const FunctionDecl &F = *A.Graph.Function;
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    return Out;
  for (const Call &C : A.Graph.Calls)
    if (const auto *E = dyn_cast_or_null<Expr>(C.E); E && !C.Destructor)
      if (std::optional<OwnerChange> Change = changeBy(*E, F))
        Out.push_back({&A, &C, *Change});
  return Out;
}

/// What a function locks while it works: it awaits something of an object and
/// keeps what that gives, which has a destructor of its own, or calls something
/// else of the object later.
std::set<const ValueDecl *> lockedBy(const FunctionAnalysis &A) {
  std::set<const ValueDecl *> Out;
  for (const Await &W : A.Graph.Awaits) {
    const ValueDecl *D = namedThrough(W.Object);
    if (!D || W.IsYield)
      continue;
    QualType T = W.E->getType();
    const auto *RD = T->getAsCXXRecordDecl();
    bool Guards = RD && RD->hasDefinition() && !isOfStd(*RD) &&
                  RD->hasNonTrivialDestructor();
    bool Unlocks =
        T->isVoidType() && llvm::any_of(A.Graph.Calls, [&](const Call &C) {
          if (!C.Object || !C.Object->E || C.ResultAwaited || C.Machinery ||
              !C.Callee || !C.Callee->getReturnType()->isVoidType())
            return false;
          return namedThrough(C.Object->E) == D;
        });
    if (Guards || Unlocks)
      Out.insert(D);
  }
  return Out;
}

bool bothLock(const FunctionAnalysis &A, const FunctionAnalysis &B) {
  std::set<const ValueDecl *> Mine = lockedBy(A);
  return !Mine.empty() && llvm::any_of(lockedBy(B), [&](const ValueDecl *D) {
    return Mine.contains(D);
  });
}

/// Each instance of a function has its own.
bool isLocal(const Owner &O) {
  const auto *V = dyn_cast<VarDecl>(O.Decl);
  return V && !V->hasGlobalStorage();
}

} // namespace

std::vector<BorrowedUse> findBorrowedUses(const FactGraph &G,
                                          SummaryLookup Summaries) {
  if (!G.IsCoroutine || G.Straight || G.Awaits.empty() || G.Borrows.empty())
    return {};
  LateUses A(G, Summaries);
  PathExplorer<LateUses> Explorer(G, A);
  Explorer.run({});
  return std::move(A.Found);
}

void findStaleBorrows(
    llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions,
    SummaryLookup Summaries) {
  std::map<FunctionAnalysis *, std::vector<BorrowedUse>> Late;
  for (const auto &A : Functions)
    if (std::vector<BorrowedUse> Found = findBorrowedUses(A->Graph, Summaries);
        !Found.empty())
      Late[A.get()] = std::move(Found);
  if (Late.empty())
    return;
  Concurrency Runs(Functions, Summaries);
  std::vector<Change> Changes;
  for (const auto &A : Functions)
    llvm::append_range(Changes, changesIn(*A));
  for (const auto &A : Functions) {
    auto It = Late.find(A.get());
    if (It == Late.end())
      continue;
    for (const BorrowedUse &U : It->second) {
      const FunctionDecl &Here = *A->Graph.Function;
      const FunctionDecl *Awaited = A->Graph.Awaits[U.Await].Callee;
      StaleBorrow Best;
      for (const Change &C : Changes) {
        auto L = llvm::find_if(U.From, [&](const Lender &Each) {
          return Each.From.Decl->getCanonicalDecl() ==
                 C.What.Of.Decl->getCanonicalDecl();
        });
        if (L == U.From.end())
          continue;
        const FunctionDecl &There = *C.In->Graph.Function;
        if (&There == &Here && isLocal(L->From))
          continue;
        bool Reached = Awaited && Runs.reaches(*Awaited, There);
        Concurrency::Relation R =
            Reached ? Concurrency::OtherWork : Runs.relation(Here, There);
        if (R == Concurrency::Never ||
            (R == Concurrency::OtherInstance && isLocal(L->From)) ||
            !invalidates(C.What, *L, R != Concurrency::OtherInstance) ||
            (!Reached && bothLock(*A, *C.In)))
          continue;
        // Who is called from elsewhere may be so before or behind.
        // Another instance may have another object.
        bool Sure =
            R == Concurrency::OtherWork ||
            (R == Concurrency::OtherInstance && !isa<FieldDecl>(L->From.Decl));
        if (!Best.ChangedBy || (Sure && !Best.Sure))
          Best = {U.Place, U.First, *L,   U.Made, U.Used,
                  U.Await, C.By,    C.In, Sure};
      }
      if (Best.ChangedBy)
        A->Stale.push_back(Best);
    }
  }
}

} // namespace corolint

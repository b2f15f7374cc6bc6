//===- BlockingFlow.cpp - which calls block the event loop ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/BlockingFlow.h"

#include "flow/BlockingEffects.h"
#include "flow/PathExplorer.h"
#include "flow/Spins.h"
#include "model/Names.h"
#include "model/Threads.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

class BlockingAnalysis {
public:
  using PlaceSet = llvm::SmallVector<PlaceId, 2>;
  struct State {
    bool OffLoop = false;
    PlaceSet NonBlocking, Ready;
    /// Places that hold a value whose destructor waits (std::async's future).
    PlaceSet WaitsAtEnd;
    /// Places whose destructor has nothing to do: never filled, emptied, or
    /// given away.
    PlaceSet Empty;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    return llvm::hash_combine(
        S.OffLoop,
        llvm::hash_combine_range(S.NonBlocking.begin(), S.NonBlocking.end()),
        llvm::hash_combine_range(S.Ready.begin(), S.Ready.end()),
        llvm::hash_combine_range(S.WaitsAtEnd.begin(), S.WaitsAtEnd.end()),
        llvm::hash_combine_range(S.Empty.begin(), S.Empty.end()));
  }

  BlockingAnalysis(const UnitContext &Unit, const FactGraph &G,
                   SummaryLookup Summaries)
      : Unit(Unit), G(G), Summaries(Summaries), Of(Unit, Summaries) {}

  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S);
  void finish(State &S, bool Exceptional);

  /// Whether anything of the graph could block or matter to a caller.
  bool mayMatter();
  BlockingResults take();
  /// If nothing may matter: the calls of which nothing is known.
  BlockingResults takeUnseen();

private:
  static void insert(PlaceSet &Set, PlaceId P) {
    auto *At = llvm::lower_bound(Set, P);
    if (At == Set.end() || *At != P)
      Set.insert(At, P);
  }
  static bool anyOf(const PlaceSet &Set, llvm::ArrayRef<PlaceId> Ps) {
    return llvm::any_of(Ps,
                        [&](PlaceId P) { return llvm::is_contained(Set, P); });
  }
  static bool allOf(const PlaceSet &Set, llvm::ArrayRef<PlaceId> Ps) {
    return !Ps.empty() && llvm::all_of(Ps, [&](PlaceId P) {
      return llvm::is_contained(Set, P);
    });
  }
  bool leaves(const Await &A) const;
  void leavesOrEnters(const Await &A, State &S);
  void moved(PlaceId From, PlaceId To, State &S);
  void called(unsigned I, State &S);
  void descriptors(const Call &C, State &S);
  void fillsOrEmpties(const Call &C, State &S);
  void waitsAtEnd(unsigned I, State &S);
  void futures(const Call &C, State &S);

  const UnitContext &Unit;
  const FactGraph &G;
  SummaryLookup Summaries;
  BlockingEffects Of;
  /// By call: its effects, and whether some path to it is on the loop.
  llvm::DenseMap<unsigned, std::vector<BlockingEffect>> Effects;
  llvm::DenseMap<unsigned, bool> Blocks;
  llvm::DenseMap<unsigned, BlockingEffect> AtEnd;
  llvm::DenseMap<PlaceId, BlockingEffect> EndEffects;
  /// Places whose destructor may block: only of these it matters whether they
  /// are empty.
  llvm::DenseMap<PlaceId, bool> Watched;
  /// Futures of which a branch asks whether they are ready.
  PlaceSet Tested;
  /// What holds at every return so far; nothing before the first one.
  std::optional<PlaceSet> NonBlockingAtEnd;
  bool AlwaysOffLoop = true;
  /// By await that begins on some path: whether it always does so off the loop.
  std::map<unsigned, bool> AwaitsOffLoop;
};

/// The callee's parameter `N` is made non-blocking whenever it returns.
bool makesNonBlocking(const FunctionSummary *Callee, unsigned N) {
  return Callee && N < Callee->Parameters.size() &&
         Callee->Parameters[N].MadeNonBlocking;
}

static bool isUnseen(const BlockingEffect &E) { return E.Unseen; }

bool BlockingAnalysis::mayMatter() {
  bool Any = false;
  for (unsigned I = 0; I != G.Calls.size(); ++I) {
    const Call &C = G.Calls[I];
    Any |= Of.atEndOfResult(C).has_value() || !C.MadeNonBlocking.empty();
    const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
    for (unsigned N = 0; N != C.Arguments.size(); ++N)
      Any |= makesNonBlocking(Callee, N);
    std::vector<BlockingEffect> E = Of.of(C);
    if (E.empty())
      continue;
    if (llvm::all_of(E, isUnseen)) {
      Effects[I] = std::move(E);
      continue;
    }
    Any = true;
    llvm::erase_if(E, isUnseen);
    if (C.Object && (C.Destructor || Of.destroysContents(C)))
      for (PlaceId P : C.Object->Places)
        Watched[P] = true;
    Effects[I] = std::move(E);
  }
  for (const Condition &C : G.Conditions)
    if (C.SaysReady != NoId)
      insert(Tested, C.SaysReady);
  return Any ||
         llvm::any_of(G.Awaits, [&](const Await &A) { return leaves(A); });
}

/// The class of the object whose member function is awaited.
static const CXXRecordDecl *awaitedObject(const Await &A) {
  if (!A.Object)
    return nullptr;
  QualType T = A.Object->IgnoreParenImpCasts()->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

bool BlockingAnalysis::leaves(const Await &A) const {
  if (A.Model && (A.Model->LeavesLoop || A.Model->EntersLoop))
    return A.Model->LeavesLoop;
  // A coroutine ends on the thread that its body ends on.
  if (const FunctionSummary *S = A.Callee ? Summaries(A.Callee) : nullptr;
      S && S->IsCoroutine)
    return S->LeavesLoop;
  return ownsThreads(awaitedObject(A)) ||
         resumesOnNewThread(
             A.Operand->getType().getNonReferenceType()->getAsCXXRecordDecl());
}

void BlockingAnalysis::leavesOrEnters(const Await &A, State &S) {
  if (leaves(A)) {
    S.OffLoop = true;
    return;
  }
  // A child task ends on whatever thread it ends; anything else that suspends
  // is taken to come back to the loop.
  bool Task = Unit.Types.of(A.Operand->getType()).What == AsyncType::Task;
  if ((A.Model && A.Model->EntersLoop) || (!Task && !A.NeverSuspends))
    S.OffLoop = false;
}

void BlockingAnalysis::moved(PlaceId From, PlaceId To, State &S) {
  if (llvm::is_contained(S.WaitsAtEnd, From)) {
    llvm::erase(S.WaitsAtEnd, From);
    insert(S.WaitsAtEnd, To);
    EndEffects[To] = EndEffects[From];
  }
  if (!llvm::is_contained(S.Empty, From))
    llvm::erase(S.Empty, To);
  else if (Watched.contains(To))
    insert(S.Empty, To);
  llvm::erase(S.Empty, From);
  if (Watched.contains(From))
    insert(S.Empty, From);
}

void BlockingAnalysis::descriptors(const Call &C, State &S) {
  // A new value is in the variable.
  if (C.Target != NoId) {
    llvm::erase(S.NonBlocking, C.Target);
    llvm::erase(S.Ready, C.Target);
  }
  for (PlaceId P : C.MadeNonBlocking)
    insert(S.NonBlocking, P);
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  for (unsigned N = 0; N != C.Arguments.size(); ++N)
    if (makesNonBlocking(Callee, N))
      for (PlaceId P : C.Arguments[N].Places)
        insert(S.NonBlocking, P);
}

/// A question that no branch of its own follows is taken for a "yes"; after a
/// wait the future is ready.
void BlockingAnalysis::futures(const Call &C, State &S) {
  if (!C.Object || !C.Model || !C.Model->Blocks ||
      C.Model->Blocks->Category != "future")
    return;
  for (PlaceId P : C.Object->Places)
    if (!(C.AsksReady || !C.Arguments.empty()) ||
        !llvm::is_contained(Tested, P))
      insert(S.Ready, P);
}

/// An owner that was made with nothing in it.
static bool madeEmpty(const Call &C) {
  const auto *E = dyn_cast<CXXConstructExpr>(C.E);
  return E && llvm::all_of(E->arguments(), [](const Expr *A) {
           if (isa<CXXDefaultArgExpr>(A) ||
               A->IgnoreParenImpCasts()->getType()->isNullPtrType())
             return true;
           const auto *RD =
               A->getType().getNonReferenceType()->getAsCXXRecordDecl();
           return RD && qualifiedName(*RD) == "std::nullopt_t";
         });
}

/// The class of `E` leaves nothing behind where a value is moved out of it.
static bool hasMoves(const Expr *E) {
  const auto *RD = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return RD && RD->hasDefinition() && RD->hasMoveConstructor();
}

void BlockingAnalysis::fillsOrEmpties(const Call &C, State &S) {
  if (C.Destructor || Watched.empty())
    return;
  for (const Argument &A : C.Arguments)
    for (PlaceId P : A.Places) {
      if (!Watched.contains(P))
        continue;
      if (A.How == Argument::LValueRef || A.How == Argument::Pointer)
        llvm::erase(S.Empty, P);
      else if (A.How != Argument::ConstRef && hasMoves(A.E))
        insert(S.Empty, P);
    }
  if (C.Result != NoId && madeEmpty(C)) {
    // Only what starts empty by itself: a class with work in its destructor has
    // it from the beginning.
    QualType T = cast<Expr>(C.E)->getType();
    if (const TypeModel *M = Unit.Types.modelOf(T);
        M && (M->What == TypeModel::Owner || M->DestructorBlocks)) {
      insert(S.Empty, C.Result);
      return;
    }
  }
  if (!C.Object)
    return;
  static const llvm::StringSet<> LetGo = {"release", "detach", "join"};
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  bool Empties = Of.destroysContents(C) ||
                 (M && M->getIdentifier() && LetGo.contains(M->getName()));
  bool Keeps = C.Owner == Call::Looks || (M && M->isConst());
  for (PlaceId P : C.Object->Places) {
    if (!Watched.contains(P) || (Keeps && !Empties))
      continue;
    if (Empties)
      insert(S.Empty, P);
    else
      llvm::erase(S.Empty, P);
  }
}

void BlockingAnalysis::waitsAtEnd(unsigned I, State &S) {
  const Call &C = G.Calls[I];
  if (C.Destructor) {
    if (C.Object)
      for (PlaceId P : C.Object->Places)
        if (llvm::is_contained(S.WaitsAtEnd, P)) {
          llvm::erase(S.WaitsAtEnd, P);
          if (!S.OffLoop)
            AtEnd[I] = EndEffects[P];
        }
    return;
  }
  if (C.Result != NoId)
    if (std::optional<BlockingEffect> E = Of.atEndOfResult(C)) {
      insert(S.WaitsAtEnd, C.Result);
      EndEffects[C.Result] = std::move(*E);
    }
  if (C.Machinery)
    return;
  // A value handed over, or asked for its result, does not wait at its end.
  for (const Argument &A : C.Arguments)
    for (PlaceId P : A.Places)
      llvm::erase(S.WaitsAtEnd, P);
  if (C.Object && C.Model && C.Model->Blocks)
    for (PlaceId P : C.Object->Places)
      llvm::erase(S.WaitsAtEnd, P);
}

void BlockingAnalysis::called(unsigned I, State &S) {
  const Call &C = G.Calls[I];
  bool Saved =
      S.OffLoop || !Effects.contains(I) ||
      anyOf(S.NonBlocking, C.Descriptors) ||
      (C.Object && !C.Destructor && anyOf(S.Ready, C.Object->Places)) ||
      (C.Object && (C.Destructor || Of.destroysContents(C)) &&
       allOf(S.Empty, C.Object->Places));
  if (!Saved)
    Blocks[I] = true;
  waitsAtEnd(I, S);
  descriptors(C, S);
  futures(C, S);
  fillsOrEmpties(C, S);
}

void BlockingAnalysis::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Awaited:
    if (auto [It, New] = AwaitsOffLoop.try_emplace(F.Index, S.OffLoop); !New)
      It->second &= S.OffLoop;
    break;
  case Fact::Resumed:
    leavesOrEnters(G.Awaits[F.Index], S);
    break;
  case Fact::Moved:
    moved(F.From, F.Place, S);
    break;
  case Fact::Escaped:
  case Fact::Returned:
    llvm::erase(S.WaitsAtEnd, F.Place);
    if (Watched.contains(F.Place))
      insert(S.Empty, F.Place);
    break;
  case Fact::Called:
    called(F.Index, S);
    break;
  default:
    break;
  }
}

bool BlockingAnalysis::follow(const Block &B, const Edge &E, State &S) {
  if (B.Condition == NoId ||
      (E.What != Edge::WhenTrue && E.What != Edge::WhenFalse))
    return true;
  PlaceId Future = G.Conditions[B.Condition].SaysReady;
  if (Future != NoId && (E.What == Edge::WhenTrue) != B.Negated)
    insert(S.Ready, Future);
  return true;
}

void BlockingAnalysis::finish(State &S, bool Exceptional) {
  if (Exceptional)
    return;
  AlwaysOffLoop &= S.OffLoop;
  if (!NonBlockingAtEnd)
    NonBlockingAtEnd = S.NonBlocking;
  else
    llvm::erase_if(*NonBlockingAtEnd, [&](PlaceId P) {
      return !llvm::is_contained(S.NonBlocking, P);
    });
}

BlockingResults BlockingAnalysis::take() {
  BlockingResults Out;
  llvm::DenseMap<unsigned, bool> InLoop;
  for (const Block &B : G.Blocks)
    for (const Fact &F : B.Facts)
      if (F.What == Fact::Called)
        InLoop[F.Index] |= B.InLoop;
  for (unsigned I = 0; I != G.Calls.size(); ++I) {
    if (Blocks.lookup(I))
      for (BlockingEffect &E : Effects[I])
        Out.Calls.push_back({E, &G.Calls[I], InLoop.lookup(I)});
    if (auto It = AtEnd.find(I); It != AtEnd.end())
      Out.Calls.push_back({It->second, &G.Calls[I], InLoop.lookup(I)});
  }
  for (auto [Index, OffLoop] : AwaitsOffLoop)
    if (OffLoop)
      Out.AwaitsOffLoop.push_back(Index);
  if (NonBlockingAtEnd) {
    Out.MadeNonBlocking.assign(NonBlockingAtEnd->begin(),
                               NonBlockingAtEnd->end());
    Out.EndsOffLoop = AlwaysOffLoop;
  }
  return Out;
}

BlockingResults BlockingAnalysis::takeUnseen() {
  for (const auto &Entry : Effects)
    Blocks[Entry.first] = true;
  return take();
}

} // namespace

BlockingResults runBlockingFlow(const UnitContext &Unit, const FactGraph &G,
                                SummaryLookup Summaries, bool StartsOffLoop) {
  BlockingAnalysis A(Unit, G, Summaries);
  BlockingResults Out;
  if (A.mayMatter() || StartsOffLoop) {
    PathExplorer<BlockingAnalysis> Explorer(G, A);
    BlockingAnalysis::State Initial;
    Initial.OffLoop = StartsOffLoop;
    Explorer.run(std::move(Initial));
    Out = A.take();
  } else {
    Out = A.takeUnseen();
  }
  // A wait inside the loop is a finding of its own.
  if (G.IsCoroutine && !StartsOffLoop)
    Out.Spins = findSpins(Unit, G, Out.Calls);
  return Out;
}

} // namespace corolint

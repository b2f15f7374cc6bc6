//===- BlockingFlow.cpp - which calls block the event loop ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/BlockingFlow.h"

#include "flow/PathExplorer.h"
#include "flow/Spins.h"
#include "model/Names.h"
#include "model/Threads.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

BlockingEffect effectOf(const BlockingModel &M, std::string Callee,
                        SourceRange Where) {
  BlockingEffect E;
  E.Callee = Callee;
  E.Tier = M.Tier;
  E.Category = M.Category;
  E.Reason = M.Reason;
  E.Instead = M.Instead;
  E.Chain.push_back({std::move(Callee), std::move(Where)});
  return E;
}

class BlockingAnalysis {
public:
  using PlaceSet = llvm::SmallVector<PlaceId, 2>;
  struct State {
    bool OffLoop = false;
    PlaceSet NonBlocking, Ready;
    /// Places that hold a value whose destructor waits (std::async's future).
    PlaceSet WaitsAtEnd;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    return llvm::hash_combine(
        S.OffLoop, llvm::hash_combine_range(S.NonBlocking),
        llvm::hash_combine_range(S.Ready),
        llvm::hash_combine_range(S.WaitsAtEnd));
  }

  BlockingAnalysis(const UnitContext &Unit, const FactGraph &G,
                   SummaryLookup Summaries)
      : Unit(Unit), G(G), Summaries(Summaries) {}

  void transfer(const Fact &F, State &S);
  bool follow(const Block &, const Edge &, State &) { return true; }
  void finish(State &, bool) {}

  /// Whether any call of the graph could block at all.
  bool mayMatter();
  BlockingResults take();

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
  /// The effects of a call, whatever the path.
  std::vector<BlockingEffect> effects(const Call &C);
  void ofDestructor(QualType T, const Call &C,
                    std::vector<BlockingEffect> &Out, unsigned Depth);
  void ofCallee(const FunctionDecl *F, const Call &C,
                std::vector<BlockingEffect> &Out);
  void leavesOrEnters(const Await &A, State &S);
  void note(unsigned CallIndex, State &S);

  const UnitContext &Unit;
  const FactGraph &G;
  SummaryLookup Summaries;
  /// By call: its effects, and whether some path to it is on the loop.
  llvm::DenseMap<unsigned, std::vector<BlockingEffect>> Effects;
  llvm::DenseMap<unsigned, bool> Blocks;
  llvm::DenseMap<unsigned, BlockingEffect> AtEnd;
  llvm::DenseMap<PlaceId, BlockingEffect> EndEffects;
};

void BlockingAnalysis::ofCallee(const FunctionDecl *F, const Call &C,
                                std::vector<BlockingEffect> &Out) {
  const FunctionSummary *S = F ? Summaries(F) : nullptr;
  // A coroutine's own blocking calls are reported in its body.
  if (!S || S->IsCoroutine)
    return;
  for (const BlockingEffect &E : S->Blocks) {
    BlockingEffect Mine = E;
    Mine.Chain.insert(Mine.Chain.begin(), {S->Name, rangeOf(Unit.Ctx, *C.E)});
    Out.push_back(std::move(Mine));
  }
}

void BlockingAnalysis::ofDestructor(QualType T, const Call &C,
                                    std::vector<BlockingEffect> &Out,
                                    unsigned Depth) {
  const auto *RD = T->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition() || Depth > 3)
    return;
  if (const TypeModel *M = Unit.Types.modelOf(T); M && M->DestructorBlocks) {
    Out.push_back(effectOf(*M->DestructorBlocks, "~" + RD->getNameAsString(),
                           rangeOf(Unit.Ctx, *C.E)));
    return;
  }
  if (isOfStd(*RD) || RD->isLambda())
    return;
  const CXXDestructorDecl *D = RD->getDestructor();
  const FunctionDecl *Def = nullptr;
  if (D && D->isUserProvided() && D->isDefined(Def))
    ofCallee(Def, C, Out);
  for (const FieldDecl *F : RD->fields())
    ofDestructor(Unit.Ctx.getBaseElementType(F->getType()), C, Out, Depth + 1);
}

std::vector<BlockingEffect> BlockingAnalysis::effects(const Call &C) {
  std::vector<BlockingEffect> Out;
  if (C.Destructor) {
    ofDestructor(C.DestroyedType, C, Out, 0);
    return Out;
  }
  if (C.Model && C.Model->Blocks && C.Model->Blocks->Tier <= Unit.LastTier) {
    if (!C.NeverBlocks)
      Out.push_back(effectOf(*C.Model->Blocks, C.Model->Name,
                             rangeOf(Unit.Ctx, *C.E)));
    return Out;
  }
  if (!C.Model || C.Model->Arguments.empty())
    ofCallee(C.Callee, C, Out);
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  for (unsigned N = 0; N != C.Arguments.size(); ++N) {
    const FunctionDecl *Callable = C.Arguments[N].Callable;
    if (!Callable)
      continue;
    std::optional<CallableUse> Use;
    if (C.Model)
      for (const ArgumentModel &A : C.Model->Arguments)
        if (A.Callable && (A.Argument == int(N) || A.Argument == -2))
          Use = A.Callable;
    if (!Use && Callee && N < Callee->Parameters.size())
      Use = Callee->Parameters[N].Callable;
    if (Use == CallableUse::CallsNow)
      ofCallee(Callable, C, Out);
  }
  return Out;
}

bool BlockingAnalysis::mayMatter() {
  bool Any = false;
  for (unsigned I = 0; I != G.Calls.size(); ++I) {
    const Call &C = G.Calls[I];
    if (C.Model && C.Model->ResultBlocksAtEnd)
      Any = true;
    std::vector<BlockingEffect> E = effects(C);
    if (E.empty())
      continue;
    Any = true;
    Effects[I] = std::move(E);
  }
  return Any;
}

void BlockingAnalysis::note(unsigned I, State &S) {
  if (!S.OffLoop)
    Blocks[I] = true;
}

void BlockingAnalysis::leavesOrEnters(const Await &A, State &S) {
  bool Leaves = A.Model && A.Model->LeavesLoop;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(A.Callee);
  Leaves |= Method && ownsThreads(Method->getParent());
  Leaves |= resumesOnNewThread(
      A.Operand->getType().getNonReferenceType()->getAsCXXRecordDecl());
  if (Leaves) {
    S.OffLoop = true;
    return;
  }
  // A child task ends on whatever thread it ends; anything else that suspends
  // is taken to come back to the loop.
  bool Task = Unit.Types.of(A.Operand->getType()).What == AsyncType::Task;
  if ((A.Model && A.Model->EntersLoop) || (!Task && !A.NeverSuspends))
    S.OffLoop = false;
}

void BlockingAnalysis::transfer(const Fact &F, State &S) {
  switch (F.What) {
  case Fact::Resumed:
    leavesOrEnters(G.Awaits[F.Index], S);
    break;
  case Fact::Moved:
    if (llvm::is_contained(S.WaitsAtEnd, F.From)) {
      llvm::erase(S.WaitsAtEnd, F.From);
      insert(S.WaitsAtEnd, F.Place);
      EndEffects[F.Place] = EndEffects[F.From];
    }
    break;
  case Fact::Escaped:
  case Fact::Returned:
    llvm::erase(S.WaitsAtEnd, F.Place);
    break;
  case Fact::Called: {
    const Call &C = G.Calls[F.Index];
    for (PlaceId P : C.MadeNonBlocking)
      insert(S.NonBlocking, P);
    if (C.AsksReady && C.Object)
      for (PlaceId P : C.Object->Places)
        insert(S.Ready, P);
    if (C.Model && C.Model->ResultBlocksAtEnd && C.Result != NoId) {
      insert(S.WaitsAtEnd, C.Result);
      EndEffects[C.Result] = effectOf(*C.Model->ResultBlocksAtEnd,
                                      C.Model->Name, rangeOf(Unit.Ctx, *C.E));
    }
    if (C.Destructor && C.Object)
      for (PlaceId P : C.Object->Places)
        if (llvm::is_contained(S.WaitsAtEnd, P)) {
          llvm::erase(S.WaitsAtEnd, P);
          if (!S.OffLoop)
            AtEnd[F.Index] = EndEffects[P];
        }
    // A value handed over, or asked for its result, does not wait at its end.
    if (!C.Destructor && !C.Machinery) {
      for (const Argument &A : C.Arguments)
        for (PlaceId P : A.Places)
          llvm::erase(S.WaitsAtEnd, P);
      if (C.Object && C.Model && C.Model->Blocks)
        for (PlaceId P : C.Object->Places)
          llvm::erase(S.WaitsAtEnd, P);
    }
    if (!Effects.contains(F.Index))
      break;
    if (anyOf(S.NonBlocking, C.Descriptors))
      break;
    if (C.Object && !C.Destructor && anyOf(S.Ready, C.Object->Places))
      break;
    note(F.Index, S);
    break;
  }
  default:
    break;
  }
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
  return Out;
}

} // namespace

BlockingResults runBlockingFlow(const UnitContext &Unit, const FactGraph &G,
                                SummaryLookup Summaries) {
  BlockingAnalysis A(Unit, G, Summaries);
  BlockingResults Out;
  if (A.mayMatter()) {
    PathExplorer<BlockingAnalysis> Explorer(G, A);
    Explorer.run({});
    Out = A.take();
  }
  if (G.IsCoroutine)
    Out.Spins = findSpins(G);
  return Out;
}

} // namespace corolint

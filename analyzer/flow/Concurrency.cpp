//===- Concurrency.cpp - what runs while a coroutine is suspended ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Concurrency.h"

#include "flow/Mentions.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

Concurrency::Concurrency(
    llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions,
    SummaryLookup Summaries) {
  for (const auto &A : Functions)
    Known.insert(A->Graph.Function->getCanonicalDecl());
  for (const auto &A : Functions)
    calls(*A, Summaries);
  llvm::DenseSet<const FunctionDecl *> Begun;
  for (const Work &W : All)
    Begun.insert(W.Begins);
  for (const auto &A : Functions) {
    const FunctionDecl *F = A->Graph.Function->getCanonicalDecl();
    if (!Callers.contains(F) && !Begun.contains(F))
      All.push_back({F, nullptr, false, false});
  }
  // What is begun by one of many is one of many.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (Work &W : All)
      if (!W.Many && W.Spawner &&
          llvm::any_of(worksOf(*W.Spawner),
                       [&](unsigned O) { return All[O].Many; }))
        W.Many = Changed = true;
  }
}

bool Concurrency::isMain(const Work &W) {
  return !W.Spawner && W.Begins->isMain();
}

/// `F` begins a piece of work by the call `C`.
void Concurrency::begins(const FunctionAnalysis &A, const FunctionDecl &F,
                         const Call &C, bool InLoop) {
  bool Waits = llvm::any_of(A.Graph.Awaits, [&](const Await &W) {
    return !W.IsYield && isWithin(C.E, W.Operand);
  });
  All.push_back({F.getCanonicalDecl(), A.Graph.Function->getCanonicalDecl(),
                 InLoop, Waits});
}

/// What is given a callable by `C` calls it before it returns.
static bool callsNow(const Call &C, unsigned N, SummaryLookup Summaries) {
  if (C.Model)
    for (const ArgumentModel &AM : C.Model->Arguments)
      if (AM.Callable && (AM.Argument == int(N) || AM.Argument == -2))
        return *AM.Callable == CallableUse::CallsNow;
  const FunctionSummary *S = C.Callee ? Summaries(C.Callee) : nullptr;
  if (S && N < S->Parameters.size() && S->Parameters[N].Callable)
    return *S->Parameters[N].Callable == CallableUse::CallsNow;
  // The algorithms of the library.
  return C.Callee && isOfStd(*C.Callee) && !isa<CXXMethodDecl>(C.Callee) &&
         !(C.Callee->getIdentifier() && C.Callee->getName() == "async");
}

namespace {

/// What a function gives to calls: expressions, and places of values.
class Given {
public:
  explicit Given(const FactGraph &G) {
    for (const Call &C : G.Calls)
      if (!C.Machinery && !C.Destructor)
        for (const Argument &A : C.Arguments) {
          add(A.E);
          Places.insert(A.Places.begin(), A.Places.end());
        }
  }
  /// The task that `C` makes is an argument of another call.
  bool contains(const Call &C) const {
    return Parts.contains(C.E) ||
           (C.Result != NoId && Places.contains(C.Result));
  }

private:
  void add(const Stmt *S) {
    if (!S || !Parts.insert(S).second)
      return;
    for (const Stmt *Child : S->children())
      add(Child);
  }

  llvm::DenseSet<const Stmt *> Parts;
  llvm::DenseSet<PlaceId> Places;
};

} // namespace

void Concurrency::calls(const FunctionAnalysis &A, SummaryLookup Summaries) {
  const FactGraph &G = A.Graph;
  const FunctionDecl *Here = G.Function->getCanonicalDecl();
  std::vector<bool> InLoop(G.Calls.size());
  for (const Block &B : G.Blocks)
    for (const Fact &F : B.Facts)
      if (F.What == Fact::Called)
        InLoop[F.Index] = B.InLoop;
  const Given Arguments(G);
  auto Direct = [&](const FunctionDecl *F) {
    Callers[F].insert(Here);
    Callees[Here].insert(F);
  };
  for (unsigned I = 0; I != G.Calls.size(); ++I) {
    const Call &C = G.Calls[I];
    if (C.Machinery)
      continue;
    for (unsigned N = 0; N != C.Arguments.size(); ++N) {
      const FunctionDecl *F = C.Arguments[N].Callable;
      if (!F || !Known.contains(F->getCanonicalDecl()))
        continue;
      if (callsNow(C, N, Summaries))
        Direct(F->getCanonicalDecl());
      else
        begins(A, *F, C, InLoop[I]);
    }
    const FunctionDecl *F = C.Callee ? C.Callee->getCanonicalDecl() : nullptr;
    if (!F || !Known.contains(F))
      continue;
    const FunctionSummary *S = Summaries(C.Callee);
    bool Awaited = C.ResultAwaited;
    // What another function is given to await is work of its own.
    if (!Awaited && C.Makes != NoId && !Arguments.contains(C)) {
      unsigned Fates = A.Tasks.Sites[C.Makes].Fates;
      Awaited = Fates && !(Fates & ~(FateAwaited | FateReturned));
    }
    if (!S || !S->IsCoroutine ? C.Makes == NoId || Awaited : Awaited)
      Direct(F);
    else
      begins(A, *F, C, InLoop[I]);
  }
}

const Concurrency::Works &Concurrency::worksOf(const FunctionDecl &F) const {
  auto [It, New] = WorksOf.try_emplace(F.getCanonicalDecl());
  if (!New)
    return It->second;
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const FunctionDecl *> Todo{F.getCanonicalDecl()};
  while (!Todo.empty()) {
    const FunctionDecl *Each = Todo.back();
    Todo.pop_back();
    if (!Seen.insert(Each).second)
      continue;
    if (auto It = Callers.find(Each); It != Callers.end())
      Todo.insert(Todo.end(), It->second.begin(), It->second.end());
  }
  for (unsigned W = 0; W != All.size(); ++W)
    if (Seen.contains(All[W].Begins))
      It->second.insert(W);
  return It->second;
}

bool Concurrency::reaches(const FunctionDecl &From,
                          const FunctionDecl &To) const {
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const FunctionDecl *> Todo{From.getCanonicalDecl()};
  while (!Todo.empty()) {
    const FunctionDecl *Each = Todo.back();
    Todo.pop_back();
    if (Each == To.getCanonicalDecl())
      return true;
    if (!Seen.insert(Each).second)
      continue;
    if (auto It = Callees.find(Each); It != Callees.end())
      Todo.insert(Todo.end(), It->second.begin(), It->second.end());
  }
  return false;
}

Concurrency::Relation Concurrency::relation(const FunctionDecl &Suspended,
                                            const FunctionDecl &Runs) const {
  Relation Best = Never;
  const Works &Mine = worksOf(Suspended), &Others = worksOf(Runs);
  for (unsigned W : Mine)
    for (unsigned O : Others) {
      Relation Here = OtherWork;
      if (W == O)
        Here = All[W].Many ? OtherInstance : Never;
      else if (isMain(All[W]) || isMain(All[O]))
        Here = Never;
      else if (All[W].SpawnerWaits && worksOf(*All[W].Spawner).contains(O))
        // Who has begun it is suspended as well.
        Here = All[O].Many ? OtherInstance : Never;
      else if (All[O].SpawnerWaits && worksOf(*All[O].Spawner).contains(W))
        Here = All[O].Spawner == Suspended.getCanonicalDecl() ? OtherWork
               : All[W].Many                                  ? OtherInstance
                                                              : Never;
      else if (All[W].Begins == All[O].Begins)
        Here = OtherInstance;
      else if (!All[W].Spawner && !All[O].Spawner)
        Here = Perhaps;
      Best = std::max(Best, Here);
    }
  return Best;
}

} // namespace corolint

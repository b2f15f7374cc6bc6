//===- OffloadedCoroutines.cpp - coroutines that other threads run --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/OffloadedCoroutines.h"

#include "model/Classes.h"
#include "model/Threads.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// A model says that argument `N` runs on another thread.
bool modelOffloads(const Call &C, unsigned N) {
  return C.Model &&
         llvm::any_of(C.Model->Arguments, [&](const ArgumentModel &M) {
           return M.Callable == CallableUse::Offloads &&
                  (M.Argument == int(N) || M.Argument == -2);
         });
}

/// The functions that start a task by a call of which a model says that it
/// does, and not that it offloads: the threads of their class run an event
/// loop.
FunctionSet
findStartsOnLoop(llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions) {
  FunctionSet Out;
  for (const auto &A : Functions)
    for (const Call &C : A->Graph.Calls)
      if (C.Model &&
          llvm::any_of(C.Model->Arguments, [](const ArgumentModel &M) {
            return M.Task == TaskUse::Starts &&
                   M.Callable != CallableUse::Offloads;
          }))
        Out.insert(A->Graph.Function->getCanonicalDecl());
  return Out;
}

/// What one function's calls and awaits give to other threads.
class Offloads {
public:
  Offloads(const FunctionSet &StartOnLoop, const FunctionAnalysis &A)
      : StartOnLoop(StartOnLoop), A(A) {
    const FactGraph &G = A.Graph;
    for (const Block &B : G.Blocks)
      for (const Fact &F : B.Facts)
        if (F.What == Fact::Moved)
          CameFrom[F.Place].push_back(F.From);
    for (const Call &C : G.Calls)
      ByExpr[C.E] = &C;
  }

  void sort(FunctionSet &Offloaded, FunctionSet &OnLoop) {
    const FactGraph &G = A.Graph;
    for (const Call &C : G.Calls)
      for (unsigned N = 0; N != C.Arguments.size(); ++N) {
        const Argument &Arg = C.Arguments[N];
        bool Model = modelOffloads(C, N);
        if (Arg.Callable)
          (Model ? Offloaded : OnLoop).insert(Arg.Callable->getCanonicalDecl());
        if (Model || isGivenToPool(C))
          give(placesOf(Arg));
      }
    for (unsigned I = 0; I != G.Awaits.size(); ++I)
      if (llvm::is_contained(A.Blocking.AwaitsOffLoop, I))
        give(G.Awaits[I].Places);
    for (const Call &C : G.Calls)
      if (C.Callee && !C.Destructor)
        (Given.contains(C.E) ? Offloaded : OnLoop)
            .insert(C.Callee->getCanonicalDecl());
  }

private:
  bool isGivenToPool(const Call &C) const {
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
    return M && !isa<CXXConstructorDecl>(M) && !C.Destructor &&
           isThreadPool(M->getParent()) &&
           !StartOnLoop.contains(M->getCanonicalDecl());
  }

  /// Where the argument's task is; of a handle, the task that it was asked of.
  llvm::ArrayRef<PlaceId> placesOf(const Argument &Arg) const {
    if (!isCoroutineHandle(Arg.E->getType()))
      return Arg.Places;
    const Expr *E = stripImplicit(Arg.E);
    // From a handle of one promise to a handle of any.
    while (const auto *X = dyn_cast<CXXMemberCallExpr>(E)) {
      if (!isa_and_nonnull<CXXConversionDecl>(X->getMethodDecl()))
        break;
      E = stripImplicit(X->getImplicitObjectArgument());
    }
    const Call *Asks = ByExpr.lookup(E);
    return Asks && Asks->Object ? llvm::ArrayRef(Asks->Object->Places)
                                : llvm::ArrayRef(Arg.Places);
  }

  /// The calls that made what is in `Ps`.
  void give(llvm::ArrayRef<PlaceId> Ps) {
    for (PlaceId P : Ps) {
      if (!Seen.insert(P).second)
        continue;
      if (const Expr *Made = A.Graph.Places[P].Temp)
        Given.insert(Made);
      if (auto It = CameFrom.find(P); It != CameFrom.end())
        give(It->second);
    }
  }

  const FunctionSet &StartOnLoop;
  const FunctionAnalysis &A;
  llvm::DenseMap<PlaceId, llvm::SmallVector<PlaceId, 2>> CameFrom;
  llvm::DenseMap<const Stmt *, const Call *> ByExpr;
  llvm::DenseSet<PlaceId> Seen;
  llvm::SmallPtrSet<const Stmt *, 8> Given;
};

} // namespace

FunctionSet
findOffloaded(llvm::ArrayRef<std::unique_ptr<FunctionAnalysis>> Functions) {
  FunctionSet StartOnLoop = findStartsOnLoop(Functions), Offloaded, OnLoop;
  for (const auto &A : Functions)
    Offloads(StartOnLoop, *A).sort(Offloaded, OnLoop);
  for (const FunctionDecl *F : OnLoop)
    Offloaded.erase(F);
  return Offloaded;
}

} // namespace corolint

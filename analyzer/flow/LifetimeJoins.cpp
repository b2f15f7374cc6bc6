//===- LifetimeJoins.cpp - how work is waited for -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LifetimeAnalysis.h"

#include "flow/Statements.h"
#include "flow/WaitedFor.h"
#include "flow/Waits.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {

/// The object that is used waits for its work when it is destroyed.
bool LifetimeAnalysis::waitsItself(const Use &U) const {
  if (U.What != Use::Object)
    return false;
  if (U.Of.Temporary)
    return destructorWaits(U.Of.Temporary->getType());
  if (U.Of.Place == NoId)
    return false;
  const ValueDecl *D = G.Places[root(U.Of.Place)].Decl;
  return D && destructorMayWait(D->getType());
}

/// The call that is given a task returns when the task has ended.
bool LifetimeAnalysis::waits(const Call &C) const {
  if (C.Model) {
    for (const ArgumentModel &AM : C.Model->Arguments)
      if (AM.Task == TaskUse::Blocks)
        return true;
    if (C.Model->Blocks)
      return true;
  }
  if (C.Makes != NoId)
    return false;
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  // Who throws what the task threw has waited for it. What is not seen of a
  // function that is called "sync_wait" is its wait.
  if (Callee && (Callee->RethrowsKept ||
                 llvm::any_of(Callee->Blocks, [&](const BlockingEffect &B) {
                   return !B.Unseen || waitsByName(C.Callee);
                 })))
    return true;
  if (Callee && llvm::any_of(Callee->Parameters, [](const ParameterSummary &P) {
        return P.TaskJoined;
      }))
    return true;
  // A coroutine that nobody can wait for.
  if (Callee && Callee->IsCoroutine && !C.ResultAwaited)
    return false;
  // It gives something back: a result, or a handle that is not known.
  bool IsOnItsOwn =
      C.Model && llvm::any_of(C.Model->Arguments, [](const ArgumentModel &AM) {
        return AM.Task == TaskUse::Starts;
      });
  return C.ResultAwaited || !C.Callee ||
         (!IsOnItsOwn && !C.Callee->getReturnType()->isVoidType());
}

/// What is called waits somewhere for what others do, and not for a lock or a
/// time only: a "sync_wait", whatever it is called and does with the task.
bool LifetimeAnalysis::waitsForOthers(const Call &C) const {
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  return Callee && llvm::any_of(Callee->Blocks, [](const BlockingEffect &B) {
           llvm::StringRef Name = llvm::StringRef(B.Callee).rsplit("::").second;
           return !B.Unseen &&
                  (Name.contains("wait") || Name.contains("join") ||
                   Name.starts_with("get") || Name.contains("acquire"));
         });
}

/// A variable that was made of what the start of the work has given, or whose
/// function has taken that. Where the start is known, so is what it gives.
bool LifetimeAnalysis::isHandle(const ValueDecl *D, const Life &L) const {
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V || L.StartedBy == NoId || G.Calls[L.StartedBy].Makes != NoId)
    return false;
  const Stmt *Start = G.Calls[L.StartedBy].E;
  return isWithin(Start, V->getInit()) ||
         llvm::any_of(G.Calls, [&](const Call &C) {
           return C.Object && C.Object->E && C.E != Start &&
                  namedThrough(C.Object->E) == V && isWithin(Start, C.E);
         });
}

/// Adds what the handles among `Names`, like Asio's executors, were made of.
static void addBehindHandles(Mentions &Names) {
  llvm::SmallVector<const ValueDecl *, 8> New(Names.begin(), Names.end());
  while (!New.empty()) {
    const auto *V = dyn_cast<VarDecl>(New.pop_back_val());
    const auto *RD = V && V->hasLocalStorage() && V->hasInit()
                         ? V->getType()->getAsCXXRecordDecl()
                         : nullptr;
    if (!RD || !RD->hasDefinition() || isOfStd(*RD) || mayRun(*RD))
      continue;
    Mentions Behind;
    addMentioned(V->getInit(), Behind);
    // An await in it names the promise, which all awaits do.
    for (const ValueDecl *D : Behind)
      if (!D->isImplicit() && Names.insert(D).second)
        New.push_back(D);
  }
}

/// What runs it (an event loop, a pool, a scope) is a variable of this
/// function: when the function has ended, nobody runs it any more.
bool LifetimeAnalysis::runsByOwn(unsigned I, const Life &L) const {
  if (L.StartedBy == NoId)
    return false;
  const Call &C = G.Calls[L.StartedBy];
  // One without a destructor of its own leaves the work alone; closures that it
  // keeps go with it.
  bool Keeps = llvm::any_of(
      U.of(I), [](const Use &Each) { return Each.What == Use::GivenBy; });
  auto Runs = [&](const ValueDecl *D) {
    const auto *RD = D ? D->getType()->getAsCXXRecordDecl() : nullptr;
    return RD && RD->hasDefinition() && mayRun(*RD) &&
           (Keeps || RD->hasUserDeclaredDestructor()) &&
           llvm::none_of(U.of(I), [&](const Use &Each) {
             return Each.Of.Place != NoId &&
                    G.Places[root(Each.Of.Place)].Decl == D;
           });
  };
  auto IsOwn = [&](const Argument &A) {
    return llvm::any_of(A.Places, [&](PlaceId P) {
      const Place &Root = G.Places[root(P)];
      const auto *V = dyn_cast_or_null<VarDecl>(Root.Decl);
      if (Root.What != Place::Local || !V || Holders.contains(root(P)))
        return false;
      Mentions Behind{V};
      addBehindHandles(Behind);
      return llvm::any_of(Behind, [&](const ValueDecl *D) {
        const auto *Local = dyn_cast<VarDecl>(D);
        return (D == V || (Local && Local->isLocalVarDecl())) && Runs(D);
      });
    });
  };
  if (C.Object && IsOwn(*C.Object))
    return true;
  return !C.Arguments.empty() && IsOwn(C.Arguments.front());
}

/// Outside of coroutines somebody has to drive what has been started: a member
/// function with a loop of an object that the work was given may do that.
bool LifetimeAnalysis::mayDrive(unsigned N) const {
  const Call &C = G.Calls[N];
  if (G.IsCoroutine || !C.Callee || U.startedBy(N) != NoId)
    return false;
  const auto *M = dyn_cast<CXXMethodDecl>(C.Callee);
  return M && C.Object && !M->isConst() && !isOfStd(*M) &&
         hasLoop(M->getBody());
}

/// A member function of this function's own object is called.
bool LifetimeAnalysis::isOnObject(const Stmt *S) const {
  const auto *E = dyn_cast_or_null<Expr>(S);
  const auto *C =
      E ? dyn_cast<CXXMemberCallExpr>(E->IgnoreUnlessSpelledInSource())
        : nullptr;
  return C && isa<CXXThisExpr>(
                  C->getImplicitObjectArgument()->IgnoreParenImpCasts());
}

/// `C` names what the work is kept in.
bool LifetimeAnalysis::mentionsKeeper(const Call &C, const Life &L) const {
  Mentions Here, Keeper;
  addMentioned(C.E, Here);
  const Call &By = G.Calls[L.StartedBy];
  if (By.Object)
    addMentioned(By.Object->E, Keeper);
  return llvm::any_of(Keeper,
                      [&](const ValueDecl *D) { return Here.contains(D); });
}

/// The variables that stand in the call which started it: an executor, a scope,
/// a latch that it counts down.
const Mentions &LifetimeAnalysis::mentionedByStart(SiteId I,
                                                   unsigned StartedBy) {
  auto [It, New] = Mentioned.try_emplace({I, StartedBy});
  if (New) {
    if (StartedBy != NoId) {
      addMentioned(G.Calls[StartedBy].E, It->second);
      // A handle that is not followed.
      PlaceId T = G.Calls[StartedBy].Target;
      if (G.Calls[StartedBy].Makes == NoId && T != NoId)
        if (const ValueDecl *D = G.Places[root(T)].Decl)
          It->second.insert(D);
    }
    if (U.maker(I))
      addMentioned(U.maker(I)->E, It->second);
    addBehindHandles(It->second);
  }
  return It->second;
}

/// Threads that run a loop: `std::jthread T([&] { Io.run(); })`, or a container
/// of them.
bool LifetimeAnalysis::drivesLoop(const ValueDecl *Threads) const {
  auto Drives = [](const Stmt *S) {
    return anyOf(S, [](const Stmt *Each) {
      const auto *C = dyn_cast<CallExpr>(Each);
      return C && runsByName(C->getDirectCallee());
    });
  };
  const auto *V = dyn_cast<VarDecl>(Threads);
  return !G.IsCoroutine &&
         ((V && Drives(V->getInit())) ||
          llvm::any_of(G.Calls, [&](const Call &C) {
            return C.Object && C.Object->E && !C.Destructor &&
                   namedThrough(C.Object->E) == Threads &&
                   llvm::any_of(C.Arguments,
                                [&](const Argument &A) { return Drives(A.E); });
          }));
}

/// What drives the loop from outside runs all that has been started.
void LifetimeAnalysis::joinedAll(const Fact &F, State &S) {
  for (SiteId I = 0; I != S.Lives.size(); ++I)
    if (S.Lives[I].Running && F.Index != S.Lives[I].StartedBy)
      joined(I, S);
}

/// Somebody waits for something that the started work was given: it is taken to
/// wait for the work.
void LifetimeAnalysis::maybeJoins(const Fact &F, State &S) {
  if (llvm::none_of(S.Lives, [](const Life &L) { return L.Running; }))
    return;
  Mentions Here;
  // Some member function runs what this object keeps.
  bool OfObject = false;
  if (F.What == Fact::Awaited) {
    if (passesTime(G.Awaits[F.Index].Callee))
      return;
    addWaitedFor(G.Awaits[F.Index], Summaries, Here);
    OfObject = isOnObject(G.Awaits[F.Index].Operand);
  } else {
    const Call &C = G.Calls[F.Index];
    OfObject = !C.Destructor && isOnObject(C.E);
    if (C.Machinery)
      return;
    // Whatever looks at what keeps work that has not begun may run it.
    for (unsigned I = 0; I != S.Lives.size(); ++I)
      if (S.Lives[I].Kept && F.Index != S.Lives[I].StartedBy && !C.Destructor &&
          (OfObject || mentionsKeeper(C, S.Lives[I])))
        ended(I, S);
    if (C.Makes != NoId)
      return;
    if (C.Destructor) {
      // Scopes, nurseries and pools may wait when they end, but not what can be
      // copied; of the tasks themselves it is known.
      const auto *RD = C.DestroyedType->getAsCXXRecordDecl();
      const bool Waits = destructorWaits(C.DestroyedType);
      bool MayWait = RD && RD->hasUserDeclaredDestructor() &&
                     (!isOfStd(*RD) || RD->getName() == "jthread") &&
                     mayRun(*RD);
      if (!C.Object || !(Waits || MayWait))
        return;
      for (PlaceId P : C.Object->Places)
        if (const ValueDecl *D = G.Places[root(P)].Decl;
            D && !Holders.contains(root(P))) {
          Here.insert(D);
          // It waits for what it was made of.
          if (const auto *V = dyn_cast<VarDecl>(D); V && Waits)
            addMentioned(V->getInit(), Here);
          if (Waits && drivesLoop(D))
            return joinedAll(F, S);
        }
    } else {
      if (givesTheOne(C.E) ||
          (!mayWait(C.Callee) && !(C.Model && C.Model->Blocks) &&
           !mayDrive(F.Index)))
        return;
      if (!G.IsCoroutine && runsByName(C.Callee))
        return joinedAll(F, S);
      addMentioned(C.E, Here);
    }
  }
  for (SiteId I = 0; I != S.Lives.size(); ++I) {
    Life &L = S.Lives[I];
    if (!L.Running)
      continue;
    if (F.What == Fact::Called && F.Index == L.StartedBy)
      continue;
    bool Destructor = F.What == Fact::Called && G.Calls[F.Index].Destructor;
    bool Waits =
        !Destructor || destructorMayWait(G.Calls[F.Index].DestroyedType);
    if (Waits && llvm::any_of(Here, [&](const ValueDecl *D) {
          return isHandle(D, L);
        })) {
      joined(I, S);
      continue;
    }
    for (const ValueDecl *D : mentionedByStart(I, L.StartedBy)) {
      // The end of what it uses is no join.
      bool IsUsed = Destructor && llvm::any_of(U.of(I), [&](const Use &Each) {
                      return Each.Of.Place != NoId &&
                             G.Places[root(Each.Of.Place)].Decl == D;
                    });
      if ((Here.contains(D) || (OfObject && isa<FieldDecl>(D))) && !IsUsed) {
        if (!Destructor)
          each(I, S, DeadUse::NotJoined, startOf(I, L),
               [&](const Use &, unsigned N) { return (L.Dead >> N) & 1; });
        joined(I, S);
        break;
      }
    }
  }
}

/// Somebody has waited for it.
void LifetimeAnalysis::joined(SiteId I, State &S) {
  if (const ParmVarDecl *P = parameterOf(I))
    Results.JoinedParameters.insert(P->getFunctionScopeIndex());
  ended(I, S);
}

/// The work can change `D`: it is an object, or is given to it by reference.
bool LifetimeAnalysis::canChange(unsigned I, unsigned StartedBy,
                                 const ValueDecl *D) const {
  if (!D->getType()->isArithmeticType())
    return true;
  bool Uses = llvm::any_of(U.of(I), [&](const Use &Each) {
    return Each.Of.Place != NoId && G.Places[root(Each.Of.Place)].Decl == D;
  });
  if (Uses || StartedBy == NoId)
    return Uses;
  return llvm::any_of(G.Calls[StartedBy].Arguments, [&](const Argument &A) {
    if (!A.E || A.How == Argument::Value)
      return false;
    Mentions Named;
    addMentioned(A.E, Named);
    return Named.contains(D);
  });
}

/// The work is given an element of `D`, and not the whole container: it cannot
/// change how many there are.
bool LifetimeAnalysis::hasOnlyElement(SiteId I, unsigned StartedBy,
                                      const ValueDecl *D) const {
  const Stmt *Start = StartedBy != NoId ? G.Calls[StartedBy].E : nullptr;
  const Stmt *Maker = U.maker(I) ? U.maker(I)->E : nullptr;
  return (namesElement(Start, D) || namesElement(Maker, D)) &&
         !namesWhole(Start, D) && !namesWhole(Maker, D);
}

/// The loop asks an element of `D`, or waits for one; one over a range does.
bool LifetimeAnalysis::waitsForElement(const Block &B,
                                       const ValueDecl *D) const {
  const Stmt *Loop = B.LoopHead;
  return namesElement(B.Tested, D) || isa_and_nonnull<CXXForRangeStmt>(Loop) ||
         llvm::any_of(G.Awaits,
                      [&](const Await &A) {
                        return namesElement(A.Operand, D) &&
                               isWithin(A.E, Loop);
                      }) ||
         llvm::any_of(G.Calls, [&](const Call &C) {
           return C.Makes == NoId && mayWait(C.Callee) &&
                  namesElement(C.E, D) && isWithin(C.E, Loop);
         });
}

/// A loop that goes on until what the work changes has changed, and that does
/// not count itself.
void LifetimeAnalysis::loopLeft(const Block &B, State &S) {
  if (llvm::none_of(S.Lives, [](const Life &L) { return L.Running; }))
    return;
  // One that drives the loop, or joins the threads that do, would have had no
  // turn only if that was not needed.
  if (const Stmt *Loop = B.LoopHead;
      Loop && !G.IsCoroutine && llvm::any_of(G.Calls, [&](const Call &C) {
        return C.Makes == NoId && runsByName(C.Callee) && !C.Machinery &&
               isWithin(C.E, Loop);
      })) {
    for (SiteId I = 0; I != S.Lives.size(); ++I)
      if (S.Lives[I].Running && S.Lives[I].StartedBy != NoId &&
          !isWithin(G.Calls[S.Lives[I].StartedBy].E, Loop))
        joined(I, S);
    if (isa<WhileStmt, DoStmt>(Loop))
      return;
  }
  // One that goes over a range waits only if it waits for what is in it.
  Mentions Asked, Counted;
  addMentioned(B.Tested, Asked);
  if (const auto *R = dyn_cast_or_null<CXXForRangeStmt>(B.LoopHead)) {
    auto IsOfElement = [&](const Stmt *S) {
      Mentions Named;
      addMentioned(S, Named);
      return Named.contains(R->getLoopVariable());
    };
    if (llvm::none_of(G.Awaits,
                      [&](const Await &A) { return IsOfElement(A.Operand); }) &&
        llvm::none_of(G.Calls, [&](const Call &C) {
          return C.Object && mayWait(C.Callee) && IsOfElement(C.Object->E);
        }))
      return;
    addMentioned(R->getRangeInit(), Asked);
  }
  if (const auto *F = dyn_cast<ForStmt>(B.LoopHead); F && B.Tested) {
    addMentioned(F->getInc(), Counted);
    // One that asks only how often it has turned, and in which nothing else can
    // run, waits for nobody.
    const auto *Both =
        dyn_cast<BinaryOperator>(B.Tested->IgnoreParenImpCasts());
    bool Counts = !(Both && Both->isLogicalOp()) &&
                  llvm::any_of(Counted, [&](const ValueDecl *D) {
                    return Asked.contains(D);
                  });
    if (Counts && G.IsCoroutine && llvm::none_of(G.Awaits, [&](const Await &A) {
          return isWithin(A.E, F);
        }))
      return;
  }
  for (unsigned I = 0; I != S.Lives.size(); ++I)
    if (S.Lives[I].Running &&
        (llvm::any_of(
             Asked,
             [&](const ValueDecl *D) { return isHandle(D, S.Lives[I]); }) ||
         llvm::any_of(mentionedByStart(I, S.Lives[I].StartedBy),
                      [&](const ValueDecl *D) {
                        return Asked.contains(D) &&
                               canChange(I, S.Lives[I].StartedBy, D) &&
                               (waitsForElement(B, D) ||
                                !hasOnlyElement(I, S.Lives[I].StartedBy, D));
                      })))
      joined(I, S);
}

} // namespace corolint

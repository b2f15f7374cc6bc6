//===- TaskFlow.cpp - what becomes of every task --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/PathExplorer.h"
#include "flow/TaskAnalysis.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

#include <algorithm>

using namespace clang;

namespace corolint {
namespace {

std::vector<bool> endlessBlocks(const FactGraph &G) {
  std::vector<std::vector<unsigned>> Before(G.Blocks.size());
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    for (const Edge &E : G.Blocks[B].Edges)
      if (E.What != Edge::Exceptional)
        Before[E.To].push_back(B);
  std::vector<bool> Ends(G.Blocks.size(), false);
  std::vector<unsigned> Work{G.Exit};
  while (!Work.empty()) {
    unsigned B = Work.back();
    Work.pop_back();
    if (Ends[B])
      continue;
    Ends[B] = true;
    Work.insert(Work.end(), Before[B].begin(), Before[B].end());
  }
  std::vector<bool> Out(G.Blocks.size());
  for (unsigned B = 0; B != G.Blocks.size(); ++B)
    Out[B] = G.Blocks[B].InLoop && !Ends[B];
  return Out;
}

} // namespace

TaskAnalysis::TaskAnalysis(const FactGraph &G, SummaryLookup Summaries)
    : G(G), Summaries(Summaries), Shields(G) {
  Results.Sites.resize(G.Sites.size());
  Endless = endlessBlocks(G);
  for (unsigned I = 0; I != G.Sites.size(); ++I)
    Results.Sites[I].Start = G.Sites[I].Start;
}

void TaskAnalysis::judgeEndless() {
  for (TaskOutcome &O : Results.Sites)
    if (O.HeldForever != NoId && !O.LeavesForever && O.Drops.empty()) {
      TaskDrop D;
      D.Holder = O.HeldForever;
      O.Drops.push_back(std::move(D));
    }
}

/// The variable keeps what it holds when the task in `Made` has been made: that
/// is for another variable, or exchanged for it.
bool TaskAnalysis::keepsWhatItHolds(PlaceId Variable, PlaceId Made) const {
  if (G.Places[Variable].What != Place::Local || Variable == Made)
    return false;
  return llvm::none_of(G.Calls, [&](const Call &C) {
    bool IsExchange =
        C.Callee && C.Callee->getIdentifier() &&
        (C.Callee->getName() == "exchange" || C.Callee->getName() == "swap");
    return !IsExchange && C.Object &&
           llvm::is_contained(C.Object->Places, Variable) &&
           llvm::any_of(C.Arguments, [&](const Argument &A) {
             return llvm::is_contained(A.Places, Made);
           });
  });
}

void TaskAnalysis::create(SiteId I, PlaceId P, const Stmt *Where, State &S) {
  if (S.Holder[I] != NoId && keepsWhatItHolds(S.Holder[I], P)) {
    // One task of a site is followed, the last.
    Results.Sites[I].Fates |= FateStored;
    release(S, I);
  }
  if (S.Holder[I] != NoId && !G.Places[S.Holder[I]].Many) {
    TaskDrop D;
    D.How = TaskDrop::MadeAgain;
    D.Where = Where;
    drop(S, I, D);
  }
  S.Holder[I] = P;
  S.Crossed[I] = false;
  S.Looping[I] = false;
  note(TaskEvent::Created, I, P);
}

void TaskAnalysis::byCallee(const Call &C, const FunctionSummary &Callee,
                            const ParameterSummary &P, PlaceId Arg, State &S,
                            bool &Forwarded) {
  unsigned Fates = P.Task;
  if (Fates == FateUntouched) {
    // An awaiter is plain data: a function that only reads it may make use of
    // it.
    eachHeld(S, Arg, [&](SiteId I) {
      if (G.Sites[I].What != Site::Awaitable)
        return;
      note(TaskEvent::Consumed, I, S.Holder[I], FateStored);
      Results.Sites[I].Fates |= FateStored;
      release(S, I);
    });
    return;
  }
  // Nothing is followed inside a parameter of this type.
  if (Fates == FateNone)
    return consume(S, Arg, FateStored);
  if (Fates == FateReturned && C.Result != NoId && !Callee.IsCoroutine) {
    add(S, Arg, C.Result);
    Forwarded = true;
    return;
  }
  if (!(Fates & FateDropped)) {
    if (Fates == FateUnknown)
      eachHeld(S, Arg, [&](SiteId I) {
        if (!Results.Sites[I].Unknown)
          Results.Sites[I].Unknown = &C;
      });
    consume(S, Arg,
            Fates & ~(FateUntouched | FateReturned) ? Fates : FateStored);
    return;
  }
  eachHeld(S, Arg, [&](SiteId I) {
    TaskDrop D;
    D.How = TaskDrop::ByCallee;
    D.Where = C.E;
    D.To = &C;
    D.Callee = Callee.Name;
    D.CalleeDropsAt = P.DropsAt;
    D.Sometimes = Fates != FateDropped;
    if (D.Sometimes)
      Results.Sites[I].Fates |= Fates & ~FateDropped;
    drop(S, I, D);
  });
}

static const ArgumentModel *modelOfArgument(const Call &C, int N) {
  if (!C.Model)
    return nullptr;
  for (const ArgumentModel &A : C.Model->Arguments)
    if ((A.Argument == N || A.Argument == -2) && A.Task)
      return &A;
  return nullptr;
}

/// The argument's class can be moved, but not copied.
static bool isMoveOnly(const Argument &A) {
  const auto *RD = A.E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->hasDefinition())
    return false;
  bool Copies = RD->needsImplicitCopyConstructor() &&
                !RD->defaultedCopyConstructorIsDeleted();
  for (const CXXConstructorDecl *C : RD->ctors())
    Copies |= C->isCopyConstructor() && !C->isDeleted();
  return !Copies;
}

static bool isComparison(OverloadedOperatorKind Op) {
  return Op == OO_EqualEqual || Op == OO_ExclaimEqual || Op == OO_Less ||
         Op == OO_Greater || Op == OO_LessEqual || Op == OO_GreaterEqual ||
         Op == OO_Spaceship;
}

void TaskAnalysis::argument(const Call &C, unsigned N, State &S,
                            bool &Forwarded) {
  const Argument &A = C.Arguments[N];
  bool Any = false;
  for (PlaceId P : A.Places)
    eachHeld(S, P, [&](SiteId) { Any = true; });
  if (!Any)
    return;
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  for (PlaceId P : A.Places) {
    if (C.Owner == Call::Adds) {
      PlaceId To =
          C.Object
              ? (C.Object->Places.size() == 1 ? C.Object->Places.front() : NoId)
          : C.Bindings.empty() ? C.Result
                               : C.Bindings[N];
      // Into an object that is not followed, or a tuple of references.
      if (To == NoId || (C.Object && G.Places[To].What == Place::Temporary))
        consume(S, P, FateStored);
      else if (To == C.Result)
        add(S, P, To);
      else
        move(S, P, To, C.E);
      continue;
    }
    if (const ArgumentModel *M = modelOfArgument(C, N)) {
      switch (*M->Task) {
      case TaskUse::Looks:
        break;
      case TaskUse::Drops:
        eachHeld(S, P, [&](SiteId I) {
          TaskDrop D;
          D.How = TaskDrop::ByCallee;
          D.Where = C.E;
          D.To = &C;
          D.Callee = C.Model->Name;
          drop(S, I, D);
        });
        break;
      case TaskUse::IntoResult:
        if (C.Result != NoId) {
          add(S, P, C.Result);
          Forwarded = true;
          break;
        }
        [[fallthrough]];
      default:
        consume(S, P, FateStarted);
      }
      continue;
    }
    OverloadedOperatorKind Operator =
        C.Callee ? C.Callee->getOverloadedOperator() : OO_None;
    if (Operator == OO_Equal && isa<CXXMethodDecl>(C.Callee)) {
      // Into a tuple of references, or an object that is not followed.
      if (C.Object && C.Object->Places.size() == 1 &&
          G.Places[C.Object->Places.front()].What != Place::Temporary)
        move(S, P, C.Object->Places.front(), C.E);
      else
        consume(S, P, FateStored);
      continue;
    }
    if (isComparison(Operator))
      continue;
    if (Callee && Callee->BodySeen && N < Callee->Parameters.size()) {
      byCallee(C, *Callee, Callee->Parameters[N], P, S, Forwarded);
      continue;
    }
    if (A.How == Argument::ConstRef && C.Callee && !isOfStd(*C.Callee) &&
        isMoveOnly(A))
      continue; // It can only be looked at.
    eachHeld(S, P, [&](SiteId I) {
      if (C.Callee && !isOfStd(*C.Callee) && !Results.Sites[I].Unknown)
        Results.Sites[I].Unknown = &C;
    });
    consume(S, P, FateUnknown);
  }
}

/// A member function that tells something about a task and leaves it alone.
static bool onlyAsks(const Call &C, const FunctionSummary *Callee) {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  // Calling await_ready and the like by hand is awaiting by hand.
  if (!M || (M->getIdentifier() && M->getName().starts_with("await_")))
    return false;
  // Who cancels it takes it over: CancellationFlow follows it from here.
  if ((C.Model && C.Model->Cancels) ||
      (!M->isConst() && Callee && Callee->RequestsStop))
    return false;
  QualType R = M->getReturnType();
  bool Scalar = R->isArithmeticType() || R->isEnumeralType();
  const auto *RD = R.getNonReferenceType()->getAsCXXRecordDecl();
  bool String =
      RD && isOfStd(*RD) && RD->getIdentifier() &&
      (RD->getName() == "basic_string" || RD->getName() == "basic_string_view");
  if (!Scalar && !String)
    return false;
  if (Callee && Callee->BodySeen)
    return !Callee->RunsCoroutine;
  return M->isConst();
}

/// An assignment to an element of a container leaves the others.
bool TaskAnalysis::replacesAll(const Call &C, PlaceId P) const {
  return !G.Places[P].Many ||
         isa<DeclRefExpr, MemberExpr>(C.Object->E->IgnoreParenImpCasts());
}

void TaskAnalysis::object(const Call &C, State &S) {
  if (!C.Object)
    return;
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (Method && Method->getOverloadedOperator() == OO_Equal) {
    // What the object held ends here; what it gets is moved in afterwards.
    llvm::SmallVector<SiteId, 4> Incoming;
    for (const Argument &A : C.Arguments)
      for (PlaceId P : A.Places)
        eachHeld(S, P, [&](SiteId I) { Incoming.push_back(I); });
    for (PlaceId P : C.Object->Places)
      for (unsigned I = 0; I != S.Holder.size(); ++I)
        if (S.Holder[I] != NoId && G.isPartOf(S.Holder[I], P) &&
            !llvm::is_contained(Incoming, I) && replacesAll(C, P)) {
          TaskDrop D;
          D.How = TaskDrop::Overwritten;
          D.Where = C.E;
          drop(S, I, D);
        }
    return;
  }
  for (PlaceId P : C.Object->Places) {
    switch (C.Owner) {
    case Call::Adds:
    case Call::Looks:
    case Call::Other:
      continue;
    case Call::Clears:
      destroy(S, P, TaskDrop::Cleared, C.E);
      continue;
    case Call::TakesOut:
      if (C.Result != NoId)
        move(S, P, C.Result, C.E);
      else
        consume(S, P, FateStored);
      continue;
    case Call::NotOwner:
      break;
    }
    // Asking for the result takes it, and its exception.
    if ((C.Model && C.Model->Rethrows) ||
        (Callee && !Callee->IsCoroutine && !Callee->Cancellations.empty())) {
      consume(S, P, FateAwaited);
      continue;
    }
    if (onlyAsks(C, Callee))
      continue;
    if (const ArgumentModel *M = modelOfArgument(C, -1);
        M && *M->Task == TaskUse::Looks)
      continue;
    consume(S, P, FateStarted);
  }
}

/// std::swap and a member swap; std::exchange.
bool TaskAnalysis::swaps(const Call &C, State &S) {
  if (!C.Callee || !C.Callee->getIdentifier())
    return false;
  llvm::StringRef Name = C.Callee->getName();
  if ((Name != "swap" && Name != "exchange") || C.Arguments.empty())
    return false;
  const Argument &A =
      Name == "swap" && C.Object ? *C.Object : C.Arguments.front();
  const Argument &B = C.Arguments.back();
  auto One = [](const Argument &X) {
    return X.Places.size() == 1 ? X.Places.front() : NoId;
  };
  PlaceId PA = One(A), PB = One(B);
  if (Name == "swap") {
    if (PA == NoId || PB == NoId || G.Places[PA].Borrowed ||
        G.Places[PB].Borrowed)
      return false;
    for (PlaceId &P : S.Holder)
      P = P == PA ? PB : P == PB ? PA : P;
    return true;
  }
  if (!isOfStd(*C.Callee) || PA == NoId || C.Result == NoId ||
      G.Places[PA].Borrowed)
    return false;
  move(S, PA, C.Result, C.E);
  if (PB != NoId && PB != PA)
    move(S, PB, PA, C.E);
  return true;
}

void TaskAnalysis::call(const Call &C, State &S) {
  if (C.Machinery || C.Destructor)
    return;
  bool Forwarded = false;
  if (C.PassesOn && C.Owner != Call::Adds && C.Owner != Call::Clears) {
    // A part of the object may be what was just put into it.
    if (C.Object && C.Callee && !C.Callee->isOverloadedOperator())
      for (unsigned N = 0; N != C.Arguments.size(); ++N)
        argument(C, N, S, Forwarded);
    return;
  }
  if (swaps(C, S))
    return;
  // What an assignment replaces ends before the new value comes in.
  object(C, S);
  for (unsigned N = 0; N != C.Arguments.size(); ++N)
    argument(C, N, S, Forwarded);
  if (C.Makes == NoId || Forwarded)
    return;
  if (C.Callee && G.Sites[C.Makes].What == Site::Awaitable)
    if (const FunctionSummary *Callee = Summaries(C.Callee);
        Callee && Callee->StartsWork)
      Results.Sites[C.Makes].Start = Start::Eager;
  create(C.Makes, C.Result, C.E, S);
}

void TaskAnalysis::transfer(const Fact &F, State &S) {
  InShield = Shields.contains(F);
  if (Shields.isEndOfFirst(F))
    for (unsigned I = 0; I != S.Shielded.size(); ++I) {
      Results.Sites[I].OneOfSeveral |= S.Shielded[I] != NoId;
      regain(I, S);
    }
  if (Shields.isEnd(F) || Shields.isEndOfFirst(F))
    std::fill(S.Shielded.begin(), S.Shielded.end(), NoId);
  switch (F.What) {
  case Fact::Created:
    create(F.Site, F.Place, F.Where, S);
    break;
  case Fact::Moved:
    move(S, F.From, F.Place, F.Where);
    break;
  case Fact::Cleared:
    destroy(S, F.Place, TaskDrop::Cleared, F.Where);
    break;
  case Fact::Died:
    destroy(S, F.Place, TaskDrop::Ends, F.Where);
    break;
  case Fact::Awaited:
    for (PlaceId P : G.Awaits[F.Index].Places)
      consume(S, P, FateAwaited);
    break;
  case Fact::Called:
    call(G.Calls[F.Index], S);
    break;
  case Fact::Escaped:
    consume(S, F.Place, FateStored);
    break;
  case Fact::Returned:
    consume(S, F.Place, FateReturned);
    break;
  case Fact::Entered:
    for (unsigned I = 0; I != S.Holder.size(); ++I) {
      // A temporary was part of the expression that threw.
      if (S.Holder[I] != NoId && G.Places[S.Holder[I]].What == Place::Temporary)
        release(S, I);
      // That a shielded await is given up is no accident.
      bool Regained = std::exchange(S.Shielded[I], NoId) != NoId;
      S.Crossed[I] = S.Holder[I] != NoId && !Regained;
    }
    break;
  default:
    break;
  }
}

/// Nobody waits for what was in a variable: it has it again.
void TaskAnalysis::regain(SiteId I, State &S) {
  if (S.Shielded[I] == NoId)
    return;
  if (S.Holder[I] == NoId) {
    S.Holder[I] = S.Shielded[I];
    note(TaskEvent::Regained, I, S.Holder[I]);
  } else {
    S.Shielded[I] = NoId;
  }
}

/// Where a shielded await ends by an exception: the task may be going on.
void TaskAnalysis::leaveShields(const Block &B, const Edge &E, State &S) {
  bool GivenUp = B.Dispatch && G.Blocks[E.To].Handler != NoId &&
                 Shields.isGivenUp(G.Blocks[E.To].Handler);
  for (unsigned I = 0; I != S.Shielded.size(); ++I) {
    if (S.Shielded[I] == NoId)
      continue;
    if (GivenUp)
      regain(I, S);
    else
      S.Shielded[I] = NoId;
  }
}

bool TaskAnalysis::follow(const Block &B, const Edge &E, State &S) {
  if (Shields.any() && (B.Dispatch || E.To == G.Exit))
    leaveShields(B, E, S);
  if (B.Condition != NoId && E.What != Edge::Normal) {
    PlaceId P = G.Conditions[B.Condition].HoldsValue;
    bool Value = (E.What == Edge::WhenTrue) != B.Negated;
    for (unsigned I = 0; P != NoId && !Value && I != S.Holder.size(); ++I) {
      if (S.Holder[I] != P)
        continue;
      // What a call gave may be empty; what was put in is there.
      if (G.Sites[I].What != Site::Container)
        return false;
      release(S, I);
    }
  }
  if (E.What != Edge::Exceptional && Endless[E.To])
    for (unsigned I = 0; I != S.Holder.size(); ++I)
      if (S.Holder[I] != NoId && !G.Places[S.Holder[I]].Borrowed &&
          G.Places[S.Holder[I]].What != Place::Temporary) {
        Results.Sites[I].HeldForever = S.Holder[I];
        S.Looping[I] = true;
      }
  if (E.What == Edge::WhenFalse)
    for (PlaceId P : B.DrainedByLoop)
      consume(S, P, FateAwaited);
  return true;
}

void TaskAnalysis::finish(State &S, bool Exceptional) {
  if (Exceptional)
    return;
  for (unsigned I = 0; I != S.Holder.size(); ++I) {
    if (S.Holder[I] == NoId)
      continue;
    const Place &P = G.Places[S.Holder[I]];
    if (P.Borrowed) {
      Results.Sites[I].Fates |=
          G.Sites[I].What == Site::Parameter ? FateUntouched : FateStored;
      continue;
    }
    TaskDrop D;
    D.How = TaskDrop::Ends;
    drop(S, I, D);
  }
}

TaskResults runTaskFlow(const FactGraph &G, SummaryLookup Summaries) {
  TaskAnalysis A(G, Summaries);
  if (G.Sites.empty())
    return std::move(A.Results);
  PathExplorer<TaskAnalysis> Explorer(G, A);
  Explorer.run(A.initial());
  A.judgeEndless();
  A.Results.Complete = Explorer.complete();
  return std::move(A.Results);
}

} // namespace corolint

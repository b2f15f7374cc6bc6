//===- SpentTasks.cpp - single-use tasks that are used again --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SpentTasks.h"

#include "flow/PathExplorer.h"
#include "flow/SingleUse.h"
#include "flow/TakenMembers.h"
#include "flow/TaskAnalysis.h"
#include "flow/TaskParts.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <map>

using namespace clang;

namespace corolint {
namespace {

class SpentTasks {
public:
  struct State {
    TaskAnalysis::State Tasks;
    /// Variables without their task, and what took it.
    std::map<PlaceId, const Stmt *> Spent;
    /// The same for parts of variables.
    std::map<PartId, const Stmt *> SpentParts;
    /// Containers of which each turn of a loop takes an element, and where.
    std::map<PartId, std::pair<const CXXForRangeStmt *, const Stmt *>> Taken;
    bool operator==(const State &) const = default;
  };
  static unsigned hash(const State &S) {
    unsigned H = TaskAnalysis::hash(S.Tasks);
    for (auto [P, Where] : S.Spent)
      H = H * 31 + P;
    for (auto [P, Where] : S.SpentParts)
      H = H * 37 + P;
    return H;
  }

  SpentTasks(const FactGraph &G, TypeKinds &Types, SummaryLookup Summaries)
      : G(G), Types(Types), Summaries(Summaries), Tasks(G, Summaries),
        Parts(*G.Function, G.Function->getASTContext()) {
    Tasks.Events = &Events;
    findBusy();
  }

  State initial() {
    State S;
    S.Tasks = Tasks.initial();
    return S;
  }
  void transfer(const Fact &F, State &S);
  bool follow(const Block &B, const Edge &E, State &S) {
    Events.clear();
    bool Possible = Tasks.follow(B, E, S.Tasks);
    Events.clear();
    if (E.What == Edge::Exceptional)
      for (PartId P : TakenAtEnd)
        S.SpentParts.erase(P);
    if (const auto *L = dyn_cast_or_null<CXXForRangeStmt>(B.LoopHead))
      turn(*L, E.What == Edge::WhenFalse, S);
    return Possible;
  }
  void finish(State &, bool) {}

  std::vector<SpentUse> Found;

private:
  bool isFollowed(PlaceId P) const {
    if (P == NoId)
      return false;
    const Place &Where = G.Places[P];
    return !Where.Many && !Where.Borrowed && Where.Decl &&
           (Where.What == Place::Local || Where.What == Place::Parameter) &&
           !isCopyable(Where.Decl->getType());
  }
  /// The variable is the task of `Of`, and does not only have it in a part.
  bool isTaskItself(PlaceId P, const Site &Of) const {
    return Of.Made
               ? Of.Made->getType().getCanonicalType().getUnqualifiedType() ==
                     G.Places[P]
                         .Decl->getType()
                         .getCanonicalType()
                         .getUnqualifiedType()
               : Of.ComesBy == P;
  }
  bool takes(const Fact &F, PlaceId P) const;
  void askedOrFilled(const Call &C, State &S) const;
  void again(PlaceId P, const Stmt *Where, State &S);
  void forget(PlaceId P, State &S) const;
  void report(std::string Name, const Stmt *Where, const Stmt *First,
              const TakenMember *Inside = nullptr);
  PartId taskPart(const Expr *E);
  void takePart(const Expr *E, const Stmt *Where, State &S);
  void parts(const Fact &F, State &S);
  void partsOfCall(const Call &C, State &S);
  void takeMembers(const Call &C, State &S);
  void turn(const CXXForRangeStmt &Loop, bool Ends, State &S);
  void forgetParts(const ValueDecl *Root, State &S) const;

  void findBusy();

  const FactGraph &G;
  TypeKinds &Types;
  SummaryLookup Summaries;
  TaskAnalysis Tasks;
  std::vector<TaskEvent> Events;
  std::map<const Stmt *, bool> Awaits;
  /// Members that a function takes which can end by an exception before that.
  llvm::DenseSet<PartId> TakenAtEnd;
  /// Variables of which a coroutine may be running, which may put other tasks
  /// into them.
  llvm::DenseSet<const ValueDecl *> Busy;
  TaskParts Parts;
};

/// Who asks a variable for its task knows whether there is one; who is given it
/// by name may put another one there.
void SpentTasks::askedOrFilled(const Call &C, State &S) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (M && M->isConst() && C.Object && !C.PassesOn)
    for (PlaceId P : C.Object->Places)
      forget(P, S);
  for (const Argument &A : C.Arguments)
    if (A.How == Argument::LValueRef || A.How == Argument::Pointer)
      for (PlaceId P : A.Places)
        forget(P, S);
}

/// What happens here takes the task out of `P`, for good.
bool SpentTasks::takes(const Fact &F, PlaceId P) const {
  switch (F.What) {
  case Fact::Moved:
    return F.From == P;
  case Fact::Awaited: {
    return usesUp(G.Awaits[F.Index]);
  }
  case Fact::Called:
    return llvm::any_of(G.Calls[F.Index].Arguments, [&](const Argument &A) {
      return llvm::is_contained(A.Places, P) &&
             (A.How == Argument::Value ||
              (A.How == Argument::RValueRef &&
               !isLeft(G.Calls[F.Index], A, Summaries)));
    });
  default:
    return false;
  }
}

void SpentTasks::again(PlaceId P, const Stmt *Where, State &S) {
  auto It = S.Spent.find(P);
  if (It == S.Spent.end() || !Where)
    return;
  report(G.Places[P].Decl->getNameAsString(), Where, It->second);
  S.Spent.erase(It);
}

void SpentTasks::report(std::string Name, const Stmt *Where, const Stmt *First,
                        const TakenMember *Inside) {
  if (llvm::none_of(Found, [&](const SpentUse &U) {
        return U.Name == Name && U.Again == Where;
      }))
    Found.push_back({std::move(Name), Where, First, Awaits[First],
                     Inside ? Inside->Where : SourceRange()});
}

/// The part of a variable that `E` is, if that is a lazy task that cannot be
/// copied.
PartId SpentTasks::taskPart(const Expr *E) {
  if (!E || E->getType().isNull())
    return NoPart;
  return isSingleUse(withoutMove(E)->getType(), Types) ? Parts.of(E) : NoPart;
}

void SpentTasks::takePart(const Expr *E, const Stmt *Where, State &S) {
  PartId P = taskPart(E);
  if (P == NoPart || !Where)
    return;
  auto It = S.SpentParts.find(P);
  if (It == S.SpentParts.end())
    It = S.SpentParts.find(Parts[P].All);
  if (It != S.SpentParts.end())
    report(Parts[P].Name, Where, It->second);
  S.SpentParts[P] = Where;
  if (const CXXForRangeStmt *L = Parts.loopOf(P, *E))
    S.Taken[Parts[P].All] = {L, Where};
  Awaits[Where] = isa<CoroutineSuspendExpr>(Where);
}

/// All parts of the variable have another value now, or may have.
void SpentTasks::forgetParts(const ValueDecl *Root, State &S) const {
  auto IsOfRoot = [&](const auto &Each) {
    return Parts[Each.first].Root == Root;
  };
  if (!Root)
    return;
  std::erase_if(S.SpentParts, IsOfRoot);
  std::erase_if(S.Taken, IsOfRoot);
}

/// Gives an element, or what the object points to, and leaves it there.
static bool givesPart(const CXXMethodDecl &M) {
  if (M.isConst())
    return true;
  if (M.getOverloadedOperator() != OO_None)
    return M.getOverloadedOperator() == OO_Star ||
           M.getOverloadedOperator() == OO_Arrow ||
           M.getOverloadedOperator() == OO_Subscript;
  return isOfStd(M) && M.getIdentifier() &&
         llvm::is_contained(
             {"front", "back", "at", "value", "get", "begin", "end", "data"},
             M.getName());
}

void SpentTasks::partsOfCall(const Call &C, State &S) {
  for (const Argument &A : C.Arguments) {
    if (!A.E)
      continue;
    if (A.How == Argument::LValueRef || A.How == Argument::Pointer) {
      forgetParts(Parts.rootOf(A.E), S);
      continue;
    }
    if (A.How == Argument::ConstRef)
      continue;
    bool IsTaken = A.How == Argument::Value || !isLeft(C, A, Summaries);
    if (taskPart(A.E) == NoPart)
      forgetParts(withoutMove(A.E)->isLValue() ? Parts.rootOf(A.E) : nullptr,
                  S);
    else if (IsTaken)
      takePart(A.E, C.E, S);
  }
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (!C.Object || !C.Object->E)
    return;
  // Who asks a task knows whether it is there.
  if (PartId P = taskPart(C.Object->E); P != NoPart)
    for (PartId Known : {P, Parts[P].All})
      S.SpentParts.erase(Known);
  if (!M || !givesPart(*M))
    takeMembers(C, S);
}

void SpentTasks::findBusy() {
  for (const Call &C : G.Calls) {
    const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
    if (C.Makes == NoId || !C.Object || (Callee && !Callee->Takes.empty()) ||
        llvm::any_of(G.Awaits, [&](const Await &A) {
          return llvm::is_contained(A.Places, C.Result);
        }))
      continue;
    if (const VarDecl *D = Parts.rootOf(C.Object->E))
      Busy.insert(D);
  }
}

/// A function of an object may put other tasks into it, or takes what is there.
void SpentTasks::takeMembers(const Call &C, State &S) {
  const FunctionSummary *Callee = C.Callee ? Summaries(C.Callee) : nullptr;
  std::vector<std::pair<PartId, const TakenMember *>> Takes;
  if (Callee && !Callee->Takes.empty() && runsForSure(G, C))
    for (const TakenMember &M : Callee->Takes)
      if (PartId P = Parts.memberOf(C.Object->E, M.Name);
          P != NoPart && !Busy.contains(Parts[P].Root))
        Takes.emplace_back(P, &M);
  for (auto [P, M] : Takes)
    if (auto It = S.SpentParts.find(P); It != S.SpentParts.end())
      report(Parts[P].Name, C.E, It->second, M);
  forgetParts(Parts.rootOf(C.Object->E), S);
  for (auto [P, M] : Takes) {
    S.SpentParts[P] = C.E;
    Awaits[C.E] = M->Awaited;
    if (!M->First)
      TakenAtEnd.insert(P);
  }
}

/// What happens to parts of variables.
void SpentTasks::parts(const Fact &F, State &S) {
  auto Root = [&](PlaceId P) -> const ValueDecl * {
    while (P != NoId && G.Places[P].Parent != NoId)
      P = G.Places[P].Parent;
    return P == NoId ? nullptr : G.Places[P].Decl;
  };
  switch (F.What) {
  case Fact::Awaited: {
    const Await &A = G.Awaits[F.Index];
    if (usesUp(A))
      takePart(A.Operand, A.E, S);
    return;
  }
  case Fact::Called:
    if (!G.Calls[F.Index].Machinery && !G.Calls[F.Index].Destructor)
      partsOfCall(G.Calls[F.Index], S);
    return;
  case Fact::Moved:
    // `auto Own = std::move(Pair.second);`
    if (const auto *D = dyn_cast_or_null<DeclStmt>(F.Where);
        D && D->isSingleDecl())
      if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl());
          V && V->getInit() && !V->getType()->isReferenceType() &&
          taskPart(V->getInit()) != NoPart)
        return takePart(V->getInit(), D, S);
    forgetParts(Root(F.From), S);
    forgetParts(Root(F.Place), S);
    return;
  case Fact::Created:
  case Fact::Escaped:
  case Fact::Cleared:
  case Fact::Died:
    forgetParts(Root(F.Place), S);
    return;
  case Fact::Suspended:
    // The function around a closure may go on and put another task there.
    std::erase_if(S.SpentParts,
                  [&](const auto &Each) { return Parts[Each.first].OfOthers; });
    return;
  default:
    return;
  }
}

/// A loop over a range begins its next turn, or has gone over all of it.
void SpentTasks::turn(const CXXForRangeStmt &Loop, bool Ends, State &S) {
  if (!Ends)
    return forgetParts(Loop.getLoopVariable(), S);
  for (auto It = S.Taken.begin(); It != S.Taken.end();) {
    auto [OfLoop, Where] = It->second;
    if (OfLoop != &Loop) {
      ++It;
      continue;
    }
    S.SpentParts.try_emplace(It->first, Where);
    It = S.Taken.erase(It);
  }
}

/// `std::exchange(X, {})`: nothing comes into the place of what it takes.
static PlaceId emptied(const Call &C) {
  if (!C.Callee || !C.Callee->getIdentifier() ||
      C.Callee->getName() != "exchange" || !isOfStd(*C.Callee) ||
      C.Arguments.size() != 2 || C.Arguments.front().Places.size() != 1)
    return NoId;
  const Expr *New = withoutMove(C.Arguments.back().E);
  const auto *Made = dyn_cast<CXXConstructExpr>(New);
  const auto *List = dyn_cast<InitListExpr>(New);
  bool IsEmpty = (Made && Made->getNumArgs() == 0) ||
                 (List && List->getNumInits() == 0) ||
                 isa<CXXScalarValueInitExpr>(New);
  return IsEmpty ? C.Arguments.front().Places.front() : NoId;
}

void SpentTasks::transfer(const Fact &F, State &S) {
  parts(F, S);
  if (F.What == Fact::Awaited)
    for (PlaceId P : G.Awaits[F.Index].Places)
      again(P, G.Awaits[F.Index].E, S);
  if (F.What == Fact::Called && !G.Calls[F.Index].Machinery)
    for (const Argument &A : G.Calls[F.Index].Arguments)
      if (A.How == Argument::Value || A.How == Argument::RValueRef)
        for (PlaceId P : A.Places)
          again(P, G.Calls[F.Index].E, S);
  Events.clear();
  const auto Before = S.Tasks.Holder;
  Tasks.transfer(F, S.Tasks);
  for (const TaskEvent &E : Events) {
    const Site &Of = G.Sites[E.Site];
    bool IsTask = Of.What == Site::Task || Of.What == Site::Parameter;
    if (E.What == TaskEvent::Created || E.What == TaskEvent::Moved)
      forget(E.Place, S);
    PlaceId From = Before[E.Site];
    bool Leaves = E.What == TaskEvent::Consumed || E.What == TaskEvent::Moved;
    if (Leaves && IsTask && Tasks.Results.Sites[E.Site].Start == Start::Lazy &&
        isFollowed(From) && isTaskItself(From, Of) && takes(F, From)) {
      const Stmt *Where = F.What == Fact::Awaited  ? G.Awaits[F.Index].E
                          : F.What == Fact::Called ? G.Calls[F.Index].E
                                                   : F.Where;
      S.Spent[From] = Where;
      Awaits[Where] = F.What == Fact::Awaited;
    }
  }
  Events.clear();
  if (F.What == Fact::Called && !G.Calls[F.Index].Machinery)
    askedOrFilled(G.Calls[F.Index], S);
  if (F.What == Fact::Called)
    if (PlaceId P = emptied(G.Calls[F.Index]); isFollowed(P)) {
      S.Spent[P] = G.Calls[F.Index].E;
      Awaits[G.Calls[F.Index].E] = false;
    }
  if (F.What == Fact::Died || F.What == Fact::Cleared)
    forget(F.Place, S);
  if (F.What == Fact::Called && G.Calls[F.Index].Owner == Call::Clears &&
      G.Calls[F.Index].Object)
    for (PlaceId P : G.Calls[F.Index].Object->Places)
      forget(P, S);
}

/// `P` has another value now, or none.
void SpentTasks::forget(PlaceId P, State &S) const {
  std::erase_if(S.Spent, [&](const auto &Each) {
    return G.isPartOf(Each.first, P) || G.isPartOf(P, Each.first);
  });
}

} // namespace

/// A closure that names a single-use task of the function around it.
static bool capturesTask(const FunctionDecl &F, TypeKinds &Types) {
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  return M && M->getParent()->isLambda() &&
         llvm::any_of(M->getParent()->captures(), [&](const LambdaCapture &C) {
           return C.capturesVariable() &&
                  Types.carriesTasks(
                      C.getCapturedVar()->getType().getNonReferenceType());
         });
}

std::vector<SpentUse> findSpentUses(const FactGraph &G, TypeKinds &Types,
                                    SummaryLookup Summaries) {
  auto IsSingle = [](const Site &S) {
    return (S.What == Site::Task || S.What == Site::Parameter) &&
           S.Start == Start::Lazy;
  };
  auto TakesMembers = [&](const Call &C) {
    const FunctionSummary *S = C.Callee ? Summaries(C.Callee) : nullptr;
    return S && !S->Takes.empty();
  };
  if (G.Straight || (llvm::none_of(G.Sites, IsSingle) &&
                     llvm::none_of(G.Calls, TakesMembers) &&
                     !capturesTask(*G.Function, Types)))
    return {};
  SpentTasks A(G, Types, Summaries);
  PathExplorer<SpentTasks> Explorer(G, A);
  Explorer.run(A.initial());
  return std::move(A.Found);
}

} // namespace corolint

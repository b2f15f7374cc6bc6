//===- DroppedTasks.cpp - tasks that are lost -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace corolint {
namespace {

bool isNamed(const Place &P) {
  return P.What == Place::Local || P.What == Place::Parameter;
}

const char *noun(const Site &S) {
  switch (S.What) {
  case Site::Task:
  case Site::Parameter:
    return "the task of";
  case Site::Generator:
    return "the generator of";
  case Site::Awaitable:
    return "the awaitable of";
  case Site::Container:
    return "the tasks of";
  case Site::Closure:
    return "";
  }
  return "";
}

std::string whatHappens(const Site &S, bool Eager) {
  if (S.What == Site::Closure)
    return "is never called, so its coroutine never runs";
  if (Eager)
    return "is dropped: the work runs, but its end, result and exception are "
           "lost";
  if (S.What == Site::Generator)
    return "is never iterated, so its body never runs";
  if (S.What == Site::Awaitable)
    return "is never awaited, so it has no effect";
  if (S.What == Site::Container)
    return "are never awaited, so they never run";
  return "is never awaited, so it never runs";
}

void noteDrop(Finding &F, const FunctionAnalysis &A, const TaskDrop &D) {
  const FactGraph &G = A.Graph;
  std::string Holder = D.Holder != NoId && isNamed(G.Places[D.Holder])
                           ? "'" + G.Places[D.Holder].Name + "'"
                           : "it";
  switch (D.How) {
  case TaskDrop::ByCallee:
    addNote(F, A, *D.Where,
            "handed to '" + D.Callee + "', which " +
                (D.Sometimes ? "drops it on some paths" : "drops it"));
    if (D.CalleeDropsAt.Line)
      F.Notes.push_back({D.CalleeDropsAt, "dropped here"});
    break;
  case TaskDrop::Overwritten:
    if (D.Where)
      addNote(F, A, *D.Where, Holder + " is overwritten here");
    break;
  case TaskDrop::Cleared:
    if (D.Where)
      addNote(F, A, *D.Where, Holder + " is emptied here");
    break;
  case TaskDrop::MadeAgain:
    break;
  case TaskDrop::Ends:
    if (D.Where &&
        isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt>(
            D.Where))
      addNote(F, A, *D.Where, Holder + " ends here without an await");
    else if (D.Holder != NoId && isNamed(G.Places[D.Holder]) &&
             G.Places[D.Holder].Decl)
      F.Notes.push_back({rangeOf(A.Ctx, G.Places[D.Holder].Decl->getLocation()),
                         Holder + " holds it until its scope ends"});
    break;
  }
}

/// Every value is gone at the end of the expression that makes it, so that no
/// other statement, broken or not, could have used it.
bool lostAtOnce(const FunctionAnalysis &A, const TaskOutcome &O) {
  return llvm::all_of(O.Drops, [&](const TaskDrop &D) {
    return D.Holder != NoId &&
           A.Graph.Places[D.Holder].What == Place::Temporary;
  });
}

/// The value of `Child` decides what `Whole` does.
bool isConditionOf(const Stmt *Child, const Stmt &Whole) {
  if (const auto *If = dyn_cast<IfStmt>(&Whole))
    return Child == If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(&Whole))
    return Child == While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(&Whole))
    return Child == Do->getCond();
  if (const auto *For = dyn_cast<ForStmt>(&Whole))
    return Child == For->getCond();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&Whole))
    return Child != Range->getBody();
  if (const auto *Switch = dyn_cast<SwitchStmt>(&Whole))
    return Child == Switch->getCond();
  return false;
}

/// Where an expression stands in a function.
struct Standing {
  /// A statement of its own, or cast to void in one: its value is thrown away.
  bool IsStatement = false;
  bool InHandler = false;
};

std::optional<Standing> standingOf(const Expr *E, const Stmt *Within,
                                   Standing Now = {}) {
  if (!Within || isa<LambdaExpr>(Within))
    return std::nullopt;
  if (Within == E)
    return Now;
  Now.InHandler |= isa<CXXCatchStmt>(Within);
  const auto *Outer = dyn_cast<Expr>(Within);
  const auto *Cast = dyn_cast<ExplicitCastExpr>(Within);
  bool PassesThrough =
      Outer && (isa<FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                    ImplicitCastExpr, ParenExpr>(Outer) ||
                (Cast && Cast->getType()->isVoidType()));
  bool IsStatement = Outer ? PassesThrough && Now.IsStatement
                           : !isa<DeclStmt, ReturnStmt, CoreturnStmt>(Within);
  for (const Stmt *Child : Within->children()) {
    Standing Next = Now;
    Next.IsStatement = IsStatement && !isConditionOf(Child, *Within);
    if (auto Found = standingOf(E, Child, Next))
      return Found;
  }
  return std::nullopt;
}

/// Both are of one class, or of one class template with the same arguments but
/// for the first, what they give: who returns the one can await the other.
bool isOfSameFamily(QualType A, QualType B) {
  const auto *One = A.getNonReferenceType()->getAsCXXRecordDecl();
  const auto *Other = B.getNonReferenceType()->getAsCXXRecordDecl();
  if (!One || !Other)
    return false;
  const auto *OneOf = dyn_cast<ClassTemplateSpecializationDecl>(One);
  const auto *OtherOf = dyn_cast<ClassTemplateSpecializationDecl>(Other);
  if (!OneOf || !OtherOf)
    return declaresSameEntity(One, Other);
  auto Rest = [](const ClassTemplateSpecializationDecl *S) {
    return S->getTemplateArgs().asArray().drop_front(
        S->getTemplateArgs().size() != 0);
  };
  return declaresSameEntity(OneOf->getSpecializedTemplate(),
                            OtherOf->getSpecializedTemplate()) &&
         llvm::equal(Rest(OneOf), Rest(OtherOf),
                     [](const TemplateArgument &A, const TemplateArgument &B) {
                       return A.structurallyEquals(B);
                     });
}

/// `co_await` binds tighter than infix operators.
void addAwait(Fix &Fix, const FunctionAnalysis &A, const Expr &Made) {
  const auto *Op = dyn_cast<CXXOperatorCallExpr>(Made.IgnoreImplicit());
  if (!Op || !Op->isInfixBinaryOp())
    return addInsertion(Fix, A, Made, "co_await ");
  if (Op->getBeginLoc().isMacroID() || Op->getEndLoc().isMacroID())
    return;
  StringRef Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Op->getSourceRange()),
                           A.Ctx.getSourceManager(), A.Ctx.getLangOpts());
  if (!Text.empty())
    Fix.Edits.push_back(
        {rangeOf(A.Ctx, *Op), ("co_await (" + Text + ")").str()});
}

/// The one change that is right almost always: await it where it is made.
void suggestAwait(Finding &F, const FunctionAnalysis &A, const Site &S,
                  const TaskOutcome &O) {
  if (!A.Graph.IsCoroutine || S.RunBy || S.What == Site::Generator ||
      S.What == Site::Container || S.What == Site::Closure)
    return;
  bool InPlace = llvm::all_of(O.Drops, [](const TaskDrop &D) {
    return D.How == TaskDrop::Ends || D.How == TaskDrop::MadeAgain;
  });
  // A variable would get another type, and a handler cannot await.
  auto Where = standingOf(S.Made, A.Graph.Function->getBody());
  if (!InPlace || O.Fates || !Where || !Where->IsStatement || Where->InHandler)
    return;
  Fix Fix;
  Fix.Title = "await it with co_await";
  Fix.Safe =
      F.Sure == Certainty::Certain && S.What == Site::Task &&
      isOfSameFamily(S.Made->getType(), A.Graph.Function->getReturnType());
  addAwait(Fix, A, *S.Made);
  if (!Fix.Edits.empty())
    F.Fixes.push_back(std::move(Fix));
}

/// A condition that holds in one turn of `Loop` at most: its variable is
/// compared with something, and another one in each turn.
bool holdsOnce(const Expr *Condition, const ForStmt &Loop) {
  Condition = Condition->IgnoreParenImpCasts();
  const auto *B = dyn_cast<BinaryOperator>(Condition);
  if (B && B->getOpcode() == BO_LAnd)
    return holdsOnce(B->getLHS(), Loop) || holdsOnce(B->getRHS(), Loop);
  const Expr *Changed = nullptr;
  const Expr *Inc = Loop.getInc() ? Loop.getInc()->IgnoreParens() : nullptr;
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(Inc);
      U && U->isIncrementDecrementOp())
    Changed = U->getSubExpr();
  else if (const auto *C = dyn_cast_or_null<CompoundAssignOperator>(Inc))
    Changed = C->getLHS();
  const auto *D = dyn_cast_or_null<DeclRefExpr>(
      Changed ? Changed->IgnoreParenImpCasts() : nullptr);
  auto IsChanged = [&](const Expr *E) {
    const auto *R = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return R && R->getDecl() == D->getDecl();
  };
  return B && D && B->getOpcode() == BO_EQ &&
         (IsChanged(B->getLHS()) || IsChanged(B->getRHS()));
}

/// Whether `E`, within `S`, is reached in one turn of a loop at most. `Around`
/// are the statements around `S`.
bool isReachedOnce(const Stmt *S, const Expr *E,
                   llvm::SmallVectorImpl<const Stmt *> &Around) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (S == E) {
    for (unsigned I = 0; I != Around.size(); ++I)
      if (const auto *Loop = dyn_cast<ForStmt>(Around[I]))
        for (unsigned J = I + 1; J + 1 < Around.size(); ++J)
          if (const auto *If = dyn_cast<IfStmt>(Around[J]);
              If && Around[J + 1] == If->getThen() &&
              holdsOnce(If->getCond(), *Loop))
            return true;
    return false;
  }
  Around.push_back(S);
  bool Found = llvm::any_of(S->children(), [&](const Stmt *Child) {
    return isReachedOnce(Child, E, Around);
  });
  Around.pop_back();
  return Found;
}

/// The drops that can happen.
std::vector<TaskDrop> possibleDrops(const FunctionAnalysis &A, const Site &S,
                                    const TaskOutcome &O) {
  std::vector<TaskDrop> Drops = O.Drops;
  auto IsAgain = [](const TaskDrop &D) { return D.How == TaskDrop::MadeAgain; };
  llvm::SmallVector<const Stmt *, 32> Around;
  if (llvm::any_of(Drops, IsAgain) &&
      isReachedOnce(A.Graph.Function->getBody(), S.Made, Around))
    llvm::erase_if(Drops, IsAgain);
  return Drops;
}

/// A task that is cancelled and then left is one mistake, which the check for
/// cancellations reports.
bool cancelledAndLeft(const FunctionAnalysis &A, const TaskOutcome &O) {
  return llvm::any_of(O.Drops, [&](const TaskDrop &D) {
    return llvm::any_of(A.Cancellation.Lost, [&](const LostCancellation &L) {
      return L.What == LostCancellation::NeverJoined && L.Task == D.Holder &&
             L.Task != NoId;
    });
  });
}

} // namespace

void findDroppedTasks(const FunctionAnalysis &A, bool Eager,
                      std::vector<Finding> &Out) {
  const char *Check = Eager ? "coro-dropped-eager-task" : "coro-never-awaited";
  for (unsigned I = 0; I != A.Graph.Sites.size(); ++I) {
    const Site &S = A.Graph.Sites[I];
    TaskOutcome O = A.Tasks.Sites[I];
    O.Drops = possibleDrops(A, S, O);
    bool IsEager = O.Start != Start::Lazy;
    // A parameter's fate is the caller's to hear of: it is in the summary.
    if (S.What == Site::Parameter || IsEager != Eager || S.MayBeDropped)
      continue;
    // To throw a started task away by a cast is a decision.
    if (IsEager && S.ExplicitDiscard)
      continue;
    if (IsEager && (cancelledAndLeft(A, O) || O.OneOfSeveral))
      continue;
    std::string Subject = S.What == Site::Closure
                              ? std::string("the lambda")
                              : std::string(noun(S)) + " '" + S.Maker + "'";
    if (O.dropped()) {
      bool OnlyExceptions = llvm::all_of(
          O.Drops, [](const TaskDrop &D) { return D.ViaException; });
      bool Always =
          O.Fates == FateNone &&
          llvm::none_of(O.Drops, [](const TaskDrop &D) { return D.Sometimes; });
      Certainty Sure = OnlyExceptions                  ? Certainty::Possible
                       : !A.Tasks.Complete             ? Certainty::Possible
                       : A.Broken && !lostAtOnce(A, O) ? Certainty::Possible
                       : Always && !S.Weak             ? Certainty::Certain
                                                       : Certainty::Likely;
      std::string Message = Subject + " " + whatHappens(S, Eager);
      if (!Always)
        Message = OnlyExceptions
                      ? Message + " if an exception is caught on the way"
                      : Message + " on some paths";
      Finding F = makeFinding(A, Check, Sure, S.RunBy ? *S.RunBy : *S.Made,
                              "creation", Message);
      if (S.RunBy) {
        F.Anchor.Where = rangeOf(A.Ctx, *S.Made);
        addNote(F, A, *S.Made, "a member's initial value makes it");
      }
      for (const TaskDrop &D : O.Drops)
        if (OnlyExceptions || !D.ViaException)
          noteDrop(F, A, D);
      suggestAwait(F, A, S, O);
      Out.push_back(std::move(F));
    } else if (O.Unknown && O.Fates == FateUnknown) {
      Finding F = makeFinding(
          A, Check, Certainty::Unknown, *S.Made, "creation",
          Subject + " is handed to '" + displayName(*O.Unknown->Callee) +
              "', whose body is not seen here: whether it is awaited is "
              "unknown");
      addNote(F, A, *O.Unknown->E, "handed over here");
      Out.push_back(std::move(F));
    }
  }
}

} // namespace corolint

//===- Joins.cpp - work that is not waited for any more -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The statement that waits for started work is dropped, where the work uses
// variables of the function.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Changes.h"

using namespace clang;

namespace corolint::mutation {
namespace {

/// `co_await x`, `co_await x.join()`, `co_await all(std::move(x))`, the same
/// with a variable for what it gives, or a loop over `x` that does nothing but
/// to await the elements: what it waits for.
struct Join {
  const Stmt *Statement = nullptr;
  const ValueDecl *Of = nullptr;
  /// What stays of a declaration.
  std::string Left;
};

const ValueDecl *awaited(const Expr *E, const Body &In) {
  auto *Await = dyn_cast<CoawaitExpr>(strip(E));
  if (!Await)
    return nullptr;
  const Expr *Operand = awaitedBy(Await);
  if (const ValueDecl *Root = In.ownRoot(Operand))
    return Root;
  if (auto *Member = dyn_cast<CXXMemberCallExpr>(Operand))
    return Member->getNumArgs() == 0
               ? In.ownRoot(Member->getImplicitObjectArgument())
               : nullptr;
  auto *Call = dyn_cast<CallExpr>(Operand);
  return Call && Call->getNumArgs() == 1 ? In.ownRoot(Call->getArg(0))
                                         : nullptr;
}

Join joinOf(const Stmt *S, const Body &In) {
  Join J;
  if (!isa_and_nonnull<CompoundStmt>(In.parent(S)) || !In.isWritten(S))
    return J;
  J.Statement = S;
  if (auto *E = dyn_cast<Expr>(S)) {
    J.Of = awaited(E, In);
    return J;
  }
  if (auto *Declaration = dyn_cast<DeclStmt>(S)) {
    auto *Variable = Declaration->isSingleDecl()
                         ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                         : nullptr;
    if (!Variable || !Variable->getInit() || isa<DecompositionDecl>(Variable))
      return J;
    J.Of = awaited(Variable->getInit(), In);
    PrintingPolicy Policy(In.function()->getASTContext().getLangOpts());
    Policy.SuppressUnwrittenScope = true;
    J.Left = Variable->getType()
                 .getNonReferenceType()
                 .getUnqualifiedType()
                 .getAsString(Policy) +
             " " + Variable->getNameAsString() + "{};";
    return J;
  }
  auto *Range = dyn_cast<CXXForRangeStmt>(S);
  if (!Range)
    return J;
  const Stmt *Only = Range->getBody();
  if (auto *Block = dyn_cast<CompoundStmt>(Only); Block && Block->size() == 1)
    Only = Block->body_front();
  auto *E = dyn_cast<Expr>(Only);
  auto *Await = E ? dyn_cast<CoawaitExpr>(strip(E)) : nullptr;
  auto *Element = Await ? dyn_cast<DeclRefExpr>(awaitedBy(Await)) : nullptr;
  if (Element && Element->getDecl() == Range->getLoopVariable())
    J.Of = In.ownRoot(Range->getRangeInit());
  return J;
}

/// Whether the work is put into, or is kept by, `Handle`.
bool isKeptBy(const Started &S, const ValueDecl *Handle, const Body &In) {
  if (S.Handle)
    return S.Handle == Handle;
  for (const CallExpr *Receiver : S.Receivers) {
    const Expr *Object = nullptr;
    if (auto *Member = dyn_cast<CXXMemberCallExpr>(Receiver))
      Object = Member->getImplicitObjectArgument();
    else if (auto *Operator = dyn_cast<CXXOperatorCallExpr>(Receiver))
      Object = Operator->getArg(0);
    if (Object && In.ownRoot(Object) == Handle)
      return true;
  }
  return false;
}

/// Whether something else, beside the join, could wait for the work: what it
/// was given is waited for, or its handle is named again.
bool isWaitedForOtherwise(const Started &S, const Join &J, const Body &In) {
  Decls Names = In.couldWait(S.Statement);
  for (const Stmt *At : In.all()) {
    if (In.isWithin(At, J.Statement))
      continue;
    if (auto *Ref = dyn_cast<DeclRefExpr>(At);
        Ref && Ref->getDecl() == J.Of &&
        In.offset(At->getBeginLoc()) > In.offset(J.Statement->getEndLoc()))
      return true;
    auto *Await = dyn_cast<CoawaitExpr>(At);
    if (!Await)
      continue;
    const Expr *Operand = awaitedBy(Await);
    if (auto *Member = dyn_cast<CXXMemberCallExpr>(Operand);
        Member && Member->getMethodDecl() &&
        Member->getMethodDecl()->getDeclName().isIdentifier() &&
        (Member->getMethodDecl()->getName() == "wait" ||
         Member->getMethodDecl()->getName() == "join"))
      Operand = Member->getImplicitObjectArgument();
    if (const ValueDecl *Root = In.ownRoot(Operand);
        Root && (Root == J.Of || Names.contains(Root)))
      return true;
  }
  return false;
}

/// The lambda that a variable holds.
const LambdaExpr *closureIn(const ValueDecl *D) {
  auto *Variable = dyn_cast<VarDecl>(D);
  return Variable && Variable->getInit()
             ? dyn_cast<LambdaExpr>(strip(Variable->getInit()))
             : nullptr;
}

bool isCoroutineWithout(const Stmt *Dropped, const Body &In) {
  for (const Stmt *S : In.all())
    if (isa<CoroutineSuspendExpr, CoreturnStmt>(S) && !In.isWithin(S, Dropped))
      return true;
  return false;
}

} // namespace

void droppedJoins(const Body &In, Bodies &All, std::vector<Change> &Changes) {
  if (!In.isCoroutine())
    return;
  std::vector<Started> AllStarted = startedIn(In, All);
  for (const Stmt *S : In.all()) {
    Join J = joinOf(S, In);
    if (!J.Of)
      continue;
    Change C;
    std::string Uses;
    bool OfClosure = false;
    for (const Started &Work : AllStarted) {
      if (!Work.HasBegun || !isKeptBy(Work, J.Of, In) ||
          In.offset(Work.Statement->getBeginLoc()) >
              In.offset(S->getBeginLoc()) ||
          isWaitedForOtherwise(Work, J, In))
        continue;
      const ValueDecl *Borrowed = borrowedBy(Work, In);
      // The handle itself may be what the work uses.
      if (!Borrowed || Borrowed == J.Of || In.staysLater(S, In.block()))
        continue;
      Uses = Borrowed->getNameAsString();
      C.Anchors.push_back(*In.anchorOf(Work.Call));
      if (const LambdaExpr *Closure = closureIn(Borrowed)) {
        unsigned At = In.offset(Closure->getBeginLoc());
        C.Anchors.push_back({At, At});
        OfClosure = true;
      }
      for (const CallExpr *Receiver : Work.Receivers)
        if (auto A = In.anchorOf(Receiver))
          C.Anchors.push_back(*A);
    }
    if (C.Anchors.empty())
      continue;
    C.Kind = "drop-join";
    C.Variant = isa<CXXForRangeStmt>(S) ? "loop"
                : isa<DeclStmt>(S)      ? "result"
                                        : "statement";
    C.Original = In.statementSpan(S);
    C.Edits = {{C.Original.Begin, C.Original.End - C.Original.Begin, J.Left}};
    if (!isCoroutineWithout(S, In))
      C.Edits.push_back(
          {In.offset(In.block()->getRBracLoc()), 0, "co_return;\n"});
    C.Checks = {"coro-local-in-spawned-task", "coro-dropped-eager-task"};
    if (OfClosure)
      C.Checks.push_back("coro-lambda-capture");
    C.Description = "work that uses '" + Uses +
                    "' is not waited for: " + quoted(In.text(C.Original)) +
                    " dropped";
    Changes.push_back(std::move(C));
  }
}

} // namespace corolint::mutation

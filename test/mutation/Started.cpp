//===- Started.cpp - calls of coroutines that are not awaited at once -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Started.h"

#include "Cancellation.h"

using namespace clang;

namespace corolint::mutation {
namespace {

bool isInNamespace(const Decl *D, StringRef Name) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (auto *Space = dyn_cast<NamespaceDecl>(C);
        Space && Space->getName() == Name)
      return true;
  return false;
}

bool isView(QualType Type) {
  auto *Record = Type->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() &&
         (Record->getName() == "basic_string_view" ||
          Record->getName() == "span");
}

/// What `E`, an argument of type `Type`, refers to of the caller's own.
const ValueDecl *borrowed(const Expr *E, QualType Type, const Body &In) {
  if (Type->isReferenceType())
    return E->isLValue() || E->isXValue() ? In.ownRoot(E) : nullptr;
  const Expr *Inner = strip(E);
  if (Type->isPointerType()) {
    auto *Address = dyn_cast<UnaryOperator>(Inner);
    return Address && Address->getOpcode() == UO_AddrOf
               ? In.ownRoot(Address->getSubExpr())
               : nullptr;
  }
  if (!isView(Type))
    return nullptr;
  // The conversion that makes the view, or its constructor.
  if (auto *Call = dyn_cast<CXXMemberCallExpr>(Inner))
    return In.ownRoot(Call->getImplicitObjectArgument());
  if (auto *Made = dyn_cast<CXXConstructExpr>(Inner);
      Made && Made->getNumArgs() > 0) {
    const ValueDecl *Root = In.ownRoot(Made->getArg(0));
    // A copy of a view refers to what that one refers to.
    return Root && !isView(Root->getType()) ? Root : nullptr;
  }
  return nullptr;
}

/// Whether it only keeps what it is given.
bool isContainer(const FunctionDecl *F) {
  auto *Method = dyn_cast<CXXMethodDecl>(F);
  return (Method && Method->getParent()->isInStdNamespace()) ||
         F->getOverloadedOperator() == OO_Equal;
}

void follow(Started &S, const Body &In) {
  const CXXRecordDecl *Record = recordOf(S.Call->getType());
  bool Starts = startsAtCall(Record, In.function()->getASTContext());
  bool Kept = true;
  for (const Stmt *At = S.Call; At != S.Statement;) {
    At = In.parent(At);
    if (auto *Call = dyn_cast<CallExpr>(At); Call && !Call->isCallToStdMove())
      S.Receivers.push_back(Call);
  }
  bool Later = !Starts;
  for (const CallExpr *Receiver : S.Receivers) {
    const FunctionDecl *F = Receiver->getDirectCallee();
    if (F && isContainer(F))
      continue;
    Kept = false;
    // aio's tasks start in a later turn of the loop.
    Later &= F && isInNamespace(F, "aio");
  }
  S.HasBegun = Starts || !Kept;
  S.RunsLater = Later;
}

} // namespace

bool isTask(QualType Type, ASTContext &Context) {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && (hasPromise(Record, Context) || isAsioTask(Record));
}

const Expr *Started::argument(unsigned Index) const {
  // A closure's or a member operator's call has its object first.
  if (isa<CXXOperatorCallExpr>(Call))
    ++Index;
  return Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
}

std::vector<Started> startedIn(const Body &In, Bodies &All) {
  std::vector<Started> Result;
  for (const Stmt *At : In.all()) {
    auto *Call = dyn_cast<CallExpr>(At);
    if (!Call || !Call->isPRValue() ||
        !isTask(Call->getType(), All.context()) || In.isAwaitedIn(Call) ||
        !In.anchorOf(Call) || !In.isWritten(Call))
      continue;
    Started S;
    S.Call = Call;
    S.Work = All.of(Call->getDirectCallee());
    S.Statement = In.statementOf(Call);
    if (!S.Work || !S.Work->isCoroutine() || !In.isWritten(S.Statement) ||
        isa<CoreturnStmt>(S.Statement) || !In.parent(S.Statement))
      continue;
    if (isa<ReturnStmt>(S.Statement))
      S.IsReturned = true;
    else if (auto *Declaration = dyn_cast<DeclStmt>(S.Statement)) {
      if (!Declaration->isSingleDecl())
        continue;
      S.Handle = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    } else if (!isa<CompoundStmt, IfStmt, SwitchCase, ForStmt, WhileStmt,
                    CXXForRangeStmt>(In.parent(S.Statement)))
      continue;
    follow(S, In);
    Result.push_back(std::move(S));
  }
  return Result;
}

const ValueDecl *borrowedBy(const Started &S, const Body &In) {
  const Expr *Object = nullptr;
  if (auto *Member = dyn_cast<CXXMemberCallExpr>(S.Call))
    Object = Member->getImplicitObjectArgument();
  else if (auto *Operator = dyn_cast<CXXOperatorCallExpr>(S.Call))
    Object = Operator->getArg(0);
  if (Object && !Object->getType()->isPointerType() && S.usesLater(nullptr))
    if (const ValueDecl *Root = In.ownRoot(Object))
      return Root;
  for (const ParmVarDecl *P : S.Work->function()->parameters()) {
    const Expr *Argument = S.argument(P->getFunctionScopeIndex());
    const ValueDecl *Root =
        Argument ? borrowed(Argument, P->getType(), In) : nullptr;
    if (Root && S.usesLater(P))
      return Root;
  }
  return nullptr;
}

} // namespace corolint::mutation

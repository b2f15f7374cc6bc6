//===- UntakenTries.cpp - handlers that a task's exceptions miss ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/UntakenTries.h"

#include "compat/StringSwitch.h"
#include "flow/Mentions.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// Functions of the standard library throw mostly for want of memory, which is
/// not what a handler is written for. These throw for other reasons.
bool throwsOnPurpose(const FunctionDecl &F) {
  if (F.getOverloadedOperator() == OO_Call)
    return true;
  if (!F.getIdentifier())
    return false;
  return StringSwitch<bool>(F.getName())
      .Cases({"at", "stoi", "stol", "stoll", "stoul", "stoull", "stof", "stod",
              "stold", "value", "get", "substr"},
             true)
      .Cases({"rethrow_exception", "throw_with_nested", "get_future", "wait",
              "format", "vformat", "invoke", "visit", "lock", "any_cast"},
             true)
      .Default(false);
}

bool callsOthers(const Stmt *S) {
  if (!S)
    return false;
  return isa<CallExpr, CXXConstructExpr, CXXNewExpr, CXXThrowExpr>(S) ||
         llvm::any_of(S->children(), callsOthers);
}

/// `catch (...) { throw; }`: nothing is missed.
bool onlyRethrow(const CXXTryStmt &T) {
  for (unsigned I = 0; I != T.getNumHandlers(); ++I) {
    const auto *Block =
        dyn_cast<CompoundStmt>(T.getHandler(I)->getHandlerBlock());
    const auto *Throw = Block && Block->size() == 1
                            ? dyn_cast<CXXThrowExpr>(Block->body_front())
                            : nullptr;
    if (!Throw || Throw->getSubExpr())
      return false;
  }
  return true;
}

class Tries {
public:
  Tries(const FactGraph &G, const TaskResults &Tasks, SummaryLookup Summaries)
      : G(G), Tasks(Tasks), Summaries(Summaries) {}

  void visit(const Stmt *S);

  std::vector<UntakenTry> Found;

private:
  void check(const CXXTryStmt &T);
  bool mayThrow(const Stmt *S) const;
  bool callMayThrow(const Expr &E, const FunctionDecl *Callee) const;
  const Call *makerAt(const Expr &E) const;

  const FactGraph &G;
  const TaskResults &Tasks;
  SummaryLookup Summaries;
};

/// The call that makes a task, if `E` is one.
const Call *Tries::makerAt(const Expr &E) const {
  for (const Site &S : G.Sites)
    if (S.What == Site::Task && S.Made == &E)
      for (const Call &C : G.Calls)
        if (C.E == &E && C.Makes != NoId && C.Callee && !isOfStd(*C.Callee))
          return &C;
  return nullptr;
}

bool Tries::callMayThrow(const Expr &E, const FunctionDecl *Callee) const {
  if (!Callee)
    return true;
  const auto *Proto = Callee->getType()->getAs<FunctionProtoType>();
  if (!Proto || isUnresolvedExceptionSpec(Proto->getExceptionSpecType()))
    return !Callee->isDefaulted();
  if (Proto->canThrow() == CT_Cannot || Callee->isTrivial())
    return false;
  if (isOfStd(*Callee))
    return throwsOnPurpose(*Callee);
  if (Callee->isImplicit() || Callee->isDefaulted())
    return false;
  // Somebody who has seen its body knows better only if it calls nobody.
  const FunctionSummary *S = Summaries(Callee);
  return !S || !S->BodySeen || S->IsCoroutine || S->Throws || S->OnlyThrows ||
         callsOthers(Callee->getBody());
}

bool Tries::mayThrow(const Stmt *S) const {
  if (!S)
    return false;
  if (isa<CXXThrowExpr, CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    return true;
  if (isa<LambdaExpr>(S))
    return false;
  if (const auto *D = dyn_cast<CXXDynamicCastExpr>(S);
      D && D->getType()->isReferenceType())
    return true;
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    // A plain function that gives a task may throw at once.
    const FunctionSummary *Made =
        C->getDirectCallee() ? Summaries(C->getDirectCallee()) : nullptr;
    bool OnlyMakes =
        makerAt(*C) && !(Made && Made->BodySeen && !Made->IsCoroutine);
    if (!OnlyMakes && callMayThrow(*C, C->getDirectCallee()))
      return true;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(S))
    if (callMayThrow(*C, C->getConstructor()))
      return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return mayThrow(Child); });
}

void Tries::check(const CXXTryStmt &T) {
  if (onlyRethrow(T) || mayThrow(T.getTryBlock()))
    return;
  for (const Call &C : G.Calls) {
    if (C.Makes == NoId || G.Sites[C.Makes].What != Site::Task ||
        !isWithin(C.E, T.getTryBlock()))
      continue;
    unsigned Fates = Tasks.Sites[C.Makes].Fates;
    bool Returned = Fates & FateReturned;
    if (!Fates || (Fates & ~(FateAwaited | FateReturned)) ||
        (Returned && G.IsCoroutine))
      continue;
    Found.push_back({&T, &C, Returned});
    return;
  }
}

void Tries::visit(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *T = dyn_cast<CXXTryStmt>(S))
    check(*T);
  for (const Stmt *Child : S->children())
    visit(Child);
}

} // namespace

std::vector<UntakenTry> findUntakenTries(const FactGraph &G,
                                         const TaskResults &Tasks,
                                         SummaryLookup Summaries) {
  // In a template that nothing instantiates it is not seen what throws.
  if (G.Straight || G.Function->isDependentContext() ||
      llvm::none_of(G.Sites,
                    [](const Site &S) { return S.What == Site::Task; }))
    return {};
  Tries T(G, Tasks, Summaries);
  T.visit(G.Function->getBody());
  return std::move(T.Found);
}

} // namespace corolint

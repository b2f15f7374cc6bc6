//===- StopCalls.cpp - calls that ask for a stop, or request one ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/StopCalls.h"

#include "flow/FactsGenerator.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace corolint {

bool namedAfterStop(llvm::StringRef Name) {
  std::string L = Name.lower();
  for (const char *Word : {"stop", "cancel", "abort", "shutdown", "closing",
                           "closed", "running", "quit", "exit"})
    if (L.find(Word) != std::string::npos)
      return true;
  return L == "run" || L == "run_" || L == "alive" || L == "alive_";
}

/// The boolean fields that `F`'s body sets to true.
static bool setsStopFlag(const FunctionDecl &F, const CancellationKinds &Kinds,
                         const Stmt *S, unsigned Depth) {
  if (!S || Depth > 40)
    return false;
  const Expr *Target = nullptr;
  if (const auto *B = dyn_cast<BinaryOperator>(S);
      B && B->getOpcode() == BO_Assign)
    Target = B->getLHS();
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
      C && C->getMethodDecl() && C->getMethodDecl()->getIdentifier() &&
      (C->getMethodDecl()->getName() == "store" ||
       C->getMethodDecl()->getName() == "exchange" ||
       C->getMethodDecl()->getName() == "test_and_set"))
    Target = C->getImplicitObjectArgument();
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(S);
      C && C->getOperator() == OO_Equal)
    Target = C->getArg(0);
  if (Target)
    if (const auto *M = dyn_cast<MemberExpr>(Target->IgnoreParenImpCasts()))
      if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
          Field && Kinds.isStopFlag(Field->getCanonicalDecl()))
        return true;
  for (const Stmt *Child : S->children())
    if (setsStopFlag(F, Kinds, Child, Depth + 1))
      return true;
  return false;
}

bool StopCalls::asks(const Call &C) const {
  if (C.Model && (C.Model->AsksStop || C.Model->ThrowsIfStopped))
    return true;
  const FunctionDecl *F = C.Callee;
  if (!F)
    return false;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && (M->isConst() || F->getReturnType()->isBooleanType()) &&
      !isa<CXXConstructorDecl>(M) &&
      Kinds.isStopToken(M->getThisType()->getPointeeType()))
    return true;
  if (F->getIdentifier() && F->getReturnType()->isBooleanType()) {
    if (namedAfterStop(F->getName()) && !requests(C))
      return true;
  }
  for (const Argument &A : C.Arguments)
    if (A.E && Kinds.isStopToken(A.E->getType()) && !isa<CXXConstructExpr>(C.E))
      return true;
  const FunctionSummary *S = Summaries(F);
  return S && S->AsksStop && !S->IsCoroutine;
}

static bool negates(const Stmt *S, unsigned Depth) {
  if (!S || Depth > 20)
    return false;
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->getOpcode() == UO_LNot)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return negates(Child, Depth + 1);
  });
}

bool StopCalls::tellsByResult(const Call &C) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (!M || !M->isConst() || !M->getReturnType()->isBooleanType() ||
      M->getNumParams() != 0 ||
      !Kinds.isStopToken(M->getThisType()->getPointeeType()))
    return false;
  if (const Stmt *Body = M->getBody())
    return !negates(Body, 0);
  return M->getIdentifier() && M->getName() == "stop_requested";
}

bool StopCalls::requests(const Call &C) const {
  if (C.Model && C.Model->Cancels)
    return true;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (!M || isa<CXXConstructorDecl>(M) || M->isConst())
    return false;
  static const llvm::StringSet<> Names = {"cancel",         "request_stop",
                                          "request_cancel", "abort",
                                          "request_abort",  "interrupt"};
  if (M->getIdentifier() && Names.contains(M->getName()))
    return true;
  const FunctionSummary *S = Summaries(M);
  if (S && S->RequestsStop && !S->IsCoroutine)
    return true;
  return M->hasBody() && setsStopFlag(*M, Kinds, M->getBody(), 0);
}

} // namespace corolint

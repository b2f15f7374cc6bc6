//===- LostErrors.cpp - errors of detached coroutines ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LostErrors.h"

#include "flow/DroppedExceptions.h"
#include "model/Names.h"
#include "model/Wrappers.h"

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

bool isNamed(const FunctionDecl &F, StringRef Name) {
  return F.getIdentifier() && F.getName() == Name;
}

/// asio::detached, or that bound to an executor, an allocator or a slot.
bool isDetached(QualType T) {
  const auto *RD = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->getIdentifier())
    return false;
  if (RD->getName() == "detached_t")
    return true;
  const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(RD);
  return Spec && RD->getName().ends_with("_binder") &&
         llvm::any_of(Spec->getTemplateArgs().asArray(),
                      [](const TemplateArgument &A) {
                        return A.getKind() == TemplateArgument::Type &&
                               isDetached(A.getAsType());
                      });
}

/// A handler that is given the exception and has no use for it.
bool ignoresException(const FunctionDecl &Handler) {
  if (!Handler.hasBody() || Handler.getNumParams() == 0)
    return false;
  const ParmVarDecl *P = Handler.getParamDecl(0);
  bool CanBeOne = isExceptionPtr(P->getType()) || P->isParameterPack() ||
                  P->getType()->isUndeducedType() ||
                  P->getType()->isDependentType();
  return CanBeOne && !P->isUsed() && !P->isReferenced();
}

/// The coroutine that `A` is, or that has made it.
const FunctionDecl *coroutineIn(const Argument &A) {
  if (A.Callable)
    return A.Callable;
  const auto *C = dyn_cast_or_null<CallExpr>(A.E ? stripCasts(A.E) : nullptr);
  return C ? C->getDirectCallee() : nullptr;
}

/// The coroutine that `C` starts with nobody to hear of its exception; null if
/// it does no such thing.
const FunctionDecl *detachedBy(const Call &C, LostError &L) {
  if (isNamed(*C.Callee, "spawn_detached"))
    return coroutineIn(C.Arguments.back());
  // An executor or its context, the coroutine, the token.
  if (!isNamed(*C.Callee, "co_spawn") || !isOfAsio(*C.Callee) ||
      C.Arguments.size() < 3)
    return nullptr;
  const Argument &Token = C.Arguments[2];
  L.ByHandler = Token.Callable != nullptr;
  bool Ignores = L.ByHandler ? ignoresException(*Token.Callable)
                             : Token.E && isDetached(Token.E->getType());
  return Ignores ? coroutineIn(C.Arguments[1]) : nullptr;
}

} // namespace

std::vector<LostError> findLostErrors(const FactGraph &G,
                                      SummaryLookup Summaries) {
  std::vector<LostError> Out;
  for (const Call &C : G.Calls) {
    LostError L;
    L.Started = dyn_cast<Expr>(C.E);
    if (!L.Started || !C.Callee || C.Arguments.empty())
      continue;
    const FunctionDecl *Work = detachedBy(C, L);
    const FunctionSummary *S = Work ? Summaries(Work) : nullptr;
    if (!S || !S->BodySeen || S->Leaves.none())
      continue;
    const LeavingExceptions &E = S->Leaves;
    L.OfOperation = !E.Thrown && !E.Refused;
    L.From = (E.Thrown ? E.Thrown : E.Refused ? E.Refused : E.Failed)->At;
    Out.push_back(L);
  }
  return Out;
}

} // namespace corolint

//===- ShieldedAwaits.cpp - awaits that end before the work ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/ShieldedAwaits.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {
namespace {

/// asyncio's name, and folly's.
bool isShield(const Stmt *S) {
  const auto *C = dyn_cast<CallExpr>(S);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() &&
         llvm::is_contained({"shield", "detachOnCancel", "detach_on_cancel"},
                            F->getName());
}

template <class Pred> bool anyOf(const Stmt *S, Pred Is) {
  return S && (Is(S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
                 return anyOf(Child, Is);
               }));
}

bool shields(const Stmt *S) {
  return anyOf(S, [](const Stmt *Each) {
    const auto *L = dyn_cast<LambdaExpr>(Each);
    return isShield(Each) || (L && anyOf(L->getBody(), isShield));
  });
}

} // namespace

ShieldedAwaits::ShieldedAwaits(const FactGraph &G) : G(G) {
  if (G.Handlers.empty())
    return;
  for (unsigned N = 0; N != G.Awaits.size(); ++N) {
    if (!shields(G.Awaits[N].Operand))
      continue;
    Ends.insert(N);
    anyOf(G.Awaits[N].Operand, [&](const Stmt *Each) {
      Within.insert(Each);
      return false;
    });
  }
}

bool ShieldedAwaits::contains(const Fact &F) const {
  if (!any())
    return false;
  if (F.What == Fact::Awaited)
    return Ends.contains(F.Index);
  return Within.contains(F.What == Fact::Called ? G.Calls[F.Index].E : F.Where);
}

bool ShieldedAwaits::isGivenUp(unsigned Handler) const {
  QualType T = G.Handlers[Handler].Catch->getCaughtType();
  const auto *RD =
      T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!RD || !RD->getIdentifier())
    return false;
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"timeout", "timedout",
                                                      "timed_out", "cancel"},
                      [&](llvm::StringRef Word) {
                        return RD->getName().contains_insensitive(Word);
                      });
}

} // namespace corolint

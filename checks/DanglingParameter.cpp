//===- DanglingParameter.cpp - parameters that no caller can get right ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace corolint {

/// `T &&` of a function template: it may be an lvalue's reference as well.
static bool isForwarding(const FunctionDecl &F, unsigned N) {
  // A template that nothing instantiates.
  if (F.getParamDecl(N)->getType()->isDependentType())
    return true;
  const FunctionTemplateDecl *T = F.getPrimaryTemplate();
  if (!T)
    return false;
  const FunctionDecl *Pattern = T->getTemplatedDecl();
  if (N >= Pattern->getNumParams())
    return true; // Of a pack.
  return Pattern->getParamDecl(N)->getType()->isDependentType();
}

void checkDanglingParameter(const FunctionAnalysis &A,
                            std::vector<Finding> &Out) {
  const FunctionDecl &F = *A.Graph.Function;
  if (!A.Graph.IsCoroutine || !A.Summary)
    return;
  const FunctionDecl *Key = F.getCanonicalDecl();
  // Whoever awaits the task at once keeps the argument until it has ended; a
  // bad call that is in sight is reported there.
  if (A.Unit->Called.contains(Key))
    return;
  bool Detached = F.getReturnType()->isVoidType() || !A.ResultCanBeAwaited;
  for (unsigned N = 0; N != F.getNumParams(); ++N) {
    const ParmVarDecl &P = *F.getParamDecl(N);
    if (!P.getType()->isRValueReferenceType() || isForwarding(F, N) ||
        N >= A.Summary->Parameters.size() ||
        !A.Summary->Parameters[N].UsedAfterAwait)
      continue;
    Finding Each = makeFinding(
        A, "coro-dangling-parameter",
        Detached && !A.Broken ? Certainty::Likely : Certainty::Possible,
        *F.getBody(), "parameter",
        "'" + P.getNameAsString() +
            "' refers to what the caller gives away, and is used after a "
            "suspension, when that can be gone");
    Each.Where = rangeOf(A.Ctx, P.getSourceRange());
    Each.Anchor.Where = Each.Where;
    Out.push_back(std::move(Each));
  }
}

} // namespace corolint

//===- ScopeNotJoined.cpp - scopes that end before their work -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "checks/Lifetimes.h"
#include "flow/Waits.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace corolint {

/// A member in which work is started that uses the object: nobody waits for
/// that, although objects of the class end while the program runs.
static void findForgottenMembers(const FunctionAnalysis &A,
                                 std::vector<Finding> &Out) {
  const auto *M = dyn_cast<CXXMethodDecl>(A.Graph.Function);
  if (!M || M->isStatic())
    return;
  const CXXDestructorDecl *D = M->getParent()->getDestructor();
  if (!D || !D->isUserProvided())
    return;
  for (const EscapedObject &E : A.Lifetimes.Escaped) {
    const FieldDecl *Member = memberThatStarts(E.Start);
    const auto *Class =
        Member ? Member->getType()->getAsCXXRecordDecl() : nullptr;
    if (!Class || !isScope(*Class) || destructorWaits(Member->getType()) ||
        A.Unit->Joined.contains(Member))
      continue;
    Finding F =
        makeFinding(A, "coro-scope-not-joined",
                    !A.Lifetimes.Complete || A.Broken ? Certainty::Possible
                                                      : Certainty::Likely,
                    *E.Start, "creation",
                    "work is started in '" + Member->getNameAsString() +
                        "', and nothing waits for it before the object ends");
    Out.push_back(std::move(F));
  }
}

void checkScopeNotJoined(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  findDeadUses(A, LifetimeFault::Scope, "coro-scope-not-joined", Out);
  findForgottenMembers(A, Out);
}

} // namespace corolint

//===- ThisEscape.cpp - objects that their own work outlives --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "checks/Lifetimes.h"
#include "flow/ObjectKeepers.h"
#include "flow/UnitAnalysis.h"
#include "flow/Waits.h"
#include "model/Names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace corolint {
namespace {

bool isShared(const CXXRecordDecl &RD) {
  return llvm::any_of(RD.bases(), [](const CXXBaseSpecifier &B) {
    const auto *Base = B.getType()->getAsCXXRecordDecl();
    return Base && (qualifiedName(*Base) == "std::enable_shared_from_this" ||
                    (Base->hasDefinition() && isShared(*Base)));
  });
}

/// Hands a task to a scope of the caller's, who waits for it. What a callback
/// is given to runs it some time.
bool startsForCaller(const EscapedObject &E) {
  const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E.Start);
  const auto *D = C ? dyn_cast<DeclRefExpr>(
                          C->getImplicitObjectArgument()->IgnoreParenImpCasts())
                    : nullptr;
  return D && isa<ParmVarDecl>(D->getDecl()) && E.Start != E.Maker->E;
}

} // namespace

void checkThisEscape(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  const auto *M = dyn_cast<CXXMethodDecl>(A.Graph.Function);
  if (!M || M->isStatic() || M->getParent()->isLambda() ||
      A.Lifetimes.Escaped.empty())
    return;
  const CXXRecordDecl &Class = *M->getParent();
  const CXXDestructorDecl *D = Class.getDestructor();
  QualType Type = A.Ctx.getCanonicalTagType(&Class);
  // Who writes a destructor expects objects to end while the program runs, and
  // so does who shares them.
  bool Ends = isShared(Class) || (D && D->isUserProvided());
  if (!Ends || destructorWaits(Type) || keepsItself(Class) ||
      A.Unit->OnlyInMain.contains(&Class))
    return;
  for (const EscapedObject &E : A.Lifetimes.Escaped) {
    if (E.Stored || keepsObject(*E.Maker) || memberThatStarts(E.Start) ||
        memberThatStarts(E.Maker->E) || startsForCaller(E) ||
        canBeWaitedFor(Class, *E.Maker, *M))
      continue;
    Finding F =
        makeFinding(A, "coro-this-escape",
                    !A.Lifetimes.Complete || A.Broken ? Certainty::Possible
                                                      : Certainty::Likely,
                    *E.Maker->E, "creation",
                    "this work uses the object that it is started by, and "
                    "nothing keeps the "
                    "object, or waits for the work, when it is destroyed");
    if (E.Start && E.Start != E.Maker->E)
      addNote(F, A, *E.Start, "it is started here");
    Out.push_back(std::move(F));
  }
}

} // namespace corolint

//===- References.cpp - by-value parameters made references ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `T X` becomes `const T &X`, `T &X` or `T &&X`: the coroutine keeps no copy of
// an argument that is gone when it uses it.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Changes.h"

using namespace clang;

namespace corolint::mutation {
namespace {

/// A function of the file whose declarations can be changed.
bool isChangeable(const FunctionDecl *F, const Body &In) {
  auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (F->isTemplateInstantiation() || (Method && Method->isVirtual()))
    return false;
  for (const FunctionDecl *Declaration : F->redecls())
    if (!In.isWritten(Declaration->getBeginLoc()))
      return false;
  return true;
}

/// In each declaration of the function.
std::vector<Edit> makeReference(const ParmVarDecl *P, const char *Before,
                                const char *Sign, const Body &In) {
  std::vector<Edit> Edits;
  for (const FunctionDecl *F :
       cast<FunctionDecl>(P->getDeclContext())->redecls()) {
    const ParmVarDecl *Own = F->getParamDecl(P->getFunctionScopeIndex());
    if (*Before && !Own->getType().isConstQualified())
      Edits.push_back({In.offset(Own->getBeginLoc()), 0, Before});
    SourceLocation TypeEnd = Own->getTypeSourceInfo()->getTypeLoc().getEndLoc();
    Edits.push_back(
        {Own->getDeclName() ? In.offset(Own->getLocation()) : In.end(TypeEnd),
         0, Sign});
  }
  return Edits;
}

} // namespace

void referenceParameters(const Body &In, Bodies &All,
                         std::vector<Change> &Changes) {
  for (const Started &S : startedIn(In, All)) {
    if (!isChangeable(S.Work->function(), In))
      continue;
    for (const ParmVarDecl *P : S.Work->function()->parameters()) {
      Argument A = argumentOf(S, P->getFunctionScopeIndex(), In);
      if (!isValue(P->getType()) || P->getName().empty() ||
          !isDeadLater(S, A, P, In))
        continue;
      auto Make = [&](const char *Variant, const char *Before,
                      const char *Sign) {
        Change C;
        C.Kind = "reference-parameter";
        C.Variant = Variant;
        C.Edits = makeReference(P, Before, Sign, In);
        C.Checks = {"coro-dangling-argument"};
        if (A.Long == Lives::ToEndOfScope)
          C.Checks.push_back("coro-local-in-spawned-task");
        C.Anchors = {*In.anchorOf(S.Call)};
        if (S.IsReturned) {
          C.Checks.push_back("coro-return-without-await");
          unsigned Return = In.offset(S.Statement->getBeginLoc());
          C.Anchors.push_back({Return, Return});
        }
        C.Description = "'" + P->getNameAsString() +
                        "' made a reference, which is bound to " +
                        quoted(In.text(A.Written)) + " in " +
                        quoted(In.text(S.Call));
        C.Original = In.statementSpan(S.Statement);
        Changes.push_back(std::move(C));
      };
      Make("const-reference", "const ", "&");
      if (P->getType().isConstQualified())
        continue;
      if (A.Long == Lives::ToEndOfStatement || A.IsMoved)
        Make("rvalue-reference", "", "&&");
      else if (!A.Variable->getType().isConstQualified())
        Make("reference", "", "&");
    }
  }
}

} // namespace corolint::mutation

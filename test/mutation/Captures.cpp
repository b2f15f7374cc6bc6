//===- Captures.cpp - arguments made captures -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine keeps what it takes by value, but not the closure that it belongs
// to. Here arguments become captures of a closure that ends with the statement.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Changes.h"

#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace corolint::mutation {
namespace {

/// Whether it is more than read, so that the closure has to be `mutable`.
bool isChanged(const ParmVarDecl *P, const Body &Work) {
  if (P->getType()->isReferenceType() || P->getType().isConstQualified())
    return false;
  for (const Stmt *S : Work.all()) {
    auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (!Ref || Ref->getDecl() != P)
      continue;
    const Stmt *Above = Work.parent(Ref);
    while (Above && (isa<ParenExpr>(Above) || isa<MemberExpr>(Above)))
      Above = Work.parent(Above);
    auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Above);
    if (!Cast || (Cast->getCastKind() != CK_LValueToRValue &&
                  !Cast->getType().isConstQualified()))
      return true;
  }
  return false;
}

/// What stands for the parameter between the brackets.
std::string capture(const ParmVarDecl *P, const Expr *Argument,
                    const Body &In) {
  std::string Name = P->getNameAsString(), Value = In.text(Argument);
  if (P->getType()->isReferenceType() && strip(Argument)->isLValue())
    return "&" + Name + " = " + Value;
  const Expr *Given = strip(Argument);
  if (auto *Made = dyn_cast<CXXConstructExpr>(Given);
      Made && Made->getNumArgs() == 1 && !isa<CXXTemporaryObjectExpr>(Made))
    Given = strip(Made->getArg(0));
  QualType Type = P->getType().getNonReferenceType().getUnqualifiedType();
  if (In.function()->getASTContext().hasSameUnqualifiedType(
          Given->getType().getNonReferenceType(), Type))
    return Name + " = " + Value;
  PrintingPolicy Policy(In.function()->getASTContext().getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  std::string Written = Type.getAsString(Policy);
  if (StringRef(Value).starts_with("{"))
    return Name + " = " + Written + Value;
  return Name + " = " + Written + "(" + Value + ")";
}

/// A parameter with its argument.
struct Given {
  const ParmVarDecl *P;
  const Expr *Written;
  /// The work uses it when the closure is gone.
  bool Matters;
};

/// Empty if one of them cannot be written elsewhere.
std::vector<Given> givenTo(const Started &S, const Body &In) {
  std::vector<Given> Result;
  for (const ParmVarDecl *P : S.Work->function()->parameters()) {
    Argument A = argumentOf(S, P->getFunctionScopeIndex(), In);
    if (!A.Written || P->getName().empty())
      return {};
    Result.push_back({P, A.Written, isValue(P->getType()) && S.usesLater(P)});
  }
  return Result;
}

Change changeOf(const char *Variant, const Started &S, const Body &In,
                std::string What) {
  Change C;
  C.Kind = "capture-argument";
  C.Variant = Variant;
  C.Checks = {"coro-lambda-capture"};
  C.Description = std::move(What);
  C.Original = In.statementSpan(S.Statement);
  return C;
}

/// `[](T X) {..}(V)` becomes `[X = V]() {..}()`: for one parameter, and for
/// all.
void captureInClosure(const Started &S, const LambdaExpr *Lambda,
                      const Body &In, std::vector<Change> &Changes) {
  const FunctionDecl *F = S.Work->function();
  if (Lambda->capture_begin() != Lambda->capture_end() ||
      F->isTemplateInstantiation())
    return;
  auto Type = F->getTypeSourceInfo()->getTypeLoc().getAs<FunctionTypeLoc>();
  std::vector<Given> All = givenTo(S, In);
  if (!Type || All.empty())
    return;
  unsigned Open = In.offset(Lambda->getBeginLoc());
  unsigned Parameters = In.offset(Type.getLParenLoc()) + 1;
  unsigned Close = In.offset(Type.getRParenLoc());
  unsigned Arguments = In.offset(All.front().Written->getBeginLoc());
  unsigned Last = In.offset(cast<CXXOperatorCallExpr>(S.Call)->getRParenLoc());
  auto Make = [&](const char *Variant, auto IsCaptured, std::string What) {
    std::vector<std::string> Captures, Kept, Passed;
    bool Changed = false;
    for (const Given &G : All) {
      if (IsCaptured(G)) {
        Captures.push_back(capture(G.P, G.Written, In));
        Changed |= isChanged(G.P, *S.Work);
        continue;
      }
      Kept.push_back(In.text(In.spanOf(G.P->getSourceRange())));
      Passed.push_back(In.text(G.Written));
    }
    Change C = changeOf(Variant, S, In, std::move(What));
    C.Edits = {
        {Open + 1, 0, llvm::join(Captures, ", ")},
        {Parameters, Close - Parameters, llvm::join(Kept, ", ")},
        {Close + 1, 0, Changed && !Lambda->isMutable() ? " mutable" : ""},
        {Arguments, Last - Arguments, llvm::join(Passed, ", ")}};
    C.Anchors = {{Open, Open}};
    Changes.push_back(std::move(C));
  };
  bool Any = false;
  for (const Given &One : All) {
    Any |= One.Matters;
    if (One.Matters)
      Make(
          "one", [&](const Given &G) { return G.P == One.P; },
          "'" + One.P->getNameAsString() + "' made a capture");
  }
  if (Any && All.size() > 1)
    Make(
        "all", [](const Given &) { return true; },
        "all parameters made captures");
}

/// A coroutine is put, as a closure, where it is called.
void captureInPlace(const Started &S, const Body &In,
                    std::vector<Change> &Changes) {
  const FunctionDecl *F = S.Work->function();
  SourceRange Result = F->getReturnTypeSourceRange();
  if (F->isTemplateInstantiation() || !In.isWritten(S.Work->block()) ||
      Result.isInvalid() || !In.isWritten(Result.getBegin()))
    return;
  std::vector<std::string> Captures;
  if (auto *Method = dyn_cast<CXXMethodDecl>(F)) {
    auto *Call = dyn_cast<CXXMemberCallExpr>(S.Call);
    if (!Method->isStatic() &&
        (!Call || !isa<CXXThisExpr>(strip(Call->getImplicitObjectArgument()))))
      return;
    if (!Method->isStatic())
      Captures.push_back("this");
  }
  bool Matters = false, Changed = false;
  for (const Given &G : givenTo(S, In)) {
    Captures.push_back(capture(G.P, G.Written, In));
    Matters |= G.Matters;
    Changed |= isChanged(G.P, *S.Work);
  }
  if (!Matters)
    return;
  Span Replaced = In.spanOf(S.Call);
  Change C =
      changeOf("in-place", S, In, quoted(In.text(S.Call)) + " made a closure");
  C.Edits = {{Replaced.Begin, Replaced.End - Replaced.Begin,
              Here + ("[" + llvm::join(Captures, ", ") + "]()") +
                  (Changed ? " mutable" : "") + " -> " +
                  In.text(In.spanOf(Result)) + " " + In.text(S.Work->block()) +
                  "()"}};
  Changes.push_back(std::move(C));
}

} // namespace

void argumentCaptures(const Body &In, Bodies &All,
                      std::vector<Change> &Changes) {
  for (const Started &S : startedIn(In, All)) {
    // One that is never used again does not run.
    if (S.Handle && !S.HasBegun && !In.uses(S.Handle))
      continue;
    auto *Call = dyn_cast<CXXOperatorCallExpr>(S.Call);
    if (!Call)
      captureInPlace(S, In, Changes);
    else if (auto *Lambda = dyn_cast<LambdaExpr>(strip(Call->getArg(0))))
      captureInClosure(S, Lambda, In, Changes);
  }
}

} // namespace corolint::mutation

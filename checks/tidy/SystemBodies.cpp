//===- SystemBodies.cpp - bodies that the command never reads -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/SystemBodies.h"

#include "frontend/SkipBodies.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"

#include <deque>

using namespace clang;

namespace corolint::tidy {

/// Whether a parse that skips bodies skips that of the definition `F`, which is
/// written in the code.
static bool isSkipped(const FunctionDecl &F) {
  // The parser itself reads these two always.
  if (F.isConstexpr() || F.getReturnType()->getContainedDeducedType())
    return false;
  return skipsBody(F, F.getASTContext().getSourceManager());
}

/// Whether the body of `F`, an instantiation, comes from one that is skipped.
static bool comesFromSkipped(const FunctionDecl &F) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  return Pattern && isSkipped(*Pattern);
}

/// As Sema::PerformPendingInstantiations does it, but leaves for later what the
/// function calls: that may be in a body which is skipped.
static bool instantiate(Sema &S, FunctionDecl &F, SourceLocation At) {
  if (F.isMultiVersion() || comesFromSkipped(F))
    return false;
  S.InstantiateFunctionDefinition(
      At, &F, /*Recursive=*/false, /*DefinitionRequired=*/
      F.getTemplateSpecializationKind() == TSK_ExplicitInstantiationDefinition,
      /*AtEndOfTU=*/true);
  if (F.isDefined())
    F.setInstantiationIsPending(false);
  return true;
}

static bool instantiate(Sema &S, VarDecl &V, SourceLocation At) {
  const VarDecl *Last = V.getMostRecentDecl();
  if (Last->isInvalidDecl() ||
      Last->getTemplateSpecializationKindForInstantiation() !=
          TSK_ImplicitInstantiation)
    return false;
  S.InstantiateVariableDefinition(At, &V, /*Recursive=*/false,
                                  /*DefinitionRequired=*/false,
                                  /*AtEndOfTU=*/true);
  return true;
}

void instantiateSeenBodies(Sema &S) {
  std::deque<Sema::PendingImplicitInstantiation> Later;
  while (!S.PendingInstantiations.empty()) {
    Sema::PendingImplicitInstantiation P = S.PendingInstantiations.front();
    S.PendingInstantiations.pop_front();
    auto *F = dyn_cast<FunctionDecl>(P.first);
    bool Done = F ? instantiate(S, *F, P.second)
                  : instantiate(S, *cast<VarDecl>(P.first), P.second);
    if (!Done)
      Later.push_back(P);
    // Virtual functions of classes that have come into use.
    if (S.PendingInstantiations.empty())
      S.DefineUsedVTables();
  }
  S.PendingInstantiations = std::move(Later);
}

HiddenBodies::HiddenBodies(Sema &S, ArrayRef<Decl *> TopLevel) {
  for (Decl *D : TopLevel)
    hideIn(*D);
  for (const Sema::PendingImplicitInstantiation &P : S.PendingInstantiations)
    if (auto *F = dyn_cast<FunctionDecl>(P.first);
        F && !F->isDefined() && comesFromSkipped(*F))
      hide(*F);
}

HiddenBodies::~HiddenBodies() {
  for (auto [F, Body] : Hidden) {
    F->setHasSkippedBody(false);
    if (Body)
      F->setBody(Body);
  }
}

void HiddenBodies::hide(FunctionDecl &F) {
  Stmt *Body = F.doesThisDeclarationHaveABody() ? F.getBody() : nullptr;
  Hidden.emplace_back(&F, Body);
  if (Body)
    F.setBody(nullptr);
  F.setHasSkippedBody();
}

void HiddenBodies::hideIn(DeclContext &Context) {
  for (Decl *D : Context.decls())
    hideIn(*D);
}

void HiddenBodies::hideIn(Decl &D) {
  if (auto *T = dyn_cast<TemplateDecl>(&D)) {
    if (NamedDecl *Pattern = T->getTemplatedDecl())
      hideIn(*Pattern);
  } else if (auto *Friend = dyn_cast<FriendDecl>(&D)) {
    if (NamedDecl *Each = Friend->getFriendDecl())
      hideIn(*Each);
  } else if (auto *F = dyn_cast<FunctionDecl>(&D)) {
    if (F->doesThisDeclarationHaveABody() && !F->isDefaulted() && isSkipped(*F))
      hide(*F);
  } else if (auto *Class = dyn_cast<CXXRecordDecl>(&D)) {
    if (Class->isThisDeclarationADefinition() && !Class->isLambda())
      hideIn(*static_cast<DeclContext *>(Class));
  } else if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D)) {
    hideIn(*cast<DeclContext>(&D));
  }
}

} // namespace corolint::tidy

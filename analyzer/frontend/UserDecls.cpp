//===- UserDecls.cpp - which declarations are looked at -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/UserDecls.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {

/// Sema also announces each function that it instantiates, or defines
/// implicitly; those are reached through what they come from.
static bool isWritten(const Decl &D) {
  if (D.isImplicit() || !D.getLexicalDeclContext()->isTranslationUnit())
    return false;
  const auto *F = dyn_cast<FunctionDecl>(&D);
  return !F || !isTemplateInstantiation(F->getTemplateSpecializationKind());
}

bool isUserDecl(const Decl &D, const SourceManager &SM) {
  SourceLocation Loc = SM.getExpansionLoc(D.getLocation());
  return Loc.isValid() && !SM.isInSystemHeader(Loc) && isWritten(D);
}

} // namespace corolint

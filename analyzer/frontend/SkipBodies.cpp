//===- SkipBodies.cpp - which function bodies are not read ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/SkipBodies.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {
namespace {

/// The functions that say what a coroutine type, a promise or an awaiter does.
bool isProtocolName(DeclarationName Name) {
  if (Name.getCXXOverloadedOperator() == OO_Coawait)
    return true;
  const IdentifierInfo *Id = Name.getAsIdentifierInfo();
  if (!Id)
    return false;
  llvm::StringRef S = Id->getName();
  return S.starts_with("await_") || S.ends_with("_suspend") ||
         S.starts_with("get_return_object") || S == "unhandled_exception" ||
         S == "return_void" || S == "return_value" || S == "yield_value";
}

/// Constructors and destructors of coroutine types: a destructor says what
/// becomes of a coroutine that nobody awaited.
bool isLifeOfCoroutineType(const FunctionDecl &F) {
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    return false;
  const auto *Class = dyn_cast<CXXRecordDecl>(F.getDeclContext());
  if (!Class)
    return false;
  return !Class->lookup(&F.getASTContext().Idents.get("promise_type")).empty();
}

} // namespace

bool skipsBody(const Decl &D, const SourceManager &SM) {
  if (!SM.isInSystemHeader(SM.getExpansionLoc(D.getLocation())))
    return false;
  const FunctionDecl *F = D.getAsFunction();
  return !F || !(isProtocolName(F->getDeclName()) || isLifeOfCoroutineType(*F));
}

} // namespace corolint

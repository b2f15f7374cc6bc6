//===- Changes.cpp - mistakes about what lives how long -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Changes.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace corolint::mutation {
namespace {

class Functions : public RecursiveASTVisitor<Functions> {
public:
  explicit Functions(ASTContext &Context)
      : Sources(Context.getSourceManager()) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitFunctionDecl(FunctionDecl *F) {
    // Every instantiation has the same text: the first one stands for all.
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() &&
        !F->isImplicit() && Sources.isInMainFile(F->getBeginLoc()) &&
        Seen.insert(F->getBody()->getBeginLoc()).second)
      Found.push_back(F);
    return true;
  }

  std::vector<const FunctionDecl *> Found;

private:
  SourceManager &Sources;
  llvm::DenseSet<SourceLocation> Seen;
};

} // namespace

std::vector<Change> findChanges(ASTContext &Context,
                                const std::vector<Decl *> &TopLevel) {
  Functions Finder(Context);
  for (Decl *D : TopLevel)
    Finder.TraverseDecl(D);
  Bodies All(Context);
  std::vector<Change> Changes;
  llvm::StringMap<unsigned> Ordinals;
  for (const FunctionDecl *F : Finder.Found) {
    const Body *In = All.of(F);
    if (!In)
      continue;
    std::size_t First = Changes.size();
    referenceParameters(*In, All, Changes);
    argumentCaptures(*In, All, Changes);
    widenedLocks(*In, All, Changes);
    droppedReturnAwaits(*In, All, Changes);
    droppedJoins(*In, All, Changes);
    for (std::size_t I = First; I < Changes.size(); ++I) {
      Change &C = Changes[I];
      C.Function = nameOf(F);
      C.Ordinal = ++Ordinals[C.Kind + "." + C.Variant + ":" + C.Function];
    }
  }
  return Changes;
}

} // namespace corolint::mutation

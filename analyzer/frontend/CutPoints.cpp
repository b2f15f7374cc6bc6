//===- CutPoints.cpp - where a file can be parsed in two parts ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CutPoints.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace corolint {
namespace {

class CutFinder {
public:
  explicit CutFinder(const SourceManager &SM)
      : SM(SM), Main(SM.getFileEntryForID(SM.getMainFileID())) {}

  void visit(const Decl &D, const CutPoint &Around) {
    if (D.isImplicit() || D.isInvalidDecl())
      return;
    if (const auto *N = dyn_cast<NamespaceDecl>(&D))
      return visitNamespace(*N, Around);
    const FunctionDecl *F = D.getAsFunction();
    // Clang does not say where a coroutine ends that is one try block.
    if (!F || F->isInvalidDecl() || !F->doesThisDeclarationHaveABody() ||
        !isInMainFile(F->getEndLoc()))
      return;
    CutPoint At = Around;
    At.Offset = SM.getFileOffset(F->getEndLoc()) + 1;
    Out.push_back(std::move(At));
  }

  std::vector<CutPoint> take() {
    llvm::sort(Out, [](const CutPoint &A, const CutPoint &B) {
      return A.Offset < B.Offset;
    });
    // A function that is declared in one part and defined in another may be
    // told of twice.
    Out.erase(llvm::unique(Out,
                           [](const CutPoint &A, const CutPoint &B) {
                             return A.Offset == B.Offset;
                           }),
              Out.end());
    return std::move(Out);
  }

private:
  /// In `Around` all but the last of the names in "namespace a::b" are given
  /// to the inner one without a brace.
  void visitNamespace(const NamespaceDecl &N, CutPoint Around) {
    // An attribute is not written again.
    if (N.hasAttrs() || !isInMainFile(N.getRBraceLoc()))
      return;
    if (N.isNested())
      Around.Reopen += "::";
    if (N.isInline())
      Around.Reopen += "inline ";
    if (!N.isNested())
      Around.Reopen += "namespace ";
    Around.Reopen += N.getName();
    CutPoint Inside = Around;
    Inside.Reopen += " { ";
    ++Inside.Braces;
    for (const Decl *D : N.decls()) {
      const auto *Inner = dyn_cast<NamespaceDecl>(D);
      if (Inner && Inner->isNested())
        visitNamespace(*Inner, Around);
      else
        visit(*D, Inside);
    }
  }

  /// Written there, and in no macro.
  bool isInMainFile(SourceLocation L) const {
    return L.isValid() && L.isFileID() &&
           SM.getFileEntryForID(SM.getFileID(L)) == Main;
  }

  const SourceManager &SM;
  const FileEntry *Main;
  std::vector<CutPoint> Out;
};

} // namespace

std::vector<CutPoint> cutPoints(llvm::ArrayRef<Decl *> UserDecls,
                                const SourceManager &SM) {
  CutFinder Find(SM);
  for (const Decl *D : UserDecls)
    Find.visit(*D, CutPoint());
  return Find.take();
}

} // namespace corolint

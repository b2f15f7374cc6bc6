//===- ParsedPart.cpp - what is kept of a part of a unit ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/ParsedPart.h"

#include "frontend/ErrorLines.h"
#include "frontend/ParseFiles.h"
#include "frontend/SkipBodies.h"
#include "frontend/UserDecls.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/ASTWriter.h"

using namespace clang;

namespace corolint {

bool PartRecorder::skipsBody(const Decl &D) const {
  return corolint::skipsBody(D, *SM);
}

void PartRecorder::topLevel(DeclGroupRef Group) {
  for (Decl *D : Group)
    // Clang tells again of what an earlier part has.
    if (!D->isFromASTFile() && isUserDecl(*D, *SM))
      Decls.push_back(D);
}

void PartRecorder::parsed() {
  Part.Files = filesRead(*SM);
  for (SourceLocation L : Errors.places()) {
    if (L.isInvalid())
      continue;
    L = SM->getExpansionLoc(L);
    Part.ErrorPlaces.push_back({SM->getFilename(L).str(),
                                SM->getExpansionLineNumber(L),
                                SM->getExpansionColumnNumber(L)});
  }
}

void PartRecorder::written(ASTWriter &Writer) {
  for (Decl *D : Decls)
    // Clang may have left out what is wrong.
    if (!D->isInvalidDecl())
      Part.Decls.push_back(Writer.getDeclID(D));
}

std::vector<Decl *> userDecls(CompilerInstance &Instance,
                              llvm::ArrayRef<const ParsedPart *> Parts) {
  std::vector<Decl *> Out;
  auto Reader = Instance.getASTReader();
  if (!Reader)
    return Out;
  // The last part was opened first, and has opened what it is built upon.
  auto &Opened = Reader->getModuleManager();
  for (std::size_t I = 0; I != Parts.size(); ++I) {
    std::size_t Place = Parts.size() - 1 - I;
    if (Place >= Opened.size())
      continue;
    for (LocalDeclID Id : Parts[I]->Decls)
      if (Decl *D = Reader->GetLocalDecl(Opened[Place], Id))
        Out.push_back(D);
  }
  return Out;
}

void addErrorPlaces(CompilerInstance &Instance,
                    llvm::ArrayRef<const ParsedPart *> Parts, ErrorLines &To) {
  SourceManager &SM = Instance.getSourceManager();
  for (const ParsedPart *Part : Parts)
    for (const ErrorPlace &P : Part->ErrorPlaces)
      if (auto File = Instance.getFileManager().getOptionalFileRef(P.File))
        To.addPlace(
            SM.translateFileLineCol(&File->getFileEntry(), P.Line, P.Column));
}

} // namespace corolint

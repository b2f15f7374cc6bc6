//===- Findings.cpp - what checks share in making findings ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"

#include "model/Names.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace corolint {

Finding makeFinding(const FunctionAnalysis &A, llvm::StringRef Check,
                    Certainty Sure, const Stmt &Where,
                    llvm::StringRef AnchorKind, std::string Message) {
  Finding F;
  F.Check = Check.str();
  F.Sure = Sure;
  F.Where = rangeOf(A.Ctx, Where);
  F.Message = std::move(Message);
  F.Function = displayName(*A.Graph.Function);
  F.Anchor = {AnchorKind.str(), F.Where};
  return F;
}

void addNote(Finding &F, const FunctionAnalysis &A, const Stmt &S,
             std::string Message) {
  SourceRange Where = rangeOf(A.Ctx, S);
  // What a default argument makes is written nowhere in this function.
  if (!Where.File.empty())
    F.Notes.push_back({std::move(Where), std::move(Message)});
}

void addInsertion(Fix &Fix, const FunctionAnalysis &A, const Stmt &S,
                  std::string Text) {
  // What a macro expands to is not the user's to edit at this place.
  if (S.getBeginLoc().isMacroID())
    return;
  SourceRange R = rangeOf(A.Ctx, S);
  R.Length = 0;
  Fix.Edits.push_back({std::move(R), std::move(Text)});
}

} // namespace corolint

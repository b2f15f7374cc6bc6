//===- SoundFunctions.cpp - functions that compile ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/SoundFunctions.h"

#include "flow/UnitAnalysis.h"
#include "model/Names.h"

#include "clang/AST/Decl.h"

using namespace clang;

namespace corolint {

std::vector<SourceRange>
soundFunctions(const UnitAnalysis &Analysis,
               llvm::function_ref<bool(llvm::StringRef File)> Wanted) {
  std::vector<SourceRange> Out;
  for (const auto &A : Analysis.functions()) {
    const FunctionDecl &F = *A->Graph.Function;
    if (A->Broken || F.getParentFunctionOrMethod())
      continue;
    SourceRange Where = rangeOf(A->Ctx, F.getSourceRange());
    if (Wanted(Where.File))
      Out.push_back(std::move(Where));
  }
  return Out;
}

} // namespace corolint

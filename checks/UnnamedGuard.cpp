//===- UnnamedGuard.cpp - guards that end where they begin ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Findings.h"
#include "flow/UnitAnalysis.h"

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"

namespace corolint {

void checkUnnamedGuard(const FunctionAnalysis &A, std::vector<Finding> &Out) {
  for (const UnnamedGuard &U : A.UnnamedGuards) {
    std::string Message =
        U.Declared ? "this declares a guard with the name '" +
                         U.Declared->getNameAsString() + "' that holds nothing"
        : llvm::isa<clang::CoawaitExpr>(U.Made)
            ? "the guard that this await gives is thrown away: what it holds "
              "is let go at the end of the statement"
            : "this guard is thrown away: what it holds is let go at the end "
              "of the statement";
    Out.push_back(makeFinding(
        A, "coro-unnamed-guard",
        A.Broken ? Certainty::Possible : Certainty::Likely,
        U.Made ? static_cast<const clang::Stmt &>(*U.Made) : *U.Declaration,
        "guard", std::move(Message)));
  }
}

} // namespace corolint

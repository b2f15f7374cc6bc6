//===- HeldFindings.h - what stays while code is broken ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whoever types goes through texts that do not compile: half a statement, a
// brace that is still to be closed. Of the functions that cannot be parsed
// meanwhile nothing is known, and their findings would go with one key and come
// back with another. So what was shown stays, and moves along with its text,
// but for the functions that are edited and do compile.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_HELDFINDINGS_H
#define COROLINT_LSP_ANALYSIS_HELDFINDINGS_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint::lsp {

/// What was shown of a file, and of which text of it.
struct ShownFindings {
  const std::vector<Finding> &Findings;
  llvm::StringRef Text;
};

/// What to show of `File` when `Now` is its text, with what was found in it,
/// and the functions `Sound` have no errors. Those that stay from `Before` have
/// no fixes: these were for another text.
std::vector<Finding> holdFindings(const std::string &File,
                                  const ShownFindings &Before,
                                  const ShownFindings &Now,
                                  llvm::ArrayRef<SourceRange> Sound);

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_HELDFINDINGS_H

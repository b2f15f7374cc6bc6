//===- CodeActions.h - what can be done about a finding ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_CODEACTIONS_H
#define COROLINT_LSP_FEATURES_CODEACTIONS_H

#include "lsp/features/Diagnostics.h"
#include "lsp/protocol/Actions.h"

#include <vector>

namespace corolint::lsp {

/// The name of the command that shows a check's page.
inline constexpr char ExplainCommand[] = "corolint.explain";

/// The actions for `Asked` in the document that `A` is of: the fixes of the
/// findings there, a comment that silences each, its page, and all safe fixes
/// of the file at once. Positions are those of `A`'s version.
std::vector<CodeAction> codeActions(const Analysis &A,
                                    const CodeActionParams &Asked,
                                    Positions &Where,
                                    const ClientCapabilities &Client);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_CODEACTIONS_H

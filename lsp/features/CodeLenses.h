//===- CodeLenses.h - lines above functions ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_CODELENSES_H
#define COROLINT_LSP_FEATURES_CODELENSES_H

#include "lsp/features/Diagnostics.h"
#include "lsp/protocol/Actions.h"

#include <vector>

namespace corolint::lsp {

/// A command of the client that shows places: its arguments are a URI, a
/// position in that, and a list of locations.
inline constexpr char ShowReferencesCommand[] = "corolint.showReferences";

/// Above each function of the file: what it does, and how many coroutines of
/// the file call it. That is a command if the client has it, else a text.
std::vector<CodeLens> codeLenses(const Analysis &A, Positions &Where,
                                 const ClientCapabilities &Client);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_CODELENSES_H

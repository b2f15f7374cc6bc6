//===- InlayHints.h - marks in the text -------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_INLAYHINTS_H
#define COROLINT_LSP_FEATURES_INLAYHINTS_H

#include "lsp/features/Diagnostics.h"
#include "lsp/protocol/Actions.h"

#include <vector>

namespace corolint::lsp {

/// Marks the awaits in `Asked` that may suspend, and the calls in coroutines
/// that block the event loop.
std::vector<InlayHint> inlayHints(const Analysis &A, const Range &Asked,
                                  Positions &Where);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_INLAYHINTS_H

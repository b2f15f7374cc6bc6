//===- Hover.h - what is known of the place under the mouse -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_HOVER_H
#define COROLINT_LSP_FEATURES_HOVER_H

#include "lsp/features/Diagnostics.h"
#include "lsp/protocol/Actions.h"

#include <optional>

namespace corolint::lsp {

/// What the analysis knows of the function, call or await whose name is at `At`
/// in the document that `A` is of; nothing where coroutines have no part in it.
std::optional<Hover> hoverAt(const Analysis &A, const Position &At,
                             Positions &Where,
                             const ClientCapabilities &Client);

/// In a few words, "blocks: std::this_thread::sleep_for"; "" if nothing blocks.
std::string blocksInShort(const std::vector<BlockingEffect> &Blocks);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_HOVER_H

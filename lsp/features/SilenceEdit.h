//===- SilenceEdit.h - where a comment silences a finding -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_SILENCEEDIT_H
#define COROLINT_LSP_FEATURES_SILENCEEDIT_H

#include "lsp/protocol/LineIndex.h"
#include "report/Finding.h"

#include <optional>

namespace corolint::lsp {

/// Silences what `Check` finds on line `N`, from 0, of `File`, whose text is in
/// `Lines`: by a further name in the list of a comment that is there for the
/// line, or by a new comment, on the line or above it. Nothing where that would
/// change the code: within a literal, or where a line goes on.
std::optional<Edit> silenceEdit(const std::string &File, const LineIndex &Lines,
                                unsigned N, const std::string &Check);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_SILENCEEDIT_H

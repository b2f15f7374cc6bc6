//===- Pages.h - the pages of the checks ------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_FEATURES_PAGES_H
#define COROLINT_LSP_FEATURES_PAGES_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace corolint::lsp {

/// A URI of the page about `Check`, which is written to the user's cache if it
/// is not there; "" if it cannot be. Thread-safe.
std::string pageUri(llvm::StringRef Check);

} // namespace corolint::lsp

#endif // COROLINT_LSP_FEATURES_PAGES_H

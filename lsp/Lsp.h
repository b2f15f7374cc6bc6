//===- Lsp.h - corolint lsp -------------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_LSP_H
#define COROLINT_LSP_LSP_H

#include "llvm/ADT/ArrayRef.h"

namespace corolint::lsp {

/// `corolint lsp`, with the arguments after that word; gives the exit code.
int runLsp(llvm::ArrayRef<const char *> Args);

} // namespace corolint::lsp

#endif // COROLINT_LSP_LSP_H

//===- GiveBackMemory.h - to the system, what is free -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_GIVEBACKMEMORY_H
#define COROLINT_LSP_ANALYSIS_GIVEBACKMEMORY_H

namespace corolint::lsp {

/// A parse of all that is included leaves much behind that the allocator keeps
/// for the next: gives it back to the system. Takes some milliseconds.
/// Thread-safe.
void giveBackMemory();

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_GIVEBACKMEMORY_H

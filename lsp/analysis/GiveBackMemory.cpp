//===- GiveBackMemory.cpp - to the system, what is free -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/GiveBackMemory.h"

// Says whether the C library is glibc.
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace corolint::lsp {

void giveBackMemory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

} // namespace corolint::lsp

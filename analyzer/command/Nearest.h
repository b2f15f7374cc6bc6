//===- Nearest.h - what a misspelt word was meant to be -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_NEAREST_H
#define COROLINT_COMMAND_NEAREST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace corolint {

/// "; did you mean 'WORD'?" with the nearest of `Words`, or "" where none is
/// near enough to be meant.
std::string didYouMean(llvm::StringRef Wrong,
                       llvm::ArrayRef<llvm::StringRef> Words);

} // namespace corolint

#endif // COROLINT_COMMAND_NEAREST_H

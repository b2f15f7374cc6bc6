//===- Git.h - asks git -----------------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_GIT_H
#define COROLINT_COMMAND_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace corolint {

/// What git prints in the current folder. The error is what it complains of, or
/// that there is no git.
llvm::Expected<std::string> runGit(llvm::ArrayRef<llvm::StringRef> Args);

} // namespace corolint

#endif // COROLINT_COMMAND_GIT_H

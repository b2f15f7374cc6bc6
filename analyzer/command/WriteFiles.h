//===- WriteFiles.h - puts texts into files ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_WRITEFILES_H
#define COROLINT_COMMAND_WRITEFILES_H

#include "command/Overlay.h"

#include "llvm/Support/Error.h"

namespace corolint {

/// Gives each file its new text. None is changed unless all new texts could be
/// written beside their files; then each takes its file's place at once, with
/// its rights. Whoever reads a file meanwhile sees the old or the new text.
llvm::Error writeFiles(const ChangedTexts &Texts);

} // namespace corolint

#endif // COROLINT_COMMAND_WRITEFILES_H

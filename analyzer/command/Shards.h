//===- Shards.h - a part of the files ---------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_SHARDS_H
#define COROLINT_COMMAND_SHARDS_H

#include "command/Inputs.h"

namespace corolint {

/// Leaves the units of one part of several, from 1. Which part a file belongs
/// to hangs on its path relative to `WorkingFolder` alone, so that it is the
/// same on each machine, and stays when other files come and go.
void keepShard(Inputs &In, unsigned Part, unsigned Parts,
               llvm::StringRef WorkingFolder);

} // namespace corolint

#endif // COROLINT_COMMAND_SHARDS_H

//===- Shards.cpp - a part of the files -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Shards.h"

#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

namespace corolint {

void keepShard(Inputs &In, unsigned Part, unsigned Parts,
               llvm::StringRef WorkingFolder) {
  llvm::erase_if(In.Units, [&](const Unit &U) {
    llvm::StringRef Path = shortPath(U.Command.File, WorkingFolder);
    return llvm::xxh3_64bits(Path) % Parts + 1 != Part;
  });
}

} // namespace corolint

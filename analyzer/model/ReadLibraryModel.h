//===- ReadLibraryModel.h - from YAML to a library model ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_READLIBRARYMODEL_H
#define COROLINT_MODEL_READLIBRARYMODEL_H

#include "model/LibraryModel.h"

#include <vector>

namespace corolint {

/// What one file says: an item for each name, in the order of the file.
struct LibraryModelFile {
  std::vector<FunctionModel> Functions;
  std::vector<TypeModel> Types;
  std::vector<CancellationModel> Cancellations;
};

/// Reads the YAML text in `Buffer`; the error says file, line and column.
llvm::Expected<LibraryModelFile> readLibraryModel(llvm::MemoryBufferRef Buffer);

} // namespace corolint

#endif // COROLINT_MODEL_READLIBRARYMODEL_H

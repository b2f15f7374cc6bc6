//===- ModelFile.h - what a library model file contains -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The entries of a file as they are written: one for several names, with texts
// that are checked as they are read. Only what reads model files uses this;
// LibraryModel.h has what is made of it.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_MODELFILE_H
#define COROLINT_MODEL_MODELFILE_H

#include "model/LibraryModel.h"

#include "llvm/ADT/StringSet.h"

namespace corolint::modelfile {

/// A qualified name, checked as it is read.
struct ModelName {
  std::string Text;
};

/// "object" (-1), "every" (-2) or a number.
struct ArgumentNumber {
  int Number = 0;
};

/// "result", "object" or an argument's number.
struct ResultOrArgument {
  std::string Text;
};

struct CategoryName {
  std::string Text;
};

/// Text that must not be empty.
struct Sentence {
  std::string Text;
};

/// Stands in where only one form makes sense.
struct NoScalar {};
struct NoMapping {};

/// One item, or a sequence of items.
template <typename T> struct OneOrMore {
  std::vector<T> Items;
  NoScalar Unwanted;
  NoMapping UnwantedMapping;
};

using Names = OneOrMore<ModelName>;

/// A BlockingModel that is given by its name in "reasons".
struct NamedBlocking : BlockingModel {};

/// A BlockingModel, in full or by its name.
struct BlockingUse {
  NamedBlocking Model;
  std::vector<NoMapping> UnwantedSequence;
};

using Reasons = llvm::StringMap<BlockingModel>;

/// An entry of "functions": one model for several names.
struct FunctionEntry {
  Names For;
  Names WithTypes;
  FunctionModel Model;
};

/// An entry of "types": one model for several names.
struct TypeEntry {
  Names For;
  TypeModel Model;
};

/// Every name in namespace `Of` is also there in namespace `Also`.
struct TwinNamespace {
  ModelName Of;
  ModelName Also;
};

/// A whole file.
struct ModelFile {
  Sentence Library;
  Reasons Named;
  OneOrMore<TwinNamespace> Twins;
  std::vector<FunctionEntry> Functions;
  std::vector<TypeEntry> Types;
  OneOrMore<CancellationModel> Cancellations;
};

/// What was read so far.
struct ReadContext {
  modelfile::Reasons Reasons;
  /// To find repeated entries.
  llvm::StringSet<> Functions;
  llvm::StringSet<> Types;
};

/// Reads the YAML text in `Buffer`; the error says file, line and column.
llvm::Expected<ModelFile> readModelFile(llvm::MemoryBufferRef Buffer);

} // namespace corolint::modelfile

#endif // COROLINT_MODEL_MODELFILE_H

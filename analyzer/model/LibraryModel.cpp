//===- LibraryModel.cpp - what we know of a library -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LibraryModel.h"

#include "model/ReadLibraryModel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"

#include <utility>

using namespace corolint;
using llvm::StringRef;

/// The more conditions, the earlier an entry is tried.
static unsigned specificity(const FunctionModel &F) {
  return (F.NumArguments >= 0) + !F.WithType.empty() + F.When.size();
}

llvm::Error LibraryModels::add(llvm::MemoryBufferRef Buffer) {
  llvm::Expected<LibraryModelFile> File = readLibraryModel(Buffer);
  if (!File)
    return File.takeError();

  for (const FunctionModel &F : File->Functions)
    Functions[F.Name].clear();
  for (FunctionModel &F : File->Functions) {
    std::vector<FunctionModel> &Same = Functions[F.Name];
    auto Place = llvm::upper_bound(Same, specificity(F),
                                   [](unsigned New, const FunctionModel &Old) {
                                     return New > specificity(Old);
                                   });
    Same.insert(Place, std::move(F));
  }
  for (TypeModel &T : File->Types)
    Types.insert_or_assign(T.Name, T);
  llvm::append_range(Cancellations, std::move(File->Cancellations));
  return llvm::Error::success();
}

llvm::Error LibraryModels::addFile(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError("cannot read the model '" + Path +
                                   "': " + Buffer.getError().message());
  return add(**Buffer);
}

namespace {

struct EmbeddedModel {
  llvm::StringLiteral Name;
  llvm::StringLiteral Text;
};

constexpr EmbeddedModel BuiltinFiles[] = {
#include "LibraryModelFiles.inc"
};

} // namespace

const LibraryModels &LibraryModels::builtin() {
  // Never destroyed: tearing it down would only delay the exit.
  static const LibraryModels &Builtin = []() -> const LibraryModels & {
    auto *Models = new LibraryModels;
    for (const EmbeddedModel &File : BuiltinFiles)
      if (llvm::Error E = Models->add({File.Text, File.Name}))
        llvm::report_fatal_error(std::move(E));
    return *Models;
  }();
  return Builtin;
}

const LibraryModels &LibraryModels::none() {
  static const LibraryModels None;
  return None;
}

llvm::ArrayRef<FunctionModel>
LibraryModels::functions(StringRef QualifiedName) const {
  auto It = Functions.find(QualifiedName);
  if (It == Functions.end())
    return {};
  return It->second;
}

const TypeModel *LibraryModels::type(StringRef QualifiedName) const {
  auto It = Types.find(QualifiedName);
  return It == Types.end() ? nullptr : &It->second;
}

llvm::ArrayRef<CancellationModel> LibraryModels::cancellations() const {
  return Cancellations;
}

std::vector<StringRef> LibraryModels::functionNames() const {
  std::vector<StringRef> Names;
  for (const auto &Entry : Functions)
    Names.push_back(Entry.first());
  llvm::sort(Names);
  return Names;
}

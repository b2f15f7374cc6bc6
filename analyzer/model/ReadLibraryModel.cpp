//===- ReadLibraryModel.cpp - from YAML to a library model ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ReadLibraryModel.h"

#include "model/ModelFile.h"

#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <utility>

using namespace corolint;
using namespace corolint::modelfile;
using llvm::StringRef;

namespace {

/// Writes names of one namespace as names of another.
class Renamer {
public:
  explicit Renamer(const TwinNamespace &T)
      : From(T.Of.Text + "::"), To(T.Also.Text + "::") {}

  /// True if the name was changed.
  bool operator()(std::string &Name) const {
    if (!StringRef(Name).starts_with(From))
      return false;
    Name = To + Name.substr(From.size());
    return true;
  }
  bool operator()(std::vector<std::string> &Names) const {
    bool Changed = false;
    for (std::string &Name : Names)
      Changed |= (*this)(Name);
    return Changed;
  }
  void operator()(std::vector<NonBlockingWhen> &Conditions) const {
    for (NonBlockingWhen &C : Conditions)
      (*this)(C.Names);
  }
  bool operator()(FunctionModel &F) const {
    if (!(*this)(F.Name))
      return false;
    (*this)(F.WithType);
    (*this)(F.When);
    if (F.Blocks)
      (*this)(F.Blocks->Unless);
    return true;
  }
  /// What is not of the namespace is the same in both.
  bool operator()(CancellationModel &C) const {
    bool Changed = (*this)(C.Exceptions);
    Changed |= (*this)(C.ErrorCodes);
    Changed |= (*this)(C.TaskTypes);
    return Changed;
  }

private:
  std::string From, To;
};

} // namespace

static std::vector<FunctionModel> functionsOf(ModelFile &File) {
  size_t Count = 0;
  for (const FunctionEntry &E : File.Functions)
    Count += E.For.Items.size() * std::max<size_t>(E.WithTypes.Items.size(), 1);
  std::vector<FunctionModel> All;
  // With room for one twin of each.
  All.reserve(File.Twins.Items.empty() ? Count : 2 * Count);
  for (FunctionEntry &E : File.Functions)
    for (ModelName &Name : E.For.Items) {
      E.Model.Name = std::move(Name.Text);
      if (E.WithTypes.Items.empty())
        All.push_back(E.Model);
      for (const ModelName &Type : E.WithTypes.Items)
        All.emplace_back(E.Model).WithType = Type.Text;
    }
  return All;
}

static std::vector<TypeModel> typesOf(ModelFile &File) {
  std::vector<TypeModel> All;
  for (TypeEntry &E : File.Types)
    for (ModelName &Name : E.For.Items)
      All.emplace_back(E.Model).Name = std::move(Name.Text);
  return All;
}

/// Appends to `All` what the twin namespace adds.
template <typename T, typename Rename>
static void addTwins(std::vector<T> &All, const Rename &Renamed) {
  for (size_t I = 0, E = All.size(); I != E; ++I) {
    T Twin = All[I];
    if (Renamed(Twin))
      All.push_back(std::move(Twin));
  }
}

llvm::Expected<LibraryModelFile>
corolint::readLibraryModel(llvm::MemoryBufferRef Buffer) {
  llvm::Expected<ModelFile> Read = readModelFile(Buffer);
  if (!Read)
    return Read.takeError();
  LibraryModelFile Result;
  Result.Functions = functionsOf(*Read);
  Result.Types = typesOf(*Read);
  Result.Cancellations = std::move(Read->Cancellations.Items);
  for (const TwinNamespace &T : Read->Twins.Items) {
    Renamer Renamed(T);
    addTwins(Result.Functions, Renamed);
    addTwins(Result.Types, [&](TypeModel &Type) { return Renamed(Type.Name); });
    addTwins(Result.Cancellations, Renamed);
  }
  return Result;
}

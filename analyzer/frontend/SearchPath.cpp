//===- SearchPath.cpp - where headers are looked for ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/SearchPath.h"

#include "clang/Lex/HeaderSearchOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"

#include <optional>
#include <vector>

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint {
namespace {

/// The folders in which headers are looked for, in that order.
std::vector<std::string> searchFolders(const clang::HeaderSearchOptions &Path,
                                       llvm::vfs::FileSystem &Files) {
  std::vector<clang::HeaderSearchOptions::Entry> Entries = Path.UserEntries;
  // Those of a kind come in the order in which they were given.
  llvm::stable_sort(
      Entries, [](const auto &A, const auto &B) { return A.Group < B.Group; });
  std::vector<std::string> Out;
  for (const auto &E : Entries) {
    llvm::SmallString<256> Folder(E.Path);
    Files.makeAbsolute(Folder);
    path::remove_dots(Folder, /*remove_dot_dot=*/true);
    Out.push_back(Folder.str().str());
  }
  return Out;
}

/// What is after `Folder` in the name of `File`, if that is in it.
std::optional<StringRef> nameIn(StringRef Folder, StringRef File) {
  if (File.consume_front(Folder) && File.consume_front("/"))
    return File;
  return std::nullopt;
}

} // namespace

std::uint64_t headersBefore(llvm::ArrayRef<std::string> Headers,
                            const clang::HeaderSearchOptions &Path,
                            llvm::vfs::FileSystem &Files) {
  const std::vector<std::string> Folders = searchFolders(Path, Files);
  // Most folders have no such part at all.
  llvm::StringMap<bool> Known;
  auto Exists = [&](StringRef Name) {
    auto [It, New] = Known.try_emplace(Name);
    if (New)
      It->second = Files.exists(Name);
    return It->second;
  };
  std::string Found;
  for (const std::string &Header : Headers) {
    llvm::SmallString<256> Plain(Header);
    path::remove_dots(Plain, /*remove_dot_dot=*/true);
    // The folder that it is in by its longest name: "/usr/include/c++/12" and
    // not "/usr/include".
    std::optional<StringRef> Name;
    std::size_t Place = 0;
    for (std::size_t I = 0; I != Folders.size(); ++I)
      if (auto Rest = nameIn(Folders[I], Plain);
          Rest && (!Name || Rest->size() < Name->size())) {
        Name = Rest;
        Place = I;
      }
    if (!Name)
      continue;
    for (std::size_t I = 0; I != Place; ++I) {
      llvm::SmallString<256> Other(Folders[I]);
      path::append(Other, *Name);
      if (Exists(path::parent_path(Other)) && Files.exists(Other))
        Found += (Other + "\n").str();
    }
  }
  return llvm::xxh3_64bits(Found);
}

} // namespace corolint

//===- FileStamps.cpp - which files on the disk have changed --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/FileStamps.h"

#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"

using llvm::StringRef;

namespace corolint::lsp {

/// One that is not there has a stamp of its own.
FileStamps::Stamp FileStamps::look(StringRef File) {
  llvm::sys::fs::file_status S;
  if (llvm::sys::fs::status(File, S))
    return {-1, 0};
  return {S.getLastModificationTime().time_since_epoch().count(), S.getSize()};
}

FileStamps::Id FileStamps::add(StringRef File,
                               std::chrono::system_clock::time_point Since) {
  auto [It, New] = Ids.try_emplace(File, Id(Names.size()));
  if (New) {
    Stamp Now = look(File);
    // File systems have coarse clocks.
    Since -= std::chrono::milliseconds(20);
    bool MayBeNewer =
        Now.Time >= llvm::sys::TimePoint<>(Since).time_since_epoch().count();
    Names.push_back(File.str());
    Stamps.push_back(MayBeNewer ? Stamp{} : Now);
  }
  return It->second;
}

std::optional<FileStamps::Id> FileStamps::find(StringRef File) const {
  auto It = Ids.find(File);
  if (It == Ids.end())
    return std::nullopt;
  return It->second;
}

std::vector<FileStamps::Id> FileStamps::changed() {
  std::vector<Id> Out;
  for (Id N = 0; N != Names.size(); ++N) {
    Stamp Now = look(Names[N]);
    if (Now == Stamps[N])
      continue;
    Stamps[N] = Now;
    Out.push_back(N);
  }
  return Out;
}

} // namespace corolint::lsp

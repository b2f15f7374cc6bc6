//===- Pages.cpp - the pages of the checks --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/Pages.h"

#include "command/CheckPages.h"
#include "command/OutputFile.h"
#include "lsp/protocol/Uri.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <mutex>

namespace corolint::lsp {
namespace {

/// Writes the page so that nobody sees a half of it.
std::string writePage(llvm::StringRef Check) {
  llvm::StringRef Text = pageOf(Check);
  llvm::SmallString<256> Path;
  if (Text.empty() || !llvm::sys::path::cache_directory(Path))
    return "";
  llvm::sys::path::append(Path, "corolint", COROLINT_VERSION, "checks");
  if (llvm::sys::fs::create_directories(Path))
    return "";
  llvm::sys::path::append(Path, Check + ".md");
  uint64_t Size = 0;
  if (!llvm::sys::fs::file_size(Path, Size) && Size == Text.size())
    return uriOfPath(Path);
  bool Failed = llvm::errorToBool(
      writeOutputFile(Path, [&](llvm::raw_ostream &OS) { OS << Text; }));
  return Failed ? "" : uriOfPath(Path);
}

} // namespace

std::string pageUri(llvm::StringRef Check) {
  static std::mutex Mutex;
  static llvm::StringMap<std::string> Known;
  std::lock_guard<std::mutex> Lock(Mutex);
  auto [It, New] = Known.try_emplace(Check);
  if (New)
    It->second = writePage(Check);
  return It->second;
}

} // namespace corolint::lsp

//===- WriteFiles.cpp - puts texts into files -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/WriteFiles.h"

#include "command/OutputFile.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace corolint {

namespace {

/// A new file beside `File` with its rights and `Text`.
Expected<fs::TempFile> writeBeside(StringRef File, StringRef Text) {
  fs::file_status Old;
  bool Exists = !fs::status(File, Old);
  Expected<fs::TempFile> New = fs::TempFile::create(File + ".%%%%%%.tmp");
  if (!New)
    return cannotWrite(File, llvm::errorToErrorCode(New.takeError()));
  auto Write = [&](llvm::raw_ostream &OS) { OS << Text; };
  std::error_code EC = fillReplacement(*New, Exists ? &Old : nullptr, Write);
  if (!EC)
    return std::move(*New);
  llvm::consumeError(New->discard());
  return cannotWrite(File, EC);
}

} // namespace

Error writeFiles(const ChangedTexts &Texts) {
  std::vector<std::pair<StringRef, fs::TempFile>> Written;
  auto DiscardRest = llvm::make_scope_exit([&] {
    for (auto &[File, New] : Written)
      llvm::consumeError(New.discard());
  });
  for (const auto &[File, Text] : Texts) {
    Expected<fs::TempFile> New = writeBeside(File, Text);
    if (!New)
      return New.takeError();
    Written.emplace_back(File, std::move(*New));
  }
  while (!Written.empty()) {
    auto [File, New] = std::move(Written.back());
    Written.pop_back();
    if (Error E = New.keep(File))
      return cannotWrite(File, llvm::errorToErrorCode(std::move(E)));
  }
  return Error::success();
}

} // namespace corolint

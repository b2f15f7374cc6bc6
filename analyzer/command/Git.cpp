//===- Git.cpp - asks git -------------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Git.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace corolint {

Expected<std::string> runGit(llvm::ArrayRef<StringRef> Args) {
  llvm::ErrorOr<std::string> Git = llvm::sys::findProgramByName("git");
  if (!Git)
    return llvm::createStringError("there is no git on the path");
  SmallString<128> Out, Err;
  if (std::error_code EC = fs::createTemporaryFile("corolint-git", "out", Out))
    return llvm::createStringError("cannot make a temporary file: " +
                                   EC.message());
  auto RemoveOut = llvm::make_scope_exit([&] { fs::remove(Out); });
  if (std::error_code EC = fs::createTemporaryFile("corolint-git", "err", Err))
    return llvm::createStringError("cannot make a temporary file: " +
                                   EC.message());
  auto RemoveErr = llvm::make_scope_exit([&] { fs::remove(Err); });

  llvm::SmallVector<StringRef, 16> All = {*Git};
  All.append(Args.begin(), Args.end());
  std::optional<StringRef> Redirects[] = {StringRef(""), Out.str(), Err.str()};
  std::string Failure;
  int Code = llvm::sys::ExecuteAndWait(*Git, All, /*Env=*/std::nullopt,
                                       Redirects, /*SecondsToWait=*/0,
                                       /*MemoryLimit=*/0, &Failure);
  auto TextOf = [](StringRef File) -> std::string {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "";
  };
  if (Code == 0)
    return TextOf(Out);
  std::string Said = Failure.empty() ? TextOf(Err) : Failure;
  StringRef First = StringRef(Said).split('\n').first;
  First.consume_front("fatal: ");
  return llvm::createStringError(
      "'git " + Args.front() + "' failed: " +
      (First.empty() ? "exit code " + llvm::itostr(Code) : First.str()));
}

} // namespace corolint

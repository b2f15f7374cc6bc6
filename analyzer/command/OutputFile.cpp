//===- OutputFile.cpp - a file that is written whole ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/OutputFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <optional>
#include <unistd.h>

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace corolint {

namespace {

using Writer = llvm::function_ref<void(llvm::raw_ostream &)>;

/// Writes to an open file, and does not close it.
std::error_code writeTo(int FD, Writer Write) {
  llvm::raw_fd_ostream OS(FD, /*shouldClose=*/false);
  Write(OS);
  OS.flush();
  std::error_code EC = OS.error();
  // LLVM's streams end the program for an error that is still set.
  OS.clear_error();
  return EC;
}

std::error_code writeInPlace(StringRef File, Writer Write) {
  int FD;
  if (std::error_code EC = fs::openFileForWrite(File, FD))
    return EC;
  std::error_code Wrong = writeTo(FD, Write);
  std::error_code NotClosed = llvm::sys::Process::SafelyCloseFileDescriptor(FD);
  return Wrong ? Wrong : NotClosed;
}

/// The descriptor that a name like "/dev/stderr" stands for: what it leads to
/// may be an ordinary file, which is not to be replaced.
std::optional<int> descriptorOf(StringRef File) {
  int FD;
  if (File == "/dev/stdout")
    return STDOUT_FILENO;
  if (File == "/dev/stderr")
    return STDERR_FILENO;
  if ((File.consume_front("/dev/fd/") ||
       File.consume_front("/proc/self/fd/")) &&
      !File.getAsInteger(10, FD))
    return FD;
  return std::nullopt;
}

/// The folder of `File`, "." where there is none in its name.
StringRef folderOf(StringRef File) {
  StringRef Folder = llvm::sys::path::parent_path(File);
  return Folder.empty() ? "." : Folder;
}

} // namespace

Error cannotWrite(StringRef File, std::error_code Why) {
  return llvm::createStringError("cannot write '" + File +
                                 "': " + Why.message());
}

std::error_code fillReplacement(fs::TempFile &New, const fs::file_status *Old,
                                Writer Write) {
  if (Old) {
    // Who is not root cannot give files away, and then owns them already.
    fs::changeFileOwnership(New.FD, Old->getUser(), Old->getGroup());
    if (std::error_code EC = fs::setPermissions(New.FD, Old->permissions()))
      return EC;
  }
  return writeTo(New.FD, Write);
}

Error checkOutputFile(StringRef File) {
  fs::file_status Status;
  if (std::error_code EC = fs::status(File, Status)) {
    if (EC != std::errc::no_such_file_or_directory)
      return cannotWrite(File, EC);
    StringRef Folder = folderOf(File);
    if (!fs::is_directory(Folder))
      return llvm::createStringError("cannot write '" + File +
                                     "': there is no folder '" + Folder + "'");
    EC = fs::access(Folder, fs::AccessMode::Write);
    return EC ? cannotWrite(File, EC) : Error::success();
  }
  if (fs::is_directory(Status))
    return cannotWrite(File, std::make_error_code(std::errc::is_a_directory));
  std::error_code EC = fs::access(File, fs::AccessMode::Write);
  return EC ? cannotWrite(File, EC) : Error::success();
}

Error writeOutputFile(StringRef File, Writer Write) {
  if (Error E = checkOutputFile(File))
    return E;
  if (std::optional<int> FD = descriptorOf(File)) {
    std::error_code EC = writeTo(*FD, Write);
    return EC ? cannotWrite(File, EC) : Error::success();
  }
  fs::file_status Status;
  bool Exists = !fs::status(File, Status);
  if (Exists && !fs::is_regular_file(Status)) {
    std::error_code EC = writeInPlace(File, Write);
    return EC ? cannotWrite(File, EC) : Error::success();
  }
  // A symbolic link stays one.
  llvm::SmallString<256> Target = File;
  if (Exists)
    if (std::error_code EC = fs::real_path(File, Target))
      return cannotWrite(File, EC);
  Expected<fs::TempFile> New = fs::TempFile::create(Target + ".%%%%%%");
  if (!New) {
    std::error_code EC = llvm::errorToErrorCode(New.takeError());
    // A file that may be written in a folder that may not.
    if (Exists)
      EC = writeInPlace(Target, Write);
    return EC ? cannotWrite(File, EC) : Error::success();
  }
  if (std::error_code EC =
          fillReplacement(*New, Exists ? &Status : nullptr, Write)) {
    llvm::consumeError(New->discard());
    return cannotWrite(File, EC);
  }
  if (Error E = New->keep(Target))
    return cannotWrite(File, llvm::errorToErrorCode(std::move(E)));
  return Error::success();
}

} // namespace corolint

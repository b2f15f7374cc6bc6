//===- BaselineFile.cpp - --baseline --------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/BaselineFile.h"

#include "command/WriteFiles.h"
#include "frontend/CommandLine.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace corolint {

/// More than this nobody reads.
static constexpr size_t MaxShown = 20;

Expected<BaselineFile> BaselineFile::open(const GateOptions &O,
                                          StringRef WorkingFolder) {
  std::string Path = absolutePath(O.BaselineFile, WorkingFolder);
  std::string Folder = llvm::sys::path::parent_path(Path).str();
  if (O.Baseline == GateOptions::WriteBaseline && !llvm::sys::fs::exists(Path))
    return BaselineFile(O, Path, Baseline(Folder));
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError(
        "cannot read the baseline '" + O.BaselineFile +
        "': " + Buffer.getError().message() +
        (Buffer.getError() == std::errc::no_such_file_or_directory
             ? "; --write-baseline makes one"
             : ""));
  Expected<Baseline> Known = Baseline::read(
      llvm::MemoryBufferRef((*Buffer)->getBuffer(), O.BaselineFile), Folder);
  if (!Known)
    return Known.takeError();
  return BaselineFile(O, Path, std::move(*Known));
}

std::vector<Finding> BaselineFile::keepNew(std::vector<Finding> Findings,
                                           Sources &Files,
                                           const Coverage &Seen) {
  Last = Known.match(std::move(Findings), Files, [&](const BaselineEntry &E) {
    return Seen.sees(Known.fileOf(E)) && Seen.runs(E.What.Check, E.Sure);
  });
  return Last.New;
}

Error BaselineFile::save(llvm::ArrayRef<Finding> New, Sources &Files) const {
  if (Use == GateOptions::CompareBaseline)
    return Error::success();
  Baseline Next(llvm::sys::path::parent_path(Path).str());
  for (const BaselineEntry &E : Last.Known)
    Next.add(E);
  for (const BaselineEntry &E : Last.Unseen)
    Next.add(E);
  if (Use == GateOptions::WriteBaseline)
    for (const Finding &F : New)
      Next.add(F, Files);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Next.write(OS);
  return writeFiles({{realPath(Path), Text}});
}

std::string BaselineFile::message() const {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  size_t NumKnown = Last.Known.size(), NumStale = 0, NumUnseen = 0;
  for (const BaselineEntry &E : Last.Stale)
    NumStale += E.Count;
  for (const BaselineEntry &E : Last.Unseen)
    NumUnseen += E.Count;
  if (Use == GateOptions::WriteBaseline) {
    OS << Written << ": " << NumKnown + NumUnseen + Last.New.size()
       << " findings in the baseline: " << Last.New.size() << " added, "
       << NumStale << " gone\n";
    return Text;
  }
  OS << Written << ": " << NumKnown << " known";
  if (NumStale == 0) {
    OS << '\n';
    return Text;
  }
  OS << (Use == GateOptions::PruneBaseline
             ? ", " + llvm::Twine(NumStale) + " no longer found, taken out:\n"
             : ", " + llvm::Twine(NumStale) +
                   " no longer found (--prune-baseline takes them out):\n");
  for (const BaselineEntry &E :
       llvm::ArrayRef(Last.Stale).take_front(MaxShown)) {
    OS << "  " << E.File << ": " << E.What.Check;
    if (!E.What.Function.empty())
      OS << " in " << E.What.Function;
    OS << ": " << E.What.Text;
    if (E.Count != 1)
      OS << " (" << E.Count << " times)";
    OS << '\n';
  }
  if (Last.Stale.size() > MaxShown)
    OS << "  and " << Last.Stale.size() - MaxShown << " more\n";
  return Text;
}

} // namespace corolint

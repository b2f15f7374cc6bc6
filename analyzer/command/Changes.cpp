//===- Changes.cpp - what --since and --diff are about --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Changes.h"

#include "command/Git.h"
#include "frontend/CommandLine.h"
#include "frontend/Includers.h"
#include "report/Patch.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint {

namespace {

class ChangeReader {
public:
  /// `Name` is that of the patch, for errors.
  ChangeReader(Changes &Out, StringRef Name, StringRef WorkingFolder)
      : Out(Out), Name(Name), WorkingFolder(WorkingFolder) {}

  /// `Root` is the folder that paths are relative to; "" where it has to be
  /// found: the current folder or one above.
  Error read(StringRef Text, StringRef Root);
  void addNew(StringRef File);

private:
  /// The file that a patch means by `Written`, or what it would be in `Root`
  /// where there is none.
  std::string locate(StringRef Written, StringRef Root, bool &Exists) const;
  Error addFile(const FilePatch &Patch, StringRef Root);
  void addLines(StringRef File, const PatchHunk &H);

  Changes &Out;
  StringRef Name, WorkingFolder;
};

std::string ChangeReader::locate(StringRef Written, StringRef Root,
                                 bool &Exists) const {
  // git has "a/" and "b/", or other letters if it is asked to; `diff` has none.
  StringRef Short = Written;
  if (Short.size() > 2 && Short[1] == '/' &&
      StringRef("abciow").contains(Short[0]))
    Short = Short.drop_front(2);
  std::vector<StringRef> Names = {Short};
  if (Short != Written && Root.empty())
    Names.push_back(Written);
  Exists = true;
  StringRef Folder = Root.empty() ? WorkingFolder : Root;
  for (; !Folder.empty(); Folder = path::parent_path(Folder)) {
    for (StringRef N : Names) {
      std::string File = absolutePath(N, Folder);
      if (llvm::sys::fs::is_regular_file(File))
        return realPath(File);
    }
    if (!Root.empty())
      break;
  }
  Exists = false;
  return absolutePath(Short,
                      Root.empty() ? realPath(WorkingFolder) : Root.str());
}

void ChangeReader::addNew(StringRef File) {
  std::string Real = realPath(File);
  Out.Lines.addAll(Real);
  Out.Files.insert(std::move(Real));
}

/// A line that has only got another end is the same.
void ChangeReader::addLines(StringRef File, const PatchHunk &H) {
  unsigned Line = H.NewStart;
  std::vector<StringRef> Removed;
  size_t Added = 0;
  for (const PatchLine &L : H.Lines) {
    StringRef Text = StringRef(L.Text).rtrim("\r\n");
    if (L.Sign == '-') {
      Removed.push_back(Text);
      continue;
    }
    if (L.Sign == ' ') {
      Removed.clear();
      Added = 0;
    } else {
      bool IsSame = Added < Removed.size() && Removed[Added] == Text;
      ++Added;
      if (!IsSame)
        Out.Lines.add(File, Line, Line);
    }
    ++Line;
  }
}

Error ChangeReader::addFile(const FilePatch &Patch, StringRef Root) {
  bool Exists = false, OldExists = false;
  std::string Old, New;
  if (!Patch.Old.empty())
    Old = locate(Patch.Old, Root, OldExists);
  if (!Patch.New.empty())
    New = locate(Patch.New, Root, Exists);
  // What is about a text that is not there can tell nothing of it.
  if (!Patch.New.empty() && !Exists && !Patch.IsBinary)
    return llvm::createStringError(
        Name + ":" + llvm::Twine(Patch.At) + ": error: there is no '" +
        Patch.New + "' here; the patch must lead to the files as they are");
  if (!New.empty())
    Out.Files.insert(New);
  if (!Old.empty() && Old != New && !OldExists)
    Out.Files.insert(Old);
  if (Patch.IsBinary)
    return Error::success();
  if (Old.empty()) {
    Out.Lines.addAll(New);
    return Error::success();
  }

  std::string Text;
  if (!New.empty()) {
    auto Buffer = llvm::MemoryBuffer::getFile(New, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return llvm::createStringError("cannot read '" + New +
                                     "': " + Buffer.getError().message());
    Text = (*Buffer)->getBuffer().str();
  }
  Expected<std::string> Before = revertPatch(Text, Patch);
  if (!Before)
    return llvm::createStringError(
        Name + ":" + llvm::Twine(Patch.At) +
        ": error: " + llvm::toString(Before.takeError()));
  for (const PatchHunk &H : Patch.Hunks)
    addLines(New, H);
  if (!New.empty())
    Out.Before[New] = *Before;
  if (Old != New && !OldExists)
    Out.Before[Old] = std::move(*Before);
  return Error::success();
}

Error ChangeReader::read(StringRef Text, StringRef Root) {
  Expected<std::vector<FilePatch>> Patches = readPatch(Text, Name);
  if (!Patches)
    return Patches.takeError();
  for (const FilePatch &P : *Patches)
    if (Error E = addFile(P, Root))
      return E;
  return Error::success();
}

/// From the last commit that `Revision` and the present have in common, so that
/// what others have done since on a branch does not count.
Error readSince(Changes &Out, StringRef Revision, StringRef WorkingFolder) {
  auto Failed = [](const llvm::Twine &Why) {
    return llvm::createStringError("--since: " + Why);
  };
  Expected<std::string> Top = runGit({"rev-parse", "--show-toplevel"});
  if (!Top)
    return Failed(llvm::toString(Top.takeError()));
  std::string Root = StringRef(*Top).rtrim("\n").str();
  Expected<std::string> Commit =
      runGit({"rev-parse", "--verify", "--quiet", "--end-of-options",
              (Revision + "^{commit}").str()});
  if (!Commit) {
    llvm::consumeError(Commit.takeError());
    return Failed("git knows no commit '" + Revision +
                  "'; a shallow clone may lack it (git fetch --unshallow)");
  }
  std::string From = StringRef(*Commit).trim().str();
  Expected<std::string> Common = runGit({"merge-base", From, "HEAD"});
  if (!Common)
    // No common commit, or one that a shallow clone lacks.
    llvm::consumeError(Common.takeError());
  else if (StringRef(*Common).trim() != "")
    From = StringRef(*Common).trim().str();

  // What the user's configuration of git might change is said.
  Expected<std::string> Diff = runGit(
      {"-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff",
       "--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
       "--find-renames", "--ignore-submodules", "-U0", From, "--"});
  if (!Diff)
    return Failed(llvm::toString(Diff.takeError()));
  ChangeReader Reader(Out, "git diff", WorkingFolder);
  if (Error E = Reader.read(*Diff, Root))
    return E;

  Expected<std::string> Untracked =
      runGit({"ls-files", "--others", "--exclude-standard", "--full-name", "-z",
              ":/"});
  if (!Untracked)
    return Failed(llvm::toString(Untracked.takeError()));
  for (StringRef File : llvm::split(StringRef(*Untracked), '\0'))
    if (!File.empty())
      Reader.addNew(absolutePath(File, Root));
  return Error::success();
}

Error readDiff(Changes &Out, StringRef File, StringRef WorkingFolder) {
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(
      File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError("cannot read the patch '" + File +
                                   "': " + Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  StringRef Name = File == "-" ? "<stdin>" : File;
  if (Error E = ChangeReader(Out, Name, WorkingFolder).read(Text, ""))
    return E;
  // An empty patch changes nothing; anything else is not the file that was
  // meant.
  if (Out.Files.empty() && !Text.trim().empty() &&
      !Text.contains("diff --git "))
    return llvm::createStringError(Name + ":1: error: this is no unified diff");
  return Error::success();
}

} // namespace

Expected<Changes> readChanges(const GateOptions &O, StringRef WorkingFolder) {
  Changes Out;
  Error E = O.Since.empty() ? readDiff(Out, O.Patch, WorkingFolder)
                            : readSince(Out, O.Since, WorkingFolder);
  if (E)
    return E;
  return Out;
}

void keepConcerned(Inputs &In, const Changes &Changed) {
  IncludeScanner Scanner;
  llvm::erase_if(In.Units, [&](const Unit &U) {
    return !Changed.Files.count(realPath(U.Command.File)) &&
           !Scanner.reachesAny(
               U.Command.File,
               SearchFolders::fromFlags(U.Command.Args, U.Command.Directory),
               Changed.Files);
  });
}

} // namespace corolint

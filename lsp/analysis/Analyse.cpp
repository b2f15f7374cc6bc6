//===- Analyse.cpp - one document in, findings out ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/Analyse.h"

#include "frontend/Preamble.h"
#include "frontend/Prefix.h"
#include "frontend/SystemBase.h"
#include "lsp/analysis/GiveBackMemory.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace corolint::lsp {
namespace {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// The texts of what is shown, as the analysis has seen them.
void addTexts(const Drafts::Snapshot &Texts, Sources &To) {
  for (const auto &[File, D] : *Texts)
    To.set(File, *D.Text);
}

/// The compile command may know the file by another name than the editor,
/// through a symbolic link: the editor's is used.
class EditorsName {
public:
  explicit EditorsName(const std::string &File)
      : File(File), Real(realPath(File)) {}

  void give(Finding &F) {
    give(F.Where);
    for (Note &N : F.Notes)
      give(N.Where);
    for (Fix &Each : F.Fixes)
      for (Edit &E : Each.Edits)
        give(E.Where);
  }

  void give(Insight &I) {
    for (SourceRange *R : {&I.Where, &I.Whole, &I.Target, &I.Within})
      give(*R);
    for (auto *Blocks : {&I.Does.Blocks, &I.BlocksHere})
      for (BlockingEffect &E : *Blocks)
        for (CallStep &S : E.Chain)
          give(S.Where);
    for (SourceRange &Handler : I.Does.Swallows)
      give(Handler);
  }

private:
  void give(SourceRange &R) {
    if (R.File == File || R.File.empty())
      return;
    auto [It, New] = IsFile.try_emplace(R.File, false);
    if (New)
      It->second = realPath(R.File) == Real;
    if (It->second)
      R.File = File;
  }

  const std::string &File;
  const std::string Real;
  llvm::StringMap<bool> IsFile;
};

/// Through a symbolic link, or through "..".
std::vector<std::string> realNames(const std::vector<std::string> &Files) {
  std::vector<std::string> Out;
  llvm::StringMap<std::string> Folders;
  for (const std::string &File : Files) {
    llvm::StringRef Folder = llvm::sys::path::parent_path(File);
    auto [It, New] = Folders.try_emplace(Folder);
    if (New)
      It->second = realPath(Folder);
    if (It->second == Folder)
      continue;
    llvm::SmallString<256> Real(It->second);
    llvm::sys::path::append(Real, llvm::sys::path::filename(File));
    Out.push_back(Real.str().str());
  }
  return Out;
}

} // namespace

bool Analysed::isReadFrom(const std::string &File) const {
  return llvm::is_contained(Files, File) || llvm::is_contained(RealNames, File);
}

Analysed analyse(const std::string &File, const FileSetup &Setup,
                 const Drafts::Snapshot &Texts, const ParsedHead *Head) {
  Analysed Out;
  FileSystem Files = filesWith(Texts);
  UnitJob Job{&Setup.What, Setup.How, /*WithInsights=*/true};
  auto Lint = [&](const ParsedHead *With) {
    return lintUnit(
        Job, std::nullopt,
        {Files, {With, /*EvenIfOld=*/true, /*TraceIncludes=*/true}});
  };
  UnitResult R = Lint(Head);
  if (R.Report.What == UnitReport::Crashed && Head) {
    // Reading back what Clang has written crashes for some headers. What has
    // crashed does not say what it used.
    R = Lint(nullptr);
    Out.CrashedThroughHead = R.Report.What != UnitReport::Crashed;
  } else if (R.UsedBaseAlone && !Head->base()->fits(R.Includes)) {
    R = Lint(nullptr);
  }
  Out.NeedsHead = !R.UsedHead || R.UsedOldHead || R.UsedBaseAlone;
  if (!R.UsedHead || R.UsedBaseAlone)
    Out.Includes = std::move(R.Includes);
  Out.ParsedAll = !R.UsedHead;
  if (Out.ParsedAll)
    giveBackMemory();
  Out.Provisional = R.UsedOldHead;
  Out.Report = std::move(R.Report);
  Out.Findings = std::move(R.Findings);
  Out.Files = std::move(R.Files);
  Out.RealNames = realNames(Out.Files);
  Out.Cuts = std::move(R.Cuts);
  EditorsName Name(File);
  for (Finding &F : Out.Findings)
    Name.give(F);
  Out.Insights = std::move(R.Insights);
  for (Insight &I : Out.Insights)
    Name.give(I);
  Out.Sound = std::move(R.Sound);

  Sources Shown;
  addTexts(Texts, Shown);
  Out.Broken = silence(Out.Findings, {File}, Shown).Broken;
  std::erase_if(Out.Broken,
                [&](const BrokenComment &C) { return C.File != File; });
  return Out;
}

std::shared_ptr<const Preamble>
buildHead(const FileSetup &Setup, const Drafts::Snapshot &Texts,
          std::shared_ptr<const SystemBase> Base, bool &Failed) {
  std::string Error;
  auto Head = Preamble::build(Setup.What.Command, filesWith(Texts), Error,
                              std::move(Base));
  giveBackMemory();
  // What is wrong is told by the parse without it.
  Failed = !Error.empty();
  return Head;
}

std::shared_ptr<const SystemBase> buildBase(const FileSetup &Setup,
                                            const Drafts::Snapshot &Texts,
                                            const IncludeTrace &Includes) {
  auto Base =
      SystemBase::build(Setup.What.Command, filesWith(Texts), Includes.System);
  giveBackMemory();
  return Base;
}

std::shared_ptr<const Prefix> buildPrefix(const FileSetup &Setup,
                                          const Drafts::Snapshot &Texts,
                                          std::shared_ptr<const Preamble> Head,
                                          const CutPoint &Cut) {
  return Prefix::build(Setup.What.Command, filesWith(Texts), std::move(Head),
                       Cut);
}

} // namespace corolint::lsp

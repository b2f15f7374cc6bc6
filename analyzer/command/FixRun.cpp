//===- FixRun.cpp - makes the safe fixes of a run -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/FixRun.h"

#include "command/WriteFiles.h"
#include "frontend/ParseFiles.h"
#include "report/Text.h"
#include "report/UnifiedDiff.h"

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using clang::tooling::Replacement;
using clang::tooling::Replacements;
using llvm::Error;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace corolint {

namespace {

/// A fix may let an outer handler see what an inner one kept to itself. Code is
/// not nested deeper; this only ends a fix that does not help.
constexpr unsigned MaxRounds = 20;

bool isBelow(StringRef File, StringRef Folder) {
  return File.consume_front(Folder.rtrim('/')) &&
         (File.empty() || File.starts_with("/"));
}

/// The text of an edit with the line ends of the file.
std::string withLineEndsOf(StringRef File, StringRef Text) {
  size_t First = File.find('\n');
  if (First == StringRef::npos || First == 0 || File[First - 1] != '\r')
    return Text.str();
  std::string Out;
  for (char C : Text) {
    if (C == '\n' && !StringRef(Out).ends_with("\r"))
      Out += '\r';
    Out += C;
  }
  return Out;
}

Replacements replacementsFor(llvm::ArrayRef<Edit> Edits, StringRef Text) {
  Replacements All;
  for (const Edit &E : Edits)
    // No two edits of a plan touch each other.
    llvm::cantFail(
        All.add(Replacement(E.Where.File, E.Where.Offset, E.Where.Length,
                            withLineEndsOf(Text, E.Text))));
  return All;
}

} // namespace

struct FixRun::Changed {
  std::string Old, New;
  /// From the old text to the new one.
  Replacements Changes;
};

FixRun::FixRun(LintRun &Run, Sources &Files, std::vector<std::string> Folders,
               std::string Base)
    : Run(Run), Files(Files), Folders(std::move(Folders)),
      Base(std::move(Base)) {}

FixRun::~FixRun() = default;

void FixRun::useRealNames(std::vector<Finding> &Findings) {
  for (Finding &F : Findings)
    for (Fix &Each : F.Fixes)
      for (Edit &E : Each.Edits) {
        auto [It, New] = RealNames.try_emplace(E.Where.File);
        if (New)
          It->second = realPath(E.Where.File);
        E.Where.File = It->second;
      }
}

bool FixRun::reads(const UnitResult &R, const std::string &File) {
  StringRef Name = llvm::sys::path::filename(File);
  return llvm::any_of(R.Files, [&](const std::string &Other) {
    return Other == File || (llvm::sys::path::filename(Other) == Name &&
                             realPath(Other) == File);
  });
}

std::string FixRun::whyNotEdit(const std::string &File) {
  if (llvm::none_of(Folders, [&](StringRef F) { return isBelow(File, F); }))
    return "it is outside of the current folder and of what is linted";
  fs::file_status Status;
  if (std::error_code EC = fs::status(File, Status))
    return EC.message();
  // What nobody may write is left alone even by those who could.
  const fs::perms Writers =
      fs::owner_write | fs::group_write | fs::others_write;
  if ((Status.permissions() & Writers) == fs::no_perms ||
      fs::access(File, fs::AccessMode::Write))
    return "it is read-only";
  std::optional<StringRef> Text = Files.text(File);
  uint64_t Hash = Text ? hashOfText(*Text) : 0;
  for (const UnitResult &R : Run.results()) {
    if (R.Report.What != UnitReport::Complete && reads(R, File))
      return ("'" + shortPath(R.Report.File, Base) + "' does not compile")
          .str();
    for (const auto &[Name, Parsed] : R.EditedHashes)
      if (Parsed && Parsed != Hash && realPath(Name) == File)
        return "it has changed while it was linted";
  }
  return "";
}

bool FixRun::mayEdit(const std::string &File) {
  auto [It, New] = MayEdit.try_emplace(File, true);
  if (!New)
    return It->second;
  if (std::string Why = whyNotEdit(File); !Why.empty()) {
    Messages.push_back(
        (shortPath(File, Base) + ": nothing is fixed here: " + Why).str());
    It->second = false;
  }
  return It->second;
}

void FixRun::refuse(const FixPlan &Plan, StringRef Unit) {
  for (const Finding *F : Plan.Fixed)
    Messages.push_back((shortPath(F->Where.File, Base) + ":" +
                        llvm::Twine(F->Where.Line) + ":" +
                        llvm::Twine(F->Where.Column) + ": not fixed: '" +
                        shortPath(Unit, Base) + "' would not compile")
                           .str());
}

bool FixRun::round(const Callbacks &Calls) {
  std::vector<Finding> Now = Calls.Shown();
  useRealNames(Now);
  FixPlan Plan =
      planFixes(Now, [&](StringRef File) { return mayEdit(File.str()); });
  if (Plan.Edits.empty())
    return false;

  ChangedTexts Texts;
  for (const auto &[File, C] : Done)
    Texts[File] = C->New;
  std::map<std::string, Replacements> Made;
  for (const auto &[File, Edits] : Plan.Edits) {
    StringRef Text = Files.text(File).value_or("");
    Made[File] = replacementsFor(Edits, Text);
    Texts[File] =
        llvm::cantFail(clang::tooling::applyAllReplacements(Text, Made[File]));
  }
  std::map<size_t, UnitResult> New = Run.again(Texts, [&](const UnitResult &R) {
    return llvm::any_of(Made, [&](const auto &M) { return reads(R, M.first); });
  });
  for (const auto &[Number, R] : New)
    if (R.Report.What != UnitReport::Complete &&
        Run.results()[Number].Report.What == UnitReport::Complete) {
      refuse(Plan, R.Report.File);
      return false;
    }

  Fixed += Plan.Fixed.size();
  for (auto &[File, Changes] : Made) {
    if (Calls.Edited)
      Calls.Edited(File, Plan.Edits[File]);
    std::unique_ptr<Changed> &C = Done[File];
    if (!C) {
      C = std::make_unique<Changed>();
      C->Old = Files.text(File).value_or("").str();
    }
    C->Changes = C->Changes.merge(Changes);
    C->New = Texts[File];
    Files.set(File, C->New);
    for (const auto &[Name, Real] : RealNames)
      if (Real == File)
        Files.set(Name, C->New);
  }
  Run.take(std::move(New));
  return true;
}

void FixRun::run(const Callbacks &Calls) {
  for (unsigned I = 0; I != MaxRounds && round(Calls); ++I)
    ;
}

std::string FixRun::diff() const {
  std::string Out;
  for (const auto &[File, C] : Done) {
    std::vector<TextChange> Changes;
    for (const Replacement &R : C->Changes)
      Changes.push_back(
          {R.getOffset(), R.getLength(), R.getReplacementText().str()});
    Out += unifiedDiff(shortPath(File, Base), C->Old, Changes);
  }
  return Out;
}

Error FixRun::write() const {
  ChangedTexts Texts;
  for (const auto &[File, C] : Done) {
    auto OnDisk = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
    if (!OnDisk || (*OnDisk)->getBuffer() != C->Old)
      return llvm::createStringError("nothing is fixed: '" +
                                     shortPath(File, Base) +
                                     "' has changed while it was linted");
    Texts[File] = C->New;
  }
  return writeFiles(Texts);
}

} // namespace corolint

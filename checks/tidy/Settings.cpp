//===- Settings.cpp - what .clang-tidy settles ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/Settings.h"

#include "report/Certainty.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>
#include <memory>

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint::tidy {

/// The prefix of what concerns all checks.
static constexpr llvm::StringLiteral Ours = "corolint";
static constexpr llvm::StringLiteral MinCertainty = "min-certainty";
static constexpr llvm::StringLiteral Models = "models";

using View = clang::tidy::ClangTidyCheck::OptionsView;

Settings::Settings(clang::tidy::ClangTidyContext &Context) : Context(Context) {
  // Whatever is asked for here counts as known for --verify-config.
  auto Add = [&](StringRef Check, StringRef Local, StringRef Default) {
    View V(Check, Context.getOptions().CheckOptions, &Context);
    All.push_back({Check.str(), Local.str(), V.get(Local, Default).str()});
  };
  Add(Ours, MinCertainty, certaintyName(Certainty::Likely));
  Add(Ours, Models, "");
  for (const CheckOptionInfo &O : allCheckOptions()) {
    auto [Check, Local] = O.Name.split('.');
    Add(Check, Local, O.Default);
  }
}

void Settings::store(StringRef Check,
                     clang::tidy::ClangTidyOptions::OptionMap &To) const {
  for (const Option &O : All)
    if (O.Check == Check || O.Check == Ours)
      View(O.Check, Context.getOptions().CheckOptions, &Context)
          .store(To, O.Local, O.Value);
}

const Settings::Option &Settings::option(StringRef Check,
                                         StringRef Local) const {
  return *llvm::find_if(All, [&](const Option &O) {
    return O.Check == Check && O.Local == Local;
  });
}

Settings::Meaning Settings::read() const {
  Meaning Out;
  for (const Option &O : All) {
    if (O.Check == Ours)
      continue;
    std::string Wrong = Out.Checks.set(O.Check + "." + O.Local, O.Value);
    if (!Wrong.empty())
      Out.Wrong.push_back(std::move(Wrong));
  }
  Out.Checks = Out.Checks.withDefaults();
  const std::string &Word = option(Ours, MinCertainty).Value;
  if (std::optional<Certainty> C = parseCertainty(Word))
    Out.MinCertainty = *C;
  else
    Out.Wrong.push_back("'" + Word +
                        "' is not a value of 'corolint.min-certainty': "
                        "certain, likely, possible or unknown");
  return Out;
}

/// `File` in the nearest of `Folder` and the folders above that has it, or "".
static std::string findUpward(StringRef File, StringRef Folder) {
  if (path::is_absolute(File))
    return File.str();
  for (; !Folder.empty(); Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Path = Folder;
    path::append(Path, File);
    if (llvm::sys::fs::is_regular_file(Path))
      return std::string(Path);
  }
  return "";
}

llvm::Expected<const LibraryModels *> Settings::models(StringRef Folder) const {
  std::vector<std::string> Files;
  bool BuiltIn = true;
  for (StringRef Word : llvm::split(option(Ours, Models).Value, ';')) {
    Word = Word.trim();
    if (Word == "none") {
      BuiltIn = false;
      continue;
    }
    if (Word.empty())
      continue;
    Files.push_back(findUpward(Word, Folder));
    if (Files.back().empty())
      return llvm::createStringError("'corolint.models': there is no '" + Word +
                                     "' in '" + Folder +
                                     "' or in a folder above it");
  }
  const LibraryModels &Base =
      BuiltIn ? LibraryModels::builtin() : LibraryModels::none();
  if (Files.empty())
    return &Base;

  // For all files of a run that name the same.
  static thread_local std::map<std::pair<bool, std::vector<std::string>>,
                               std::unique_ptr<LibraryModels>>
      Read;
  std::unique_ptr<LibraryModels> &Kept = Read[{BuiltIn, Files}];
  if (!Kept) {
    auto New = std::make_unique<LibraryModels>(Base);
    for (const std::string &File : Files)
      if (llvm::Error E = New->addFile(File))
        return E;
    Kept = std::move(New);
  }
  return Kept.get();
}

} // namespace corolint::tidy

//===- Setups.cpp - how each unit is linted -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Setups.h"

#include "llvm/ADT/STLExtras.h"

using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace corolint {

Expected<const Setup *> Setups::get(const Config &C) {
  std::unique_ptr<Setup> &Kept = Made[&C];
  if (Kept)
    return Kept.get();

  std::vector<std::string> Globs = C.Checks;
  llvm::append_range(Globs, O.Checks);
  CheckSelection Checks(Globs);
  if (Checks.empty())
    return llvm::createStringError(
        "no check is left to run; 'corolint rules' lists them");

  LibraryModels Models =
      O.NoOtherModels ? LibraryModels::none() : LibraryModels::builtin();
  std::vector<std::string> Files;
  if (!O.NoOtherModels)
    Files = C.Models;
  llvm::append_range(Files, O.Models);
  for (const std::string &File : Files)
    if (Error E = Models.addFile(File))
      return E;

  Certainty Shown =
      O.MinCertainty.value_or(C.MinCertainty.value_or(Certainty::Likely));
  // What fails has to be seen.
  if (O.Gate.FailOn)
    Shown = std::min(Shown, *O.Gate.FailOn);
  CheckOptions Set = C.Options.withDefaults();
  Kept = std::make_unique<Setup>(
      Setup{std::move(Checks), Shown, *Set.LastTier,
            AnalysisOptions{*Set.HostileTypes, /*Lifetimes=*/true},
            std::move(Models)});
  return Kept.get();
}

} // namespace corolint

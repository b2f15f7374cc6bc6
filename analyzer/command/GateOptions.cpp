//===- GateOptions.cpp - options that decide what fails -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/GateOptions.h"

#include "command/Options.h"

using llvm::StringRef;

namespace corolint {

static constexpr GateSpelling Spellings[] = {
    {"--fail-on", true},
    {"--fix", false},
    // Without a value beside --fix.
    {"--diff", true},
    {"--baseline", true},
    {"--write-baseline", false},
    {"--prune-baseline", false},
    {"--since", true},
    {"--shard", true},
    {"--show-files", false},
    {"--unused-nolint", false},
    {"--statistics", false},
    {"--profile", false},
    {"--show-config", false},
    {"--watch", false},
};

llvm::ArrayRef<GateSpelling> gateSpellings() { return Spellings; }

std::string applyGateOption(GateOptions &O, StringRef Name, StringRef Value) {
  if (Name == "--fail-on") {
    O.NeverFails = Value == "never";
    O.FailOn = parseCertainty(Value);
    if (!O.FailOn && !O.NeverFails)
      return "certain, likely, possible, unknown or never";
  } else if (Name == "--fix") {
    O.Fix = true;
  } else if (Name == "--diff") {
    if (Value.empty())
      O.ShowsPatch = true;
    O.Patch = Value.str();
  } else if (Name == "--baseline") {
    O.BaselineFile = Value.str();
  } else if (Name == "--write-baseline") {
    O.Baseline = GateOptions::WriteBaseline;
  } else if (Name == "--prune-baseline") {
    O.Baseline = GateOptions::PruneBaseline;
  } else if (Name == "--since") {
    O.Since = Value.str();
  } else if (Name == "--shard") {
    auto [Part, Parts] = Value.split('/');
    if (Part.getAsInteger(10, O.Shard) || Parts.getAsInteger(10, O.Shards) ||
        O.Shard == 0 || O.Shard > O.Shards)
      return "I/N, a part from 1 to the number of parts, like 2/8";
  } else if (Name == "--show-files") {
    O.ShowsFiles = true;
  } else if (Name == "--unused-nolint") {
    O.UnusedNolint = true;
  } else if (Name == "--statistics") {
    O.Statistics = true;
  } else if (Name == "--profile") {
    O.Profile = true;
  } else if (Name == "--show-config") {
    O.ShowsConfig = true;
  } else if (Name == "--watch") {
    O.Watch = true;
  }
  return "";
}

std::string GateOptions::whyWrong() const {
  if (!Since.empty() && !Patch.empty())
    return "--since and --diff=FILE exclude each other";
  if (Watch && (Fix || Baseline != CompareBaseline || ShowsFiles ||
                ShowsConfig || isAboutChanges()))
    return "--watch only lints: it does not go with --fix, --since, --diff, "
           "--write-baseline, --prune-baseline, --show-files or --show-config";
  if (Baseline == CompareBaseline)
    return "";
  StringRef Asked =
      Baseline == WriteBaseline ? "--write-baseline" : "--prune-baseline";
  if (BaselineFile.empty())
    return (Asked + " needs --baseline=FILE").str();
  if (isAboutChanges())
    return (Asked + " and --since or --diff=FILE exclude each other").str();
  if (Fix)
    return (Asked + " and --fix exclude each other").str();
  return "";
}

} // namespace corolint

//===- GateOptions.h - options that decide what fails -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_GATEOPTIONS_H
#define COROLINT_COMMAND_GATEOPTIONS_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>

namespace corolint {

/// What `check` does with findings beside showing them.
struct GateOptions {
  /// --fail-on: findings that are less certain are shown, but do not fail.
  std::optional<Certainty> FailOn;
  /// --fail-on=never.
  bool NeverFails = false;
  /// --fix: makes the safe fixes; with --diff, only shows them as a patch.
  bool Fix = false;
  bool ShowsPatch = false;
  /// --baseline, or "", and what is done with it.
  std::string BaselineFile;
  enum BaselineUse { CompareBaseline, WriteBaseline, PruneBaseline };
  BaselineUse Baseline = CompareBaseline;
  /// --since and --diff=FILE, or "".
  std::string Since, Patch;
  /// --shard=I/N: the I-th part, from 1, of N.
  unsigned Shard = 1, Shards = 1;
  bool ShowsFiles = false;
  /// Comments that silence nothing are findings.
  bool UnusedNolint = false;
  bool Statistics = false;
  bool Profile = false;
  bool ShowsConfig = false;
  bool Watch = false;

  bool isAboutChanges() const { return !Since.empty() || !Patch.empty(); }
  /// Why the options do not go together, or "".
  std::string whyWrong() const;

  /// Whether a finding of that certainty makes the exit code 1.
  bool fails(Certainty Sure) const {
    return !NeverFails && Sure >= FailOn.value_or(Certainty::Unknown);
  }
};

/// How an option of GateOptions is spelt.
struct GateSpelling {
  llvm::StringLiteral Name;
  bool TakesValue;
};
llvm::ArrayRef<GateSpelling> gateSpellings();

/// Takes over an option of gateSpellings(). Returns what values it has, where
/// `Value` is none of them, or "".
std::string applyGateOption(GateOptions &O, llvm::StringRef Name,
                            llvm::StringRef Value);

} // namespace corolint

#endif // COROLINT_COMMAND_GATEOPTIONS_H

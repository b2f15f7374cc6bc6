//===- LintUnit.h - one unit in, findings out -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_LINTUNIT_H
#define COROLINT_COMMAND_LINTUNIT_H

#include "checks/RunChecks.h"
#include "command/Inputs.h"
#include "command/Setups.h"
#include "frontend/Parse.h"
#include "program/Insight.h"
#include "report/Finding.h"
#include "report/UnitReport.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace corolint {

struct UnitJob {
  const Unit *What = nullptr;
  const Setup *How = nullptr;
  /// Also tells what is known of the places in the named files.
  bool WithInsights = false;
  /// Measures what it costs.
  bool WithCost = false;
};

struct UnitResult {
  UnitReport Report;
  /// Those to be shown, but for suppressions.
  std::vector<Finding> Findings;
  /// Those that are not certain enough to be shown.
  std::vector<Finding> Hidden;
  std::vector<Insight> Insights;
  /// With the insights: the functions of the named files that have no errors.
  std::vector<SourceRange> Sound;
  Cost Spent;
  /// What --debug-dump asked for.
  std::string Dump;
  bool UsedHead = false, UsedOldHead = false, UsedBaseAlone = false;
  /// As ParseOutcome has it.
  IncludeTrace Includes;
  /// Every file read, absolute, main file first.
  std::vector<std::string> Files;
  /// Of each file that a fix edits, the hash of the text that was parsed.
  std::map<std::string, uint64_t> EditedHashes;
  /// Where the main file can be cut.
  std::vector<CutPoint> Cuts;
};

/// Where a unit is read from.
struct UnitSource {
  /// Null: the real file system.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  ParseHead Head = {};
};

/// Parses and checks a unit; with `DumpWhat`, dumps instead of checking.
/// Thread-safe for distinct calls.
UnitResult lintUnit(const UnitJob &Job,
                    std::optional<Dump> DumpWhat = std::nullopt,
                    UnitSource From = UnitSource());

} // namespace corolint

#endif // COROLINT_COMMAND_LINTUNIT_H

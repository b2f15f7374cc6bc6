//===- RunChecks.h - a parsed unit in, findings out -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_CHECKS_RUNCHECKS_H
#define COROLINT_CHECKS_RUNCHECKS_H

#include "flow/UnitFacts.h"
#include "model/LibraryModel.h"
#include "report/Finding.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace corolint {

class UnitAnalysis;
struct ParsedUnit;

/// What `--debug-dump` prints.
enum class Dump { Types, Facts, States, Summaries };

/// Where the time goes, in seconds.
struct Cost {
  /// Reading the code, and what all checks build on.
  double Parsing = 0, Analysis = 0;
  std::map<std::string, double> Checks;
};

struct RunOptions {
  /// Whether a check runs; every check of the table is asked once.
  llvm::function_ref<bool(llvm::StringRef Check)> Enabled;
  const LibraryModels &Models;
  /// Blocking calls of later tiers are not reported.
  BlockingTier LastTier = BlockingTier::Disk;
  AnalysisOptions Analysis = {};
  /// Sees the analysis when the checks have run; may be null.
  llvm::function_ref<void(UnitAnalysis &)> Look = nullptr;
  /// Where the costs of analysis and checks are added; may be null.
  Cost *Spent = nullptr;
};

/// The findings of a unit, sorted, without repeats, of every certainty and
/// before suppressions: what to show is the caller's.
std::vector<Finding> runChecks(const ParsedUnit &Unit,
                               const RunOptions &Options);

/// Prints what the engine knows of the unit's user code.
void dump(const ParsedUnit &Unit, const LibraryModels &Models, Dump What,
          llvm::raw_ostream &OS);

} // namespace corolint

#endif // COROLINT_CHECKS_RUNCHECKS_H

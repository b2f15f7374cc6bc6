//===- LintUnit.cpp - one unit in, findings out ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/LintUnit.h"

#include "flow/Insights.h"
#include "flow/SoundFunctions.h"
#include "frontend/ParseFiles.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <chrono>

using llvm::StringRef;

namespace corolint {
namespace {

UnitReport::Status statusOf(ParseOutcome::Status S) {
  switch (S) {
  case ParseOutcome::Status::Complete:
    return UnitReport::Complete;
  case ParseOutcome::Status::Partial:
    return UnitReport::Partial;
  case ParseOutcome::Status::Failed:
    return UnitReport::Failed;
  case ParseOutcome::Status::Crashed:
    return UnitReport::Crashed;
  }
  llvm_unreachable("no other status");
}

/// Whether findings of that place are asked for by this run.
bool isWanted(const Finding &F, const Unit &U) {
  if (!U.OnlyNamed && !U.Settings->excludes(F.Where.File))
    return true;
  return llvm::is_contained(U.Named, realPath(F.Where.File));
}

} // namespace

UnitResult lintUnit(const UnitJob &Job, std::optional<Dump> DumpWhat,
                    UnitSource From) {
  const Unit &U = *Job.What;
  std::vector<Finding> Findings;
  std::vector<Insight> Insights;
  std::vector<SourceRange> Sound;
  std::string Dumped;
  std::map<std::string, uint64_t> Hashes;
  using Clock = std::chrono::steady_clock;
  Clock::time_point Began = Clock::now();
  Cost Spent;
  auto Consume = [&](const ParsedUnit &Parsed) {
    Spent.Parsing = std::chrono::duration<double>(Clock::now() - Began).count();
    if (DumpWhat) {
      llvm::raw_string_ostream OS(Dumped);
      dump(Parsed, Job.How->Models, *DumpWhat, OS);
      return;
    }
    auto Enabled = [&](StringRef Check) {
      return Job.How->Checks.contains(Check);
    };
    auto Look = [&](UnitAnalysis &A) {
      auto IsNamed = [&](StringRef File) {
        return llvm::is_contained(U.Named, realPath(File));
      };
      Insights = insightsOf(A, Parsed.UserDecls, IsNamed);
      Sound = soundFunctions(A, IsNamed);
    };
    RunOptions Options{Enabled, Job.How->Models, Job.How->LastTier,
                       Job.How->Analysis};
    if (Job.WithInsights)
      Options.Look = Look;
    if (Job.WithCost)
      Options.Spent = &Spent;
    Findings = runChecks(Parsed, Options);
    for (const Finding &F : Findings)
      for (const Fix &Each : F.Fixes)
        for (const Edit &E : Each.Edits)
          if (auto [It, New] = Hashes.try_emplace(E.Where.File, 0); New)
            It->second = hashOfRead(Parsed, E.Where.File);
  };
  ParseOutcome Outcome =
      parse(U.Command, Consume, std::move(From.Files), From.Head);

  UnitResult R;
  R.Report.File = U.Command.File;
  R.Report.What = statusOf(Outcome.What);
  R.Report.Errors = std::move(Outcome.Errors);
  R.UsedHead = Outcome.UsedHead;
  R.UsedOldHead = Outcome.UsedOldHead;
  R.Files = std::move(Outcome.Files);
  R.UsedBaseAlone = Outcome.UsedBaseAlone;
  R.Includes = std::move(Outcome.Includes);
  R.Cuts = std::move(Outcome.Cuts);
  if (R.Report.What == UnitReport::Crashed) {
    // What the unit had found by then may be half written.
    R.Report.Reproduce = reproductionCommand(U.Command);
    return R;
  }
  R.Dump = std::move(Dumped);
  R.Insights = std::move(Insights);
  R.Sound = std::move(Sound);
  R.Spent = std::move(Spent);
  R.EditedHashes = std::move(Hashes);
  for (Finding &F : Findings)
    if (isWanted(F, U))
      (F.Sure < Job.How->MinCertainty ? R.Hidden : R.Findings)
          .push_back(std::move(F));
  return R;
}

} // namespace corolint

//===- RunUnits.cpp - units in, findings out, on all cores ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/RunUnits.h"

#include "frontend/Parse.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"

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

/// Whether a finding is asked for by this run.
bool isWanted(const Finding &F, const Unit &U, const Setup &How) {
  if (F.Sure < How.MinCertainty)
    return false;
  if (!U.OnlyNamed && !U.Settings->excludes(F.Where.File))
    return true;
  return llvm::is_contained(U.Named, realPath(F.Where.File));
}

UnitResult runUnit(const UnitJob &Job, std::optional<Dump> DumpWhat) {
  const Unit &U = *Job.What;
  std::vector<Finding> Findings;
  std::string Dumped;
  ParseOutcome Outcome = parse(U.Command, [&](const ParsedUnit &Parsed) {
    if (DumpWhat) {
      llvm::raw_string_ostream OS(Dumped);
      dump(Parsed, Job.How->Models, *DumpWhat, OS);
      return;
    }
    auto Enabled = [&](StringRef Check) {
      return Job.How->Checks.contains(Check);
    };
    Findings =
        runChecks(Parsed, RunOptions{Enabled, Job.How->Models,
                                     Job.How->LastTier, Job.How->Analysis});
  });

  UnitResult R;
  R.Report.File = U.Command.File;
  R.Report.What = statusOf(Outcome.What);
  R.Report.Errors = std::move(Outcome.Errors);
  if (R.Report.What == UnitReport::Crashed) {
    // What the unit had found by then may be half written.
    R.Report.Reproduce = reproductionCommand(U.Command);
    return R;
  }
  R.Dump = std::move(Dumped);
  for (Finding &F : Findings)
    if (isWanted(F, U, *Job.How))
      R.Findings.push_back(std::move(F));
  return R;
}

} // namespace

std::vector<UnitResult> runUnits(llvm::ArrayRef<UnitJob> Jobs, unsigned Threads,
                                 std::optional<Dump> DumpWhat,
                                 Progress &Shown) {
  std::vector<UnitResult> Results(Jobs.size());
  llvm::StdThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (size_t I = 0; I < Jobs.size(); ++I)
    Pool.async([&, I] {
      Results[I] = runUnit(Jobs[I], DumpWhat);
      Shown.done(llvm::sys::path::filename(Results[I].Report.File));
    });
  Pool.wait();
  return Results;
}

} // namespace corolint

//===- RunChecks.cpp - a parsed unit in, findings out ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/RunChecks.h"

#include "checks/Check.h"
#include "flow/UnitAnalysis.h"
#include "frontend/Parse.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace corolint {

namespace {

class Stopwatch {
public:
  /// The seconds since the last call, or since the beginning.
  double lap() {
    auto Now = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(Now - std::exchange(Last, Now))
        .count();
  }

private:
  std::chrono::steady_clock::time_point Last = std::chrono::steady_clock::now();
};

} // namespace

std::vector<Finding> runChecks(const ParsedUnit &Unit,
                               const RunOptions &Options) {
  std::vector<const CheckInfo *> Enabled;
  for (const CheckInfo &C : allChecks())
    if (Options.Enabled(C.Name))
      Enabled.push_back(&C);
  std::vector<Finding> Out;
  if (Enabled.empty() && !Options.Look)
    return Out;
  AnalysisOptions Asked = Options.Analysis;
  Asked.Lifetimes = llvm::any_of(Enabled, [](const CheckInfo *C) {
    return C->Reads == CheckInfo::Lifetimes;
  });
  Stopwatch Watch;
  UnitAnalysis Analysis(Unit, Options.Models, Options.LastTier, Asked);
  const auto &Functions = Analysis.functions();
  if (Options.Spent)
    Options.Spent->Analysis += Watch.lap();
  for (const auto &F : Functions)
    for (const CheckInfo *C : Enabled) {
      C->Run(*F, Out);
      if (Options.Spent)
        Options.Spent->Checks[C->Name.str()] += Watch.lap();
    }
  if (Options.Look)
    Options.Look(Analysis);
  std::stable_sort(Out.begin(), Out.end());
  // The instantiations of one template say the same thing several times: the
  // surest is kept.
  std::vector<Finding> Unique;
  for (Finding &F : Out) {
    if (!Unique.empty() && Unique.back().Check == F.Check &&
        Unique.back().Where == F.Where) {
      if (Unique.back().Sure < F.Sure)
        Unique.back() = std::move(F);
      continue;
    }
    Unique.push_back(std::move(F));
  }
  return Unique;
}

void dump(const ParsedUnit &Unit, const LibraryModels &Models, Dump What,
          llvm::raw_ostream &OS) {
  UnitAnalysis Analysis(Unit, Models, BlockingTier::Disk, {});
  switch (What) {
  case Dump::Types:
    Analysis.types().dump(OS);
    break;
  case Dump::Facts:
    for (const auto &F : Analysis.functions())
      F->Graph.dump(Unit.Context, OS);
    break;
  case Dump::States:
    for (const auto &F : Analysis.functions())
      dumpStates(*F, OS);
    break;
  case Dump::Summaries:
    Analysis.summaries().dump(OS);
    break;
  }
}

} // namespace corolint

//===- LintRun.cpp - the units of a run -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/LintRun.h"

#include "command/Progress.h"
#include "command/RunUnits.h"
#include "report/Merge.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

void LintRun::run(std::optional<Dump> DumpWhat) {
  Progress Shown(llvm::errs(), ShowsProgress, Jobs.size());
  Results = runUnits(Jobs, Threads, DumpWhat, Shown);
}

std::map<size_t, UnitResult>
LintRun::again(const ChangedTexts &Changed,
               llvm::function_ref<bool(const UnitResult &)> Asked) const {
  std::vector<size_t> Numbers;
  std::vector<UnitJob> Some;
  for (size_t I = 0; I != Jobs.size(); ++I)
    if (Asked(Results[I])) {
      Numbers.push_back(I);
      Some.push_back(Jobs[I]);
    }
  Progress Shown(llvm::errs(), ShowsProgress, Some.size());
  std::vector<UnitResult> New =
      runUnits(Some, Threads, std::nullopt, Shown, Changed);
  std::map<size_t, UnitResult> ByNumber;
  for (auto [Number, R] : llvm::zip_equal(Numbers, New))
    ByNumber.emplace(Number, std::move(R));
  return ByNumber;
}

void LintRun::take(std::map<size_t, UnitResult> New) {
  for (auto &[Number, R] : New)
    Results[Number] = std::move(R);
}

std::vector<Finding> LintRun::findings() const {
  std::vector<std::vector<Finding>> Parts;
  for (const UnitResult &R : Results)
    Parts.push_back(R.Findings);
  return mergeFindings(std::move(Parts));
}

std::vector<Finding> LintRun::hidden() const {
  std::vector<Finding> All;
  for (const UnitResult &R : Results)
    llvm::append_range(All, R.Hidden);
  return All;
}

bool LintRun::isComplete() const {
  return llvm::all_of(Results, [](const UnitResult &R) {
    return R.Report.What == UnitReport::Complete;
  });
}

} // namespace corolint

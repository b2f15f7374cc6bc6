//===- LintRun.h - the units of a run, linted and linted again ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_LINTRUN_H
#define COROLINT_COMMAND_LINTRUN_H

#include "command/LintUnit.h"
#include "command/Overlay.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <vector>

namespace corolint {

class LintRun {
public:
  /// `Threads` at a time; 0: one for each core.
  LintRun(std::vector<UnitJob> Jobs, unsigned Threads, bool ShowsProgress)
      : Jobs(std::move(Jobs)), Threads(Threads), ShowsProgress(ShowsProgress) {}

  /// Lints all, or dumps.
  void run(std::optional<Dump> DumpWhat);

  /// Lints those units again that `Asked` picks, with changed texts. Gives the
  /// new results of these alone, by the number of the unit.
  std::map<size_t, UnitResult>
  again(const ChangedTexts &Changed,
        llvm::function_ref<bool(const UnitResult &)> Asked) const;
  /// Puts results in the place of the ones before.
  void take(std::map<size_t, UnitResult> New);

  llvm::ArrayRef<UnitJob> jobs() const { return Jobs; }
  /// In the order of the jobs.
  llvm::ArrayRef<UnitResult> results() const { return Results; }
  /// Of all units, as they are shown, but for what filters take out.
  std::vector<Finding> findings() const;
  /// Those that are not certain enough, in no order.
  std::vector<Finding> hidden() const;
  bool isComplete() const;

private:
  const std::vector<UnitJob> Jobs;
  const unsigned Threads;
  const bool ShowsProgress;
  std::vector<UnitResult> Results;
};

} // namespace corolint

#endif // COROLINT_COMMAND_LINTRUN_H

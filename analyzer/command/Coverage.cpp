//===- Coverage.cpp - what a run would have found -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Coverage.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using llvm::StringRef;

namespace corolint {

Coverage::Coverage(const LintRun &Run, bool IsWhole) : Run(Run) {
  bool AlsoHeaders = IsWhole && Run.isComplete();
  for (auto [Job, R] : llvm::zip_equal(Run.jobs(), Run.results())) {
    if (R.Report.What != UnitReport::Complete)
      continue;
    if (!Job.What->OnlyNamed)
      Files.insert(realPath(R.Report.File));
    if (AlsoHeaders)
      for (const std::string &File : R.Files)
        Files.insert(realPath(File));
  }
}

bool Coverage::sees(StringRef File) const {
  return Files.count(realPath(File)) || !llvm::sys::fs::exists(File);
}

bool Coverage::runs(StringRef Check, Certainty Sure) const {
  return llvm::all_of(Run.jobs(), [&](const UnitJob &J) {
    return J.How->Checks.contains(Check) && J.How->MinCertainty <= Sure;
  });
}

} // namespace corolint

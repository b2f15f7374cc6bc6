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
  // Units share most of their headers.
  std::set<std::string> Names;
  bool AlsoHeaders = IsWhole && Run.isComplete();
  for (auto [Job, R] : llvm::zip_equal(Run.jobs(), Run.results())) {
    if (R.Report.What != UnitReport::Complete)
      continue;
    if (!Job.What->OnlyNamed)
      Names.insert(R.Report.File);
    if (AlsoHeaders)
      Names.insert(R.Files.begin(), R.Files.end());
  }
  for (const std::string &Name : Names)
    Files.insert(realPath(Name));
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

//===- Filters.cpp - from what is found to what is shown ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Filters.h"

#include "report/Text.h"

#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace corolint {

Filters::Filters(const Options &O, std::string Base, const Inputs &In,
                 const LintRun &Run, Sources &Files, BaselineFile *Known,
                 const Changes *Changed)
    : O(O), Base(std::move(Base)), In(In), Run(Run), Files(Files),
      Known(Known) {
  if (!Changed)
    return;
  Lines = Changed->Lines;
  Old = std::make_unique<OldFindings>(
      *Changed, Run, Files, [](std::vector<Finding> &Findings, Sources &Texts) {
        // What was wrong with comments is of no interest now.
        silence(Findings, {}, Texts);
      });
}

void Filters::complain(llvm::ArrayRef<BrokenComment> Broken) {
  // Said once, however often the filters run.
  if (!Wrong)
    for (const BrokenComment &C : Broken)
      llvm::errs() << shortPath(C.File, Base) << ':' << C.What.Line << ':'
                   << C.What.Column << ": error: " << C.What.message() << '\n';
  Wrong |= !Broken.empty();
}

std::vector<Finding>
Filters::silenceByComments(std::vector<Finding> &Findings) {
  std::set<std::string> Places;
  for (const Unit &U : In.Units) {
    Places.insert(U.Command.File);
    Places.insert(U.Named.begin(), U.Named.end());
  }
  if (!O.Gate.UnusedNolint) {
    complain(silence(Findings, std::move(Places), Files).Broken);
    return {};
  }
  Coverage Seen(Run, O.isWhole());
  Silenced Result = silence(Findings, std::move(Places), Files, Run.hidden());
  complain(Result.Broken);

  std::vector<Finding> Unused;
  for (const UnusedComment &C : Result.Unused) {
    if (!Seen.sees(C.Where.File) || !llvm::all_of(C.Checks, [&](StringRef N) {
          return Seen.runs(N, Certainty::Certain);
        }))
      continue;
    Finding F;
    F.Check = "unused-nolint";
    F.Where = C.Where;
    F.Message = C.Message;
    F.Anchor.Where = C.Where;
    Unused.push_back(std::move(F));
  }
  return Unused;
}

std::vector<Finding> Filters::shown() {
  std::vector<Finding> Findings = Run.findings();
  std::vector<Finding> Unused = silenceByComments(Findings);
  if (Old)
    llvm::erase_if(Unused, [&](const Finding &F) {
      return !Lines.touch(realPath(F.Where.File), F.Where, Files);
    });
  llvm::append_range(Findings, Unused);
  llvm::stable_sort(Findings);
  if (Known)
    Findings =
        Known->keepNew(std::move(Findings), Files, Coverage(Run, O.isWhole()));
  if (Old)
    Findings = Old->keepNew(std::move(Findings), Lines);
  return Findings;
}

void Filters::follow(StringRef File, llvm::ArrayRef<Edit> Edits) {
  Lines.follow(File, Edits, Files);
}

} // namespace corolint

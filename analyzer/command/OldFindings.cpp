//===- OldFindings.cpp - what was found before a change -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/OldFindings.h"

#include "report/Fingerprint.h"
#include "report/Merge.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

OldFindings::OldFindings(
    const Changes &Changed, const LintRun &Run, Sources &Files,
    std::function<void(std::vector<Finding> &, Sources &)> Silence)
    : Changed(Changed), Run(Run), Files(Files), Silence(std::move(Silence)) {
  for (const auto &[File, Text] : Changed.Before)
    Before.set(File, Text);
}

const std::string &OldFindings::real(const std::string &File) {
  auto [It, New] = RealNames.try_emplace(File);
  if (New)
    It->second = realPath(File);
  return It->second;
}

void OldFindings::lintBefore(llvm::ArrayRef<Finding> Findings) {
  std::set<std::pair<std::string, SourceRange>> Asked;
  for (const Finding &F : Findings)
    Asked.insert({F.Check, F.Where});
  std::set<const UnitResult *> Missing;
  for (size_t I = 0; I != Run.results().size(); ++I) {
    const UnitResult &R = Run.results()[I];
    bool Has = llvm::any_of(R.Findings, [&](const Finding &F) {
      return Asked.count({F.Check, F.Where}) != 0;
    });
    if (Has && !Found.count(I))
      Missing.insert(&R);
  }
  for (auto &[Number, R] : Run.again(Changed.Before, [&](const UnitResult &R) {
         return Missing.count(&R) != 0;
       }))
    Found[Number] = std::move(R.Findings);
}

std::vector<Finding> OldFindings::keepNew(std::vector<Finding> Findings,
                                          const ChangedLines &Lines) {
  std::vector<bool> Keep;
  std::vector<Finding> Elsewhere;
  for (const Finding &F : Findings) {
    bool Touched = llvm::any_of(
        std::initializer_list<SourceRange>{F.Where, F.Anchor.Where},
        [&](const SourceRange &Where) {
          return Lines.touch(real(Where.File), Where, Files);
        });
    Keep.push_back(Touched);
    if (!Touched)
      Elsewhere.push_back(F);
  }
  if (Elsewhere.empty())
    return Findings;
  lintBefore(Elsewhere);

  std::vector<std::vector<Finding>> Parts;
  for (const auto &[Number, Part] : Found)
    Parts.push_back(Part);
  std::vector<Finding> Old = mergeFindings(std::move(Parts));
  // By the name under which the old texts are known.
  for (Finding &F : Old)
    if (Changed.Before.count(real(F.Where.File)))
      Before.set(F.Where.File, Changed.Before.at(real(F.Where.File)));
  Silence(Old, Before);
  std::map<Identity, unsigned> Known;
  for (const Finding &F : Old)
    ++Known[identityOf(F, Before)];

  std::vector<Finding> New;
  for (auto [F, IsKept] : llvm::zip_equal(Findings, Keep)) {
    if (!IsKept) {
      auto It = Known.find(identityOf(F, Files));
      if (It != Known.end() && It->second) {
        --It->second;
        continue;
      }
    }
    New.push_back(std::move(F));
  }
  return New;
}

} // namespace corolint

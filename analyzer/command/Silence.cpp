//===- Silence.cpp - what comments take out -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Silence.h"

#include "checks/Check.h"
#include "command/CheckSelection.h"
#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using llvm::StringRef;

namespace corolint {

namespace {

/// The names by which comments may know a check.
std::vector<StringRef> namesOf(StringRef Check) {
  std::vector<StringRef> Names = {Check};
  const CheckInfo *C = findCheck(Check);
  if (C && !C->CoveredBy.empty())
    Names.push_back(C->CoveredBy);
  return Names;
}

/// The checks that an entry of a list is about, if it is about nothing else.
std::vector<StringRef> checksOf(StringRef Glob) {
  std::vector<StringRef> Checks;
  if (!Glob.starts_with("coro-"))
    return Checks;
  for (const CheckInfo &C : allChecks())
    if (llvm::any_of(namesOf(C.Name),
                     [&](StringRef Name) { return matchesGlob(Glob, Name); }))
      Checks.push_back(C.Name);
  return Checks;
}

} // namespace

Silenced silence(std::vector<Finding> &Findings, std::set<std::string> Places,
                 Sources &Files, llvm::ArrayRef<Finding> Others) {
  std::vector<StringRef> Known = checkNames();
  for (const CheckInfo &C : allChecks())
    if (!C.CoveredBy.empty())
      Known.push_back(C.CoveredBy);
  for (const Finding &F : Findings)
    Places.insert(F.Where.File);

  Silenced Out;
  llvm::StringMap<Suppressions> Comments;
  for (const std::string &File : Places) {
    Suppressions S(Files.text(File).value_or(""), Known);
    for (const Suppressions::Unmatched &U : S.unmatched())
      Out.Broken.push_back({File, U});
    Comments.try_emplace(File, std::move(S));
  }
  auto IsSilenced = [&](const Finding &F) {
    auto It = Comments.find(F.Where.File);
    return It != Comments.end() && It->second.covers(F.Where, namesOf(F.Check));
  };
  llvm::erase_if(Findings, IsSilenced);
  for (const Finding &F : Others)
    IsSilenced(F);

  for (const std::string &File : Places)
    for (const Suppressions::Unused &U : Comments[File].unused())
      if (std::vector<StringRef> Checks = checksOf(U.Glob); !Checks.empty()) {
        UnusedComment C{U.Where,
                        "this '" + U.Word + "' silences nothing of '" + U.Glob +
                            "'",
                        std::move(Checks)};
        C.Where.File = File;
        Out.Unused.push_back(std::move(C));
      }
  return Out;
}

} // namespace corolint

//===- Silence.cpp - what comments take out -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Silence.h"

#include "checks/Check.h"
#include "command/CheckSelection.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using llvm::StringRef;

namespace corolint {

std::vector<BrokenComment> silence(std::vector<Finding> &Findings,
                                   std::set<std::string> Places,
                                   Sources &Files) {
  std::vector<StringRef> Known = checkNames();
  for (const CheckInfo &C : allChecks())
    if (!C.CoveredBy.empty())
      Known.push_back(C.CoveredBy);
  for (const Finding &F : Findings)
    Places.insert(F.Where.File);

  std::vector<BrokenComment> Broken;
  llvm::StringMap<Suppressions> Comments;
  for (const std::string &File : Places) {
    Suppressions S(Files.text(File).value_or(""), Known);
    for (const Suppressions::Unmatched &U : S.unmatched())
      Broken.push_back({File, U});
    Comments.try_emplace(File, std::move(S));
  }
  llvm::erase_if(Findings, [&](const Finding &F) {
    std::vector<StringRef> Names = {F.Check};
    const CheckInfo *C = findCheck(F.Check);
    if (C && !C->CoveredBy.empty())
      Names.push_back(C->CoveredBy);
    return Comments[F.Where.File].covers(F.Where, Names);
  });
  return Broken;
}

} // namespace corolint

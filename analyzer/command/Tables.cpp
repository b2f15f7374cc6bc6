//===- Tables.cpp - --statistics and --profile ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Tables.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

#include <map>
#include <string>
#include <vector>

namespace corolint {

void printStatistics(llvm::ArrayRef<Finding> Findings, llvm::raw_ostream &OS) {
  struct Row {
    std::string Check;
    unsigned All = 0, Fixable = 0;
  };
  std::map<std::string, Row> ByCheck;
  for (const Finding &F : Findings) {
    Row &R = ByCheck[F.Check];
    R.Check = F.Check;
    ++R.All;
    R.Fixable += llvm::any_of(F.Fixes, [](const Fix &X) { return X.Safe; });
  }
  std::vector<Row> Rows;
  for (auto &[Check, R] : ByCheck)
    Rows.push_back(R);
  // Those with as many stay in the order of their names.
  llvm::stable_sort(Rows,
                    [](const Row &A, const Row &B) { return A.All > B.All; });
  OS << "findings  with a safe fix  check\n";
  for (const Row &R : Rows)
    OS << llvm::format("%8u  %15u  ", R.All, R.Fixable) << R.Check << '\n';
}

void printProfile(llvm::ArrayRef<UnitResult> Units, llvm::raw_ostream &OS) {
  std::map<std::string, double> Seconds;
  double All = 0;
  auto Add = [&](const std::string &What, double Spent) {
    Seconds[What] += Spent;
    All += Spent;
  };
  for (const UnitResult &R : Units) {
    Add("parsing", R.Spent.Parsing);
    Add("what checks build on", R.Spent.Analysis);
    for (const auto &[Check, Spent] : R.Spent.Checks)
      Add(Check, Spent);
  }
  std::vector<std::pair<std::string, double>> Rows(Seconds.begin(),
                                                   Seconds.end());
  llvm::stable_sort(
      Rows, [](const auto &A, const auto &B) { return A.second > B.second; });
  OS << "seconds  share  spent on\n";
  for (const auto &[What, Spent] : Rows)
    OS << llvm::format("%7.2f  %4.1f%%  ", Spent,
                       All > 0 ? 100 * Spent / All : 0.)
       << What << '\n';
}

} // namespace corolint

//===- FixPlan.cpp - which fixes can be made together ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FixPlan.h"

#include "llvm/ADT/STLExtras.h"

namespace corolint {

namespace {

bool isSame(const Edit &A, const Edit &B) {
  return A.Where == B.Where && A.Text == B.Text;
}

bool touches(const Edit &A, const Edit &B) {
  return A.Where.File == B.Where.File &&
         A.Where.Offset <= B.Where.Offset + B.Where.Length &&
         B.Where.Offset <= A.Where.Offset + A.Where.Length;
}

bool isBefore(const Edit &A, const Edit &B) { return A.Where < B.Where; }

/// Adds all edits of a fix, or none.
bool add(FixPlan &Plan, const Fix &F) {
  std::vector<const Edit *> New;
  for (const Edit &E : F.Edits) {
    const std::vector<Edit> &Others = Plan.Edits[E.Where.File];
    if (llvm::any_of(Others, [&](const Edit &O) { return isSame(E, O); }))
      continue;
    if (llvm::any_of(Others, [&](const Edit &O) { return touches(E, O); }))
      return false;
    New.push_back(&E);
  }
  for (const Edit *E : New) {
    std::vector<Edit> &Edits = Plan.Edits[E->Where.File];
    Edits.insert(llvm::upper_bound(Edits, *E, isBefore), *E);
  }
  return true;
}

} // namespace

FixPlan planFixes(llvm::ArrayRef<Finding> Findings,
                  llvm::function_ref<bool(llvm::StringRef File)> MayEdit) {
  FixPlan Plan;
  for (const Finding &F : Findings) {
    auto First = llvm::find_if(
        F.Fixes, [](const Fix &X) { return X.Safe && !X.Edits.empty(); });
    if (First == F.Fixes.end() ||
        !llvm::all_of(First->Edits,
                      [&](const Edit &E) { return MayEdit(E.Where.File); }))
      continue;
    (add(Plan, *First) ? Plan.Fixed : Plan.Left).push_back(&F);
  }
  std::erase_if(Plan.Edits,
                [](const auto &File) { return File.second.empty(); });
  return Plan;
}

} // namespace corolint

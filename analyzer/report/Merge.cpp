//===- Merge.cpp - the findings of several units as one list --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Merge.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <tuple>

namespace corolint {

namespace {

/// What one unit says of one place for one check, in order: usually a single
/// finding.
using Opinion = std::vector<Finding>;

Certainty surest(const Opinion &O) {
  Certainty Best = Certainty::Unknown;
  for (const Finding &F : O)
    Best = std::max(Best, F.Sure);
  return Best;
}

bool notesBefore(const Finding &A, const Finding &B) {
  return std::lexicographical_compare(
      A.Notes.begin(), A.Notes.end(), B.Notes.begin(), B.Notes.end(),
      [](const Note &X, const Note &Y) {
        return std::tie(X.Where, X.Message) < std::tie(Y.Where, Y.Message);
      });
}

/// Whether `A` is to be shown rather than `B`.
bool isBetter(const Opinion &A, const Opinion &B) {
  Certainty SureA = surest(A), SureB = surest(B);
  if (SureA != SureB)
    return SureA > SureB;
  // As good: any order that depends on nothing but what is said.
  if (A.size() != B.size())
    return A.size() > B.size();
  for (const auto &[X, Y] : llvm::zip_equal(A, B)) {
    if (X.Message != Y.Message)
      return X.Message < Y.Message;
    if (X.Function != Y.Function)
      return X.Function < Y.Function;
    if (notesBefore(X, Y) || notesBefore(Y, X))
      return notesBefore(X, Y);
  }
  return false;
}

} // namespace

std::vector<Finding> mergeFindings(std::vector<std::vector<Finding>> Units) {
  using Key = std::tuple<SourceRange, std::string>;
  std::map<Key, Opinion> Best;
  for (std::vector<Finding> &Unit : Units) {
    std::map<Key, Opinion> Own;
    for (Finding &F : Unit)
      Own[{F.Where, F.Check}].push_back(std::move(F));
    for (auto &[Place, O] : Own) {
      auto [It, New] = Best.try_emplace(Place);
      if (New || isBetter(O, It->second))
        It->second = std::move(O);
    }
  }
  std::vector<Finding> All;
  for (auto &[Place, O] : Best)
    llvm::move(O, std::back_inserter(All));
  return All;
}

} // namespace corolint

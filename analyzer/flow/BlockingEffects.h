//===- BlockingEffects.h - what may block in a call, whatever the path ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_BLOCKINGEFFECTS_H
#define COROLINT_FLOW_BLOCKINGEFFECTS_H

#include "flow/FactsGenerator.h"
#include "flow/TaskFlow.h"

namespace corolint {

/// Asks, in this order: attributes, library models, summaries.
class BlockingEffects {
public:
  BlockingEffects(const UnitContext &Unit, SummaryLookup Summaries)
      : Unit(Unit), Summaries(Summaries) {}

  std::vector<BlockingEffect> of(const Call &C) const;

  /// What the destructor of the call's result does.
  std::optional<BlockingEffect> atEndOfResult(const Call &C) const;

  /// The call destroys all that its object owns: clear(), reset().
  bool destroysContents(const Call &C) const;

private:
  using Effects = std::vector<BlockingEffect>;
  bool counts(const std::optional<BlockingModel> &M) const {
    return M && M->Tier <= Unit.LastTier;
  }
  /// Adds what the attributes of `F` say; true if they say anything.
  bool ofAttributes(const clang::FunctionDecl *F, const Call &C,
                    Effects &Out) const;
  bool isUnseen(const Call &C) const;
  void ofCallee(const clang::FunctionDecl *F, const Call &C,
                Effects &Out) const;
  void ofDestructor(clang::QualType T, const Call &C, Effects &Out,
                    unsigned Depth) const;
  void ofContents(clang::QualType Owner, const Call &C, Effects &Out,
                  unsigned Depth) const;

  const UnitContext &Unit;
  SummaryLookup Summaries;
};

} // namespace corolint

#endif // COROLINT_FLOW_BLOCKINGEFFECTS_H

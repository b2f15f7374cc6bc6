//===- WorkUses.h - what each piece of work uses ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_WORKUSES_H
#define COROLINT_FLOW_WORKUSES_H

#include "flow/LifetimeFlow.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

namespace corolint {

/// Numbers the pieces of work of a function: its sites, and behind them the
/// calls that start work for which there is no site. Tells what each uses.
class WorkUses {
public:
  WorkUses(const FactGraph &G, SummaryLookup Summaries);

  unsigned size() const { return OfWork.size(); }
  const std::vector<Use> &of(unsigned W) const { return OfWork[W]; }
  const Call *maker(unsigned W) const { return Makers[W]; }
  /// The work that a call starts and that is no site; NoId if there is none.
  unsigned startedBy(unsigned Call) const {
    auto It = Started.find(Call);
    return It == Started.end() ? NoId : It->second;
  }
  bool any() const {
    return llvm::any_of(OfWork, [](const auto &U) { return !U.empty(); });
  }

private:
  void call(unsigned N);
  bool isTask(const Argument &A) const;
  const Call *threadOf(const Argument &Thread) const;
  void parameters(unsigned W, const Call &C, const FunctionSummary &Callee);
  void started(unsigned W, const Call &C, const FunctionSummary &Callee);
  void closures(unsigned W, const Call &C, const FunctionSummary *Callee,
                bool Keeps);

  const FactGraph &G;
  SummaryLookup Summaries;
  std::vector<std::vector<Use>> OfWork;
  std::vector<const Call *> Makers;
  llvm::DenseMap<unsigned, unsigned> Started;
};

} // namespace corolint

#endif // COROLINT_FLOW_WORKUSES_H

//===- Summarise.h - boil an analysis down to a summary -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SUMMARISE_H
#define COROLINT_FLOW_SUMMARISE_H

#include "flow/UnitAnalysis.h"

namespace corolint {

/// The summary of the function that `A` is about.
FunctionSummary summarise(const UnitContext &Unit, const FunctionAnalysis &A,
                          SummaryLookup Summaries);

/// The summary of the callee of `C`, of which only a declaration was seen.
FunctionSummary unknownSummary(const UnitContext &Unit, const Call &C);

} // namespace corolint

#endif // COROLINT_FLOW_SUMMARISE_H

//===- Merge.h - the findings of several units as one list ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_MERGE_H
#define COROLINT_REPORT_MERGE_H

#include "report/Finding.h"

#include <vector>

namespace corolint {

/// All findings of all units in the order in which they are shown. A header is
/// part of many units: what one check says of one place is shown once, in the
/// words of the unit that is surest, so that the result depends neither on the
/// order of the units nor on how much of the code each of them saw.
std::vector<Finding> mergeFindings(std::vector<std::vector<Finding>> Units);

} // namespace corolint

#endif // COROLINT_REPORT_MERGE_H

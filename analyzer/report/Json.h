//===- Json.h - findings for programs -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_JSON_H
#define COROLINT_REPORT_JSON_H

#include "report/Finding.h"
#include "report/UnitReport.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// Writes the findings and units as one JSON object, in the order given;
/// docs/command-line.md describes it. Text that is no UTF-8 loses the bytes
/// that are wrong.
void writeJson(llvm::raw_ostream &OS, llvm::ArrayRef<Finding> Findings,
               llvm::ArrayRef<UnitReport> Units);

} // namespace corolint

#endif // COROLINT_REPORT_JSON_H

//===- Tables.h - --statistics and --profile --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_TABLES_H
#define COROLINT_COMMAND_TABLES_H

#include "command/LintUnit.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// For each check, most findings first: how many there are, and how many of
/// them have a safe fix.
void printStatistics(llvm::ArrayRef<Finding> Findings, llvm::raw_ostream &OS);

/// The seconds that all units together have cost, by phase and check, most
/// expensive first.
void printProfile(llvm::ArrayRef<UnitResult> Units, llvm::raw_ostream &OS);

} // namespace corolint

#endif // COROLINT_COMMAND_TABLES_H

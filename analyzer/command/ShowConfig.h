//===- ShowConfig.h - --show-config -----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_SHOWCONFIG_H
#define COROLINT_COMMAND_SHOWCONFIG_H

#include "command/LintUnit.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// Prints what configuration and command line settle together for the units,
/// in the form of a .corolint.yaml: a document for each configuration.
void printConfigs(llvm::ArrayRef<UnitJob> Jobs, llvm::StringRef Base,
                  llvm::raw_ostream &OS);

} // namespace corolint

#endif // COROLINT_COMMAND_SHOWCONFIG_H

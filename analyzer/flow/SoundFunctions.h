//===- SoundFunctions.h - functions that compile ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_SOUNDFUNCTIONS_H
#define COROLINT_FLOW_SOUNDFUNCTIONS_H

#include "report/Finding.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint {

class UnitAnalysis;

/// Where the functions of the `Wanted` files are that have no errors: of what
/// is not in one of them it is not known whether all was seen. Without those
/// that are within others.
std::vector<SourceRange>
soundFunctions(const UnitAnalysis &Analysis,
               llvm::function_ref<bool(llvm::StringRef File)> Wanted);

} // namespace corolint

#endif // COROLINT_FLOW_SOUNDFUNCTIONS_H

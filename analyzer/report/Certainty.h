//===- Certainty.h - the names of certainties -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_CERTAINTY_H
#define COROLINT_REPORT_CERTAINTY_H

#include "report/Finding.h"

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace corolint {

/// "certain", "likely", "possible" or "unknown".
llvm::StringRef certaintyName(Certainty C);

/// The certainty of that name.
std::optional<Certainty> parseCertainty(llvm::StringRef Name);

} // namespace corolint

#endif // COROLINT_REPORT_CERTAINTY_H

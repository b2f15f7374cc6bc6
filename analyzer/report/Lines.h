//===- Lines.h - a text as lines --------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_LINES_H
#define COROLINT_REPORT_LINES_H

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace corolint {

/// Lines with their ends; the last may have none.
std::vector<llvm::StringRef> linesOf(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_REPORT_LINES_H

//===- LineHashes.h - how GitHub follows a finding ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitHub's code scanning knows an alert again by the "primaryLocationLineHash"
// of its SARIF result and by nothing else. What uploads a file computes it
// where it is missing, and complains where it finds another value; so this has
// to be the same function, github/codeql-action's: the hash of the next 100
// characters from the line on, without blanks and tabulators, and how many
// lines before it in the file have the same.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_LINEHASHES_H
#define COROLINT_REPORT_LINEHASHES_H

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace corolint {

/// The hash of each line of a file.
std::vector<std::string> lineHashes(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_REPORT_LINEHASHES_H

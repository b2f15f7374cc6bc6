//===- Fingerprint.h - what a finding is known by --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code moves: lines are added above it, files are renamed, clang-format breaks
// a line in two. A finding is the same one as before if the same check says it
// of the same text in the same function, wherever that is by now.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_FINGERPRINT_H
#define COROLINT_REPORT_FINGERPRINT_H

#include "report/Finding.h"
#include "report/Sources.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <compare>
#include <string>
#include <vector>

namespace corolint {

/// What stays when code moves. Several findings may share one.
struct Identity {
  std::string Check;
  /// The enclosing function, qualified; "" outside of functions.
  std::string Function;
  /// The code that the finding is about, normalised.
  std::string Text;

  auto operator<=>(const Identity &) const = default;
};

Identity identityOf(const Finding &F, Sources &Files);

/// Code without what does not change its meaning, and without what may change
/// and leave it the same place: without white space, comments and the joints
/// of string literals in several parts, and up to the first brace only, for
/// behind it may stand the whole body of a lambda.
std::string normaliseCode(llvm::StringRef Code);

/// A distinct name for each finding, in their order: the hash of its identity
/// and of how many before it have the same. 32 hexadecimal digits.
std::vector<std::string> fingerprints(llvm::ArrayRef<Finding> Findings,
                                      Sources &Files);

} // namespace corolint

#endif // COROLINT_REPORT_FINGERPRINT_H

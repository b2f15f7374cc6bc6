//===- Silence.h - what comments take out -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_SILENCE_H
#define COROLINT_COMMAND_SILENCE_H

#include "report/Finding.h"
#include "report/Sources.h"
#include "report/Suppressions.h"

#include <set>
#include <string>
#include <vector>

namespace corolint {

/// A NOLINTBEGIN or NOLINTEND without its other.
struct BrokenComment {
  std::string File;
  Suppressions::Unmatched What;
};

/// Takes out of `Findings` those that a NOLINT comment silences. Gives the
/// broken comments of `Places` and of the files with findings, by file.
std::vector<BrokenComment> silence(std::vector<Finding> &Findings,
                                   std::set<std::string> Places,
                                   Sources &Files);

} // namespace corolint

#endif // COROLINT_COMMAND_SILENCE_H

//===- CheckSelection.h - which checks run --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_CHECKSELECTION_H
#define COROLINT_COMMAND_CHECKSELECTION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace corolint {

/// The names of all checks.
std::vector<llvm::StringRef> checkNames();

/// Why `Glob` (with or without its sign) cannot select a check, or "".
std::string whyNoCheck(llvm::StringRef Glob);

/// The checks that globs select. As in clang-tidy, a glob adds the checks that
/// match it to those that run by default, one with a "-" before it takes them
/// out, and later ones win.
class CheckSelection {
public:
  explicit CheckSelection(llvm::ArrayRef<std::string> Globs);

  bool contains(llvm::StringRef Check) const { return Names.contains(Check); }
  bool empty() const { return Names.empty(); }

private:
  llvm::StringSet<> Names;
};

} // namespace corolint

#endif // COROLINT_COMMAND_CHECKSELECTION_H

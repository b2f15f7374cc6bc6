//===- Registry.cpp - the table of checks ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Check.h"

namespace corolint {

#define CHECK(Function, Name, CoveredBy, OnByDefault, Reads, Summary)          \
  void Function(const FunctionAnalysis &, std::vector<Finding> &);
#include "checks/Checks.def"

llvm::ArrayRef<CheckInfo> allChecks() {
  static constexpr CheckInfo Table[] = {
#define CHECK(Function, Name, CoveredBy, OnByDefault, Reads, Summary)          \
  {Name, Summary, CoveredBy, OnByDefault, CheckInfo::Reads, Function},
#include "checks/Checks.def"
  };
  return Table;
}

const CheckInfo *findCheck(llvm::StringRef Name) {
  for (const CheckInfo &C : allChecks())
    if (C.Name == Name)
      return &C;
  return nullptr;
}

} // namespace corolint

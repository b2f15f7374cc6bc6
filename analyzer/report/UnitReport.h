//===- UnitReport.h - what became of a translation unit -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_UNITREPORT_H
#define COROLINT_REPORT_UNITREPORT_H

#include <string>
#include <vector>

namespace corolint {

/// What is told about one translation unit beside its findings.
struct UnitReport {
  enum Status { Complete, Partial, Failed, Crashed };
  /// Absolute.
  std::string File;
  Status What = Complete;
  /// One line each; empty for Complete.
  std::vector<std::string> Errors;
  /// Crashed: the shell command that repeats it.
  std::string Reproduce;
};

} // namespace corolint

#endif // COROLINT_REPORT_UNITREPORT_H

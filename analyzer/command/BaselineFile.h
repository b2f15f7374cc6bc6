//===- BaselineFile.h - --baseline ------------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_BASELINEFILE_H
#define COROLINT_COMMAND_BASELINEFILE_H

#include "command/Coverage.h"
#include "command/GateOptions.h"
#include "report/Baseline.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace corolint {

/// The file of --baseline, and what this run does with it.
class BaselineFile {
public:
  /// Reads it; one that is about to be written need not exist.
  static llvm::Expected<BaselineFile> open(const GateOptions &O,
                                           llvm::StringRef WorkingFolder);

  /// Takes out what is known.
  std::vector<Finding> keepNew(std::vector<Finding> Findings, Sources &Files,
                               const Coverage &Seen);

  /// Writes it, if that was asked for, as the last keepNew() has compared it.
  /// What the run could not find stays.
  llvm::Error save(llvm::ArrayRef<Finding> New, Sources &Files) const;
  /// What to say of it at the end, one or more lines, or "".
  std::string message() const;

private:
  BaselineFile(const GateOptions &O, std::string Path, Baseline Known)
      : Use(O.Baseline), Written(O.BaselineFile), Path(std::move(Path)),
        Known(std::move(Known)) {}

  GateOptions::BaselineUse Use;
  /// As the command line has it, and absolute.
  std::string Written, Path;
  Baseline Known;
  Baseline::Match Last;
};

} // namespace corolint

#endif // COROLINT_COMMAND_BASELINEFILE_H

//===- OldFindings.h - what was found before a change -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_OLDFINDINGS_H
#define COROLINT_COMMAND_OLDFINDINGS_H

#include "command/Changes.h"
#include "command/LintRun.h"
#include "report/Sources.h"

#include <functional>
#include <map>
#include <vector>

namespace corolint {

/// Leaves the findings that a change is to blame for: those on changed lines,
/// and of the others those that were not there before. For that, the units that
/// have such findings are linted as they were.
class OldFindings {
public:
  /// `Silence` takes out of findings in a text what its comments silence.
  OldFindings(const Changes &Changed, const LintRun &Run, Sources &Files,
              std::function<void(std::vector<Finding> &, Sources &)> Silence);

  /// `Lines` are the changed ones, as `Files` has them now.
  std::vector<Finding> keepNew(std::vector<Finding> Findings,
                               const ChangedLines &Lines);

private:
  /// Lints the units that have one of the findings, unless that has been done.
  void lintBefore(llvm::ArrayRef<Finding> Findings);
  const std::string &real(const std::string &File);

  const Changes &Changed;
  const LintRun &Run;
  Sources &Files;
  Sources Before;
  std::function<void(std::vector<Finding> &, Sources &)> Silence;
  /// By unit.
  std::map<size_t, std::vector<Finding>> Found;
  std::map<std::string, std::string> RealNames;
};

} // namespace corolint

#endif // COROLINT_COMMAND_OLDFINDINGS_H

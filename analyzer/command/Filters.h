//===- Filters.h - from what is found to what is shown ----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_FILTERS_H
#define COROLINT_COMMAND_FILTERS_H

#include "command/BaselineFile.h"
#include "command/Changes.h"
#include "command/LintRun.h"
#include "command/OldFindings.h"
#include "command/Options.h"
#include "command/Silence.h"
#include "report/Sources.h"

#include <memory>
#include <optional>

namespace corolint {

/// Takes out, in this order, what comments silence, what the baseline knows and
/// what a change has nothing to do with.
class Filters {
public:
  /// `Known` and `Changed` may be null. All must outlive this object.
  Filters(const Options &O, std::string Base, const Inputs &In,
          const LintRun &Run, Sources &Files, BaselineFile *Known,
          const Changes *Changed);

  /// What is left, as things stand.
  std::vector<Finding> shown();
  /// A file is about to be edited.
  void follow(llvm::StringRef File, llvm::ArrayRef<Edit> Edits);

  /// A comment is wrong, and that was said.
  bool sawWrong() const { return Wrong; }

private:
  /// Gives what is to be said of comments that silence nothing.
  std::vector<Finding> silenceByComments(std::vector<Finding> &Findings);
  void complain(llvm::ArrayRef<BrokenComment> Broken);

  const Options &O;
  const std::string Base;
  const Inputs &In;
  const LintRun &Run;
  Sources &Files;
  BaselineFile *Known;
  ChangedLines Lines;
  std::unique_ptr<OldFindings> Old;
  bool Wrong = false;
};

} // namespace corolint

#endif // COROLINT_COMMAND_FILTERS_H

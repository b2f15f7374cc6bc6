//===- Analyse.h - one document in, findings out ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_ANALYSE_H
#define COROLINT_LSP_ANALYSIS_ANALYSE_H

#include "command/Silence.h"
#include "lsp/analysis/Drafts.h"
#include "lsp/analysis/Project.h"
#include "program/Insight.h"
#include "report/Finding.h"
#include "report/UnitReport.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace corolint {
class Preamble;
} // namespace corolint

namespace corolint::lsp {

struct Analysed {
  UnitReport Report;
  /// Those in the file itself, in order, but for what comments silence.
  std::vector<Finding> Findings;
  /// What is known of the places in the file, in order.
  std::vector<Insight> Insights;
  std::vector<BrokenComment> Broken;
  /// The files that the unit was read from, absolute; may be incomplete where
  /// it could not be parsed.
  std::vector<std::string> Files;
  /// Clang has crashed through the preamble.
  bool CrashedThroughHead = false;
  /// The preamble that was given did not hold, or was none.
  bool NeedsHead = false;
  /// An old preamble was used: what is found may have to be corrected.
  bool Provisional = false;
};

/// Lints `File` as the drafts have it, through `Head` if that can be used.
Analysed analyse(const std::string &File, const FileSetup &Setup,
                 const Drafts::Snapshot &Texts, const Preamble *Head);

/// The preamble of the file as the drafts have it; null if it has no includes,
/// or if Clang fails, and then `Failed`.
std::shared_ptr<const Preamble>
buildHead(const FileSetup &Setup, const Drafts::Snapshot &Texts, bool &Failed);

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_ANALYSE_H

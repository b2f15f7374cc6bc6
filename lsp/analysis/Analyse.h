//===- Analyse.h - one document in, findings out ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_ANALYSE_H
#define COROLINT_LSP_ANALYSIS_ANALYSE_H

#include "command/Silence.h"
#include "frontend/CutPoints.h"
#include "frontend/IncludeTrace.h"
#include "lsp/analysis/Drafts.h"
#include "lsp/analysis/Project.h"
#include "program/Insight.h"
#include "report/Finding.h"
#include "report/UnitReport.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace corolint {
class ParsedHead;
class Preamble;
class Prefix;
class SystemBase;
} // namespace corolint

namespace corolint::lsp {

struct Analysed {
  UnitReport Report;
  /// Those in the file itself, in order, but for what comments silence.
  std::vector<Finding> Findings;
  /// What is known of the places in the file, in order.
  std::vector<Insight> Insights;
  /// The functions in the file that have no errors.
  std::vector<SourceRange> Sound;
  std::vector<BrokenComment> Broken;
  /// The files that the unit was read from, absolute; may be incomplete where
  /// it could not be parsed.
  std::vector<std::string> Files;
  /// The real names of those that the compiler has found by others.
  std::vector<std::string> RealNames;
  /// What the include block asks for, where it was parsed in this analysis.
  std::optional<IncludeTrace> Includes;
  /// Where the file can be cut.
  std::vector<CutPoint> Cuts;
  /// All that the file includes was parsed, as no head could be used.
  bool ParsedAll = false;
  /// Clang has crashed through the head.
  bool CrashedThroughHead = false;
  /// The head that was given did not hold, or was none.
  bool NeedsHead = false;
  /// An old head was used: what is found may have to be corrected.
  bool Provisional = false;

  bool isReadFrom(const std::string &File) const;
};

/// Lints `File` as the drafts have it, through `Head` if that can be used; it
/// may be a base of system headers.
Analysed analyse(const std::string &File, const FileSetup &Setup,
                 const Drafts::Snapshot &Texts, const ParsedHead *Head);

/// The preamble of the file as the drafts have it; null if it has no includes,
/// or if Clang fails, and then `Failed`.
std::shared_ptr<const Preamble>
buildHead(const FileSetup &Setup, const Drafts::Snapshot &Texts,
          std::shared_ptr<const SystemBase> Base, bool &Failed);

/// The system headers of a file that was found to include these; null where
/// they cannot be parsed alone.
std::shared_ptr<const SystemBase> buildBase(const FileSetup &Setup,
                                            const Drafts::Snapshot &Texts,
                                            const IncludeTrace &Includes);

/// The functions of the file up to `Cut`, as the drafts have it; null where
/// that cannot be parsed alone.
std::shared_ptr<const Prefix> buildPrefix(const FileSetup &Setup,
                                          const Drafts::Snapshot &Texts,
                                          std::shared_ptr<const Preamble> Head,
                                          const CutPoint &Cut);

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_ANALYSE_H

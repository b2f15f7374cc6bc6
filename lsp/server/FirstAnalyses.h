//===- FirstAnalyses.h - many files that were opened at once ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_FIRSTANALYSES_H
#define COROLINT_LSP_SERVER_FIRSTANALYSES_H

#include "lsp/server/WorkProgress.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace corolint::lsp {

/// Shows how many of the files that were opened have been analysed, where there
/// are many: the first time takes long, and editors open what was open before.
/// Thread-safe.
class FirstAnalyses {
public:
  /// Fewer are not worth a word.
  static constexpr unsigned Many = 4;

  explicit FirstAnalyses(WorkProgresses &Progress) : Progress(Progress) {}

  void opened(const std::string &File);
  /// Analysed, or closed.
  void done(const std::string &File);

private:
  WorkProgresses &Progress;
  std::mutex Mutex;
  std::set<std::string> Waiting;
  unsigned Total = 0;
  std::shared_ptr<WorkProgress> Shown;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_FIRSTANALYSES_H

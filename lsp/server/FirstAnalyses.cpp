//===- FirstAnalyses.cpp - many files that were opened at once ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/FirstAnalyses.h"

namespace corolint::lsp {

void FirstAnalyses::opened(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Waiting.insert(File).second)
    return;
  ++Total;
  // It cannot be cancelled: the files are open.
  if (!Shown && Waiting.size() >= Many)
    Shown = Progress.begin("corolint: open files", nullptr);
}

void FirstAnalyses::done(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Waiting.erase(File))
    return;
  if (Shown)
    Shown->report(Total - Waiting.size(), Total);
  if (!Waiting.empty())
    return;
  if (Shown)
    Shown->end("");
  Shown = nullptr;
  Total = 0;
}

} // namespace corolint::lsp

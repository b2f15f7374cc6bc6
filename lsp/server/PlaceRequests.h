//===- PlaceRequests.h - requests about places ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is asked of places is about one version of the text. It is answered from
// the last analysis if that is of the version; else the analysis is waited for,
// but not for long. When the text changes meanwhile, the answer would be about
// other places: ContentModified.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_PLACEREQUESTS_H
#define COROLINT_LSP_SERVER_PLACEREQUESTS_H

#include "lsp/protocol/Initialize.h"
#include "lsp/server/OpenFiles.h"
#include "lsp/server/PendingReply.h"
#include "lsp/server/Timer.h"

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace corolint::lsp {

/// Hovers and the like. For the thread that handles messages.
class PlaceRequests {
public:
  /// Gives the result for an analysis of the version that was asked about.
  using Question = llvm::unique_function<Json(const Analysis &)>;

  /// No answer may take longer.
  static constexpr std::chrono::seconds Longest{5};

  explicit PlaceRequests(OpenFiles &Files,
                         Timer::Clock::duration AtMost = Longest)
      : Files(Files), AtMost(AtMost) {}

  /// Answers about `File` in `Version`; `Otherwise` if there is no analysis in
  /// time, or the file is closed.
  void ask(const std::string &File, int Version, Reply Answer, Json Otherwise,
           Question Do);
  /// Nothing was told of `File` in time since the last call. For any thread.
  bool wasLate(const std::string &File);
  /// The text of `File` has changed.
  void modified(const std::string &File);

private:
  OpenFiles &Files;
  const Timer::Clock::duration AtMost;
  std::mutex Mutex;
  std::set<std::string> LateFiles;
  /// By file: those that may still wait.
  std::map<std::string, std::vector<std::weak_ptr<PendingReply>>> Waiting;
  /// Last, so that its thread ends before the rest.
  Timer Late;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_PLACEREQUESTS_H

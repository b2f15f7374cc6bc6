//===- ClosedFiles.h - what is known of files on the disk -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_CLOSEDFILES_H
#define COROLINT_LSP_ANALYSIS_CLOSEDFILES_H

#include "lsp/analysis/FileStamps.h"
#include "lsp/protocol/Diagnostics.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace corolint::lsp {

/// The last report of each file that no editor has open, as long as nothing
/// that it was read from changes. Thread-safe.
class ClosedFiles {
public:
  using Report = std::shared_ptr<const DocumentDiagnosticReport>;

  /// Null if there is none, or it does not hold any more.
  Report find(const std::string &File) const;
  /// When something began to be read.
  struct Moment {
    unsigned long Changes;
    std::chrono::system_clock::time_point Time;
  };
  Moment now() const;
  /// `From` are the files that `File` was read from, since `Beginning`. One
  /// that is not `Whole` may wait for a file to come.
  void set(const std::string &File, Report R,
           const std::vector<std::string> &From, bool Whole,
           const Moment &Beginning);

  /// `File`, under any of these names, has changed.
  void changed(llvm::ArrayRef<std::string> Names);
  /// Looks for files that have changed since the last time.
  void lookAtDisk();
  void forgetAll();

private:
  struct Known {
    Report Last;
    /// Sorted.
    std::vector<FileStamps::Id> From;
    bool Whole = false;
  };
  void forgetUsersOf(llvm::ArrayRef<FileStamps::Id> Changed, bool Comes);

  mutable std::mutex Mutex;
  FileStamps Stamps;
  std::map<std::string, Known> Files;
  /// Counts what was told to have changed.
  unsigned long Changes = 0;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_CLOSEDFILES_H

//===- Baseline.h - the findings that a project has already ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_BASELINE_H
#define COROLINT_REPORT_BASELINE_H

#include "report/Finding.h"
#include "report/Fingerprint.h"
#include "report/Sources.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>
#include <vector>

namespace corolint {

/// So many findings with the same identity in a file.
struct BaselineEntry {
  /// Relative to the folder of the baseline, with "..", or absolute.
  std::string File;
  Identity What;
  unsigned Count = 1;
  /// Of the surest of them.
  Certainty Sure = Certainty::Certain;
};

/// A baseline knows its findings by their identity, so that they stay known
/// where code moves.
class Baseline {
public:
  /// `Folder` is that of its file, absolute.
  explicit Baseline(std::string Folder) : Folder(std::move(Folder)) {}

  /// Reads the file. The error names its line.
  static llvm::Expected<Baseline> read(llvm::MemoryBufferRef Text,
                                       std::string Folder);
  /// Writes it, sorted, an entry in one line.
  void write(llvm::raw_ostream &OS) const;

  void add(const BaselineEntry &E);
  void add(const Finding &F, Sources &Files);

  bool empty() const { return Entries.empty(); }
  /// The absolute path of an entry's file.
  std::string fileOf(const BaselineEntry &E) const;

  struct Match {
    /// Those that the baseline does not know.
    std::vector<Finding> New;
    /// What is known and still found, under the file where it is now.
    std::vector<BaselineEntry> Known;
    /// What is no longer found.
    std::vector<BaselineEntry> Stale;
    /// What this run could not find.
    std::vector<BaselineEntry> Unseen;
  };
  /// Compares. `IsSeen` tells whether the run would have found an entry that is
  /// still there. Findings that have gone from one file and come in one other
  /// are taken for moved.
  Match match(std::vector<Finding> Findings, Sources &Files,
              llvm::function_ref<bool(const BaselineEntry &)> IsSeen) const;

private:
  using Key = std::pair<std::string, Identity>;
  struct Known {
    unsigned Count = 0;
    Certainty Sure = Certainty::Unknown;
  };
  std::string relative(llvm::StringRef File) const;

  std::string Folder;
  std::map<Key, Known> Entries;
};

} // namespace corolint

#endif // COROLINT_REPORT_BASELINE_H

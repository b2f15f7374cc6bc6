//===- FileStamps.h - which files on the disk have changed ------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_ANALYSIS_FILESTAMPS_H
#define COROLINT_LSP_ANALYSIS_FILESTAMPS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace corolint::lsp {

/// Numbers for the files that units are read from: most are read by many.
/// Not synchronised.
class FileStamps {
public:
  using Id = unsigned;

  /// The number of a file, which is looked at if it is new. It was read after
  /// `Since`: if it has changed since then, nobody knows which text was read,
  /// and it counts as changed.
  Id add(llvm::StringRef File, std::chrono::system_clock::time_point Since);
  std::optional<Id> find(llvm::StringRef File) const;
  /// It was not there when it was last looked at.
  bool wasMissing(Id N) const { return Stamps[N] == Stamp{-1, 0}; }
  /// Looks at all files again: those that are not as they were.
  std::vector<Id> changed();

private:
  struct Stamp {
    std::int64_t Time = 0;
    std::uint64_t Size = 0;
    bool operator==(const Stamp &) const = default;
  };
  static Stamp look(llvm::StringRef File);

  llvm::StringMap<Id> Ids;
  std::vector<std::string> Names;
  std::vector<Stamp> Stamps;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_ANALYSIS_FILESTAMPS_H

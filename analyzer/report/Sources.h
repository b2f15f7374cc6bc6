//===- Sources.h - the text that findings point into ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_SOURCES_H
#define COROLINT_REPORT_SOURCES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>
#include <optional>
#include <vector>

namespace corolint {

/// The text of source files, each read once. For one thread.
class Sources {
public:
  /// Uses `Text` for `File` instead of what the disk holds.
  void set(llvm::StringRef File, llvm::StringRef Text);

  /// The whole text, or nothing where the file cannot be read. Valid as long as
  /// this object.
  std::optional<llvm::StringRef> text(llvm::StringRef File);

  /// A line, counted from 1, without its line end.
  std::optional<llvm::StringRef> line(llvm::StringRef File, unsigned Line);

private:
  struct Source {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    /// Where each line begins.
    std::vector<size_t> Lines;
  };
  const Source &get(llvm::StringRef File);
  static Source make(std::unique_ptr<llvm::MemoryBuffer> Buffer);

  llvm::StringMap<Source> Files;
};

} // namespace corolint

#endif // COROLINT_REPORT_SOURCES_H

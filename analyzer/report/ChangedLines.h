//===- ChangedLines.h - which lines a change is about -----------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_CHANGEDLINES_H
#define COROLINT_REPORT_CHANGEDLINES_H

#include "report/Finding.h"
#include "report/Sources.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>
#include <vector>

namespace corolint {

/// Lines of files as they are now, from 1.
class ChangedLines {
public:
  void add(llvm::StringRef File, unsigned First, unsigned Last);
  void addAll(llvm::StringRef File);

  /// Whether one of the lines of `Where`, which is in `File` by the name that
  /// lines were added under, has changed.
  bool touch(llvm::StringRef File, const SourceRange &Where,
             Sources &Files) const;

  /// Follows edits in the file: what is below them moves. Edits are in order,
  /// in the text of before, which `Files` has.
  void follow(llvm::StringRef File, llvm::ArrayRef<Edit> Edits, Sources &Files);

private:
  struct Range {
    unsigned First, Last;
  };
  std::map<std::string, std::vector<Range>, std::less<>> Ranges;
};

} // namespace corolint

#endif // COROLINT_REPORT_CHANGEDLINES_H

//===- Suppressions.h - NOLINT comments -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The comments that silence findings, with clang-tidy's syntax and meaning:
//
//   // NOLINT                     everything on this line
//   // NOLINT(coro-x, coro-y*)    these checks on this line; globs may be used
//   // NOLINTNEXTLINE(...)        the next line
//   // NOLINTBEGIN(...)           from here ...
//   // NOLINTEND(...)             ... to here, with the same list
//
// A list that names only checks of other tools does nothing here. Other than
// for clang-tidy, the words count in comments only, never in string literals.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_SUPPRESSIONS_H
#define COROLINT_REPORT_SUPPRESSIONS_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace corolint {

/// The suppressions of one file.
class Suppressions {
public:
  Suppressions() = default;
  /// Reads the comments of `Text`. `Known` are the names of all checks.
  Suppressions(llvm::StringRef Text, llvm::ArrayRef<llvm::StringRef> Known);

  /// Whether a comment silences a finding at `Where` of a check known under
  /// `Names`. All that do count as used then.
  bool covers(const SourceRange &Where, llvm::ArrayRef<llvm::StringRef> Names);

  /// An entry of a list that has silenced nothing.
  struct Unused {
    /// "NOLINT", "NOLINTNEXTLINE" or "NOLINTBEGIN".
    std::string Word;
    /// Of the word; its file is not known here.
    SourceRange Where;
    std::string Glob;
  };
  /// In order; those of comments without a list have the glob "*".
  std::vector<Unused> unused() const;

  /// A NOLINTBEGIN without its NOLINTEND, or the other way round. It silences
  /// nothing.
  struct Unmatched {
    unsigned Line = 0;
    unsigned Column = 0;
    bool IsBegin = false;
    /// The list in its parentheses; "*" where there is none.
    std::string Checks;

    /// "unmatched 'NOLINTBEGIN' comment without …".
    std::string message() const;
  };
  /// In order. Blocks for checks of other tools are not looked at.
  llvm::ArrayRef<Unmatched> unmatched() const { return UnmatchedBlocks; }

private:
  /// Silences the checks that match one of the globs on a line, or between
  /// offsets.
  struct Entry {
    Unused What;
    /// 0 for a block.
    unsigned Line = 0;
    size_t Begin = 0, End = 0;
    bool IsUsed = false;
  };
  std::vector<Entry> Entries;
  std::vector<Unmatched> UnmatchedBlocks;
};

} // namespace corolint

#endif // COROLINT_REPORT_SUPPRESSIONS_H

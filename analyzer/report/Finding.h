//===- Finding.h - what a check reports -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is a plain value: it holds no pointer into an AST and may outlive
// the translation unit that it came from. Checks make findings; every face
// (command, server, plugin) only shows them.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_FINDING_H
#define COROLINT_REPORT_FINDING_H

#include <string>
#include <tuple>
#include <vector>

namespace corolint {

/// How sure a finding is, weakest first.
enum class Certainty {
  /// Depends on a function whose body was not seen.
  Unknown,
  /// A pattern that is often, but not always, a mistake.
  Possible,
  /// Holds on some path, or rests on an inference that rarely fails.
  Likely,
  /// Holds on every path that the analysis sees.
  Certain,
};

/// A range of characters in a file. Lines and columns count from 1, columns in
/// bytes; offsets count bytes from the start of the file.
struct SourceRange {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned Offset = 0;
  /// Length in bytes; 0 where only a place is known.
  unsigned Length = 0;

  bool operator==(const SourceRange &O) const = default;
  bool operator<(const SourceRange &O) const {
    return std::tie(File, Offset, Length) <
           std::tie(O.File, O.Offset, O.Length);
  }
};

/// A further place that belongs to a finding: a step of a call chain, the end
/// of a lifetime, the suspension point.
struct Note {
  SourceRange Where;
  std::string Message;
};

/// Replaces the text of `Where` by `Text`.
struct Edit {
  SourceRange Where;
  std::string Text;
};

/// A change that removes the finding. All edits are applied, or none.
struct Fix {
  std::string Title;
  std::vector<Edit> Edits;
  /// True where applying it without a look cannot change anything but the
  /// mistake.
  bool Safe = false;
};

/// The place that both the linter and a run of the program can name
/// (docs/architecture.md, "The oracle").
struct Anchor {
  /// "creation", "suspension", "blocking-call" or "handler".
  std::string Kind;
  SourceRange Where;
};

struct Finding {
  /// The check's name, "coro-never-awaited".
  std::string Check;
  Certainty Sure = Certainty::Certain;
  SourceRange Where;
  std::string Message;
  /// The enclosing function, qualified, for people and for baselines.
  std::string Function;
  std::vector<Note> Notes;
  std::vector<Fix> Fixes;
  corolint::Anchor Anchor;
};

/// The order in which findings are shown: by file, place, check and message.
inline bool operator<(const Finding &A, const Finding &B) {
  return std::tie(A.Where, A.Check, A.Message) <
         std::tie(B.Where, B.Check, B.Message);
}

} // namespace corolint

#endif // COROLINT_REPORT_FINDING_H

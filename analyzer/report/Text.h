//===- Text.h - findings for people ---------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings in the form of Clang's diagnostics: one line
//
//   path:line:col: warning: message [coro-name]
//
// and below it the source line with the range marked, the fix, and the notes.
// A certainty below "likely" stands before the name, "(possible)" or
// "(unknown)": such findings are only seen by those who asked for them, while
// the two that are shown by default need no more words.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_TEXT_H
#define COROLINT_REPORT_TEXT_H

#include "report/Certainty.h"
#include "report/Finding.h"
#include "report/Sources.h"
#include "report/UnitReport.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace corolint {

/// `File` relative to the folder `Base` where it is below it, else unchanged.
llvm::StringRef shortPath(llvm::StringRef File, llvm::StringRef Base);

struct TextOptions {
  bool Color = false;
  /// Paths below this folder are shown relative to it.
  std::string Base;
};

class TextPrinter {
public:
  TextPrinter(llvm::raw_ostream &OS, Sources &Files, TextOptions Options);

  void print(const Finding &F);

private:
  void printHeader(const SourceRange &Where, bool IsNote,
                   llvm::StringRef Message, llvm::StringRef Suffix);
  void printSnippet(const SourceRange &Where, llvm::ArrayRef<Edit> Edits);
  void printFixAsNote(const Fix &F);

  llvm::raw_ostream &OS;
  Sources &Files;
  TextOptions Options;
};

/// What is wrong with a unit that is not complete, one line without its name:
/// "partial: 3 errors, first: …". "" for a complete one.
std::string unitProblem(const UnitReport &Unit, llvm::StringRef Base);

/// What is said of a unit that is not complete, one or more lines: "path:
/// partial: 3 errors, first: …". "" for a complete one.
std::string describeUnit(const UnitReport &Unit, llvm::StringRef Base);

/// "3 findings (2 coro-a, 1 coro-b) in 2 files, 5 units (1 partial)".
std::string summaryLine(llvm::ArrayRef<Finding> Findings,
                        llvm::ArrayRef<UnitReport> Units);

} // namespace corolint

#endif // COROLINT_REPORT_TEXT_H

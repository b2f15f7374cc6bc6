//===- Report.h - what a run found, for every format ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_REPORT_H
#define COROLINT_REPORT_REPORT_H

#include "report/Finding.h"
#include "report/Sources.h"
#include "report/UnitReport.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace corolint {

/// What a format tells of a check.
struct Rule {
  std::string Name;
  /// One line.
  std::string Summary;
  /// A paragraph.
  std::string Description;
  /// The whole page, as text and as Markdown.
  std::string HelpText, HelpMarkdown;
  /// Where the page can be read, or "".
  std::string Url;
};

/// A run, in the order in which it is shown.
struct Report {
  llvm::ArrayRef<Finding> Findings;
  llvm::ArrayRef<UnitReport> Units;
  /// All rules, also those without a finding; in order of name.
  llvm::ArrayRef<Rule> Rules;
  /// The version of the program.
  llvm::StringRef Version;
  /// Paths below it are told relative to it, for those who look for them in
  /// another checkout. Absolute, without symbolic links.
  llvm::StringRef Root;
  Sources *Files = nullptr;
  /// Where the documentation can be read, or "".
  llvm::StringRef Url = {};

  /// Relative to the root, or absolute where it is not below it.
  std::string path(llvm::StringRef File) const;
  /// What is wrong with a unit that is not complete, in one line.
  std::string problem(const UnitReport &U) const;
  /// The rule of that name, or null.
  const Rule *rule(llvm::StringRef Name) const;
};

/// How much a finding weighs for those who know no certainty: what is certain
/// is an error, what is less than likely only worth a note.
enum class Level { Error, Warning, Note };
Level levelOf(Certainty Sure);

/// How a format calls the levels.
struct LevelNames {
  const char *Error, *Warning, *Note;
  const char *operator[](Level L) const;
};

/// The same for a unit that is not complete: an error, or a warning where only
/// a part of it is missing.
Level levelOf(UnitReport::Status What);

/// The message and below it the notes, each with its place, for formats that
/// have no notes.
std::string messageWithNotes(const Finding &F, const Report &R);

/// `Text` where it is UTF-8; else with U+FFFD for the bytes that are wrong.
std::string validUtf8(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_REPORT_REPORT_H

//===- Formats.h - every way to tell what a run found ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/command-line.md says what each format holds. The bytes depend on
// nothing but the report: not on the time, the machine or, but for those that
// are said to have absolute paths, the folder of the checkout.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_FORMATS_H
#define COROLINT_REPORT_FORMATS_H

#include "report/Report.h"

#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// One JSON object for each line: a finding or a unit. Absolute paths.
void writeJsonLines(llvm::raw_ostream &OS, const Report &R);

/// SARIF 2.1.0, within what GitHub takes.
void writeSarif(llvm::raw_ostream &OS, const Report &R);

/// Commands to a runner of GitHub's, which make annotations.
void writeGitHub(llvm::raw_ostream &OS, const Report &R);

/// GitLab's code quality report.
void writeGitLab(llvm::raw_ostream &OS, const Report &R);

/// JUnit's XML: a suite for each file, a failure for each finding.
void writeJUnit(llvm::raw_ostream &OS, const Report &R);

/// Checkstyle's XML.
void writeCheckstyle(llvm::raw_ostream &OS, const Report &R);

/// Reviewdog's JSON, with suggestions.
void writeRdJson(llvm::raw_ostream &OS, const Report &R);

/// The YAML that clang-tidy exports and clang-apply-replacements reads, with
/// the safe fixes. Absolute paths.
void writeFixes(llvm::raw_ostream &OS, const Report &R);

} // namespace corolint

#endif // COROLINT_REPORT_FORMATS_H

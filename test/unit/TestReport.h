//===- TestReport.h - a report for the tests of the formats ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_UNIT_TESTREPORT_H
#define COROLINT_UNIT_TESTREPORT_H

#include "report/Formats.h"

#include <string>
#include <vector>

namespace corolint {

/// A report below /repo, with the text of the files that it names.
struct TestReport {
  std::vector<Finding> Findings;
  std::vector<UnitReport> Units;
  std::vector<Rule> Rules;
  Sources Files;

  /// A finding of "coro-x" at the first `Code` in `File`, whose text is set.
  Finding &add(llvm::StringRef File, llvm::StringRef Code) {
    Finding F;
    F.Check = "coro-x";
    F.Sure = Certainty::Likely;
    F.Message = "it is lost";
    F.Function = "ns::f";
    F.Where = at(File, Code);
    Findings.push_back(F);
    return Findings.back();
  }

  /// The first `Code` in `File`.
  SourceRange at(llvm::StringRef File, llvm::StringRef Code) {
    llvm::StringRef Text = *Files.text(File);
    size_t Offset = Text.find(Code);
    llvm::StringRef Before = Text.take_front(Offset);
    SourceRange R;
    R.File = File.str();
    R.Offset = Offset;
    R.Length = Code.size();
    R.Line = Before.count('\n') + 1;
    R.Column = Offset - (Before.rfind('\n') + 1) + 1;
    return R;
  }

  std::string print(void (*Write)(llvm::raw_ostream &, const Report &)) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    Write(OS, {Findings, Units, Rules, "1.2.3", "/repo", &Files});
    return Text;
  }
};

} // namespace corolint

#endif // COROLINT_UNIT_TESTREPORT_H

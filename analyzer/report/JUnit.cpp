//===- JUnit.cpp - JUnit's XML --------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "report/Xml.h"

#include "llvm/ADT/StringExtras.h"

#include <map>

using llvm::StringRef;

namespace corolint {

namespace {

struct Suite {
  const UnitReport *Unit = nullptr;
  std::vector<const Finding *> Findings;

  bool hasError() const { return Unit && Unit->What != UnitReport::Complete; }
  size_t tests() const { return Findings.size() + (Unit ? 1 : 0); }
};

/// The place and the whole text of a finding.
std::string details(const Finding &F, const Report &R) {
  return R.path(F.Where.File) + ":" + llvm::utostr(F.Where.Line) + ":" +
         llvm::utostr(F.Where.Column) + ": " + messageWithNotes(F, R);
}

/// A name for the test that does not change when lines move.
std::string testName(const Finding &F, std::map<std::string, size_t> &Seen) {
  std::string Name = F.Check;
  if (!F.Function.empty())
    Name += " in " + F.Function;
  size_t Before = Seen[Name]++;
  return Before ? Name + " (" + llvm::utostr(Before + 1) + ")" : Name;
}

void writeSuite(llvm::raw_ostream &OS, StringRef Path, const Suite &S,
                const Report &R) {
  std::string File = xmlText(Path);
  OS << "  <testsuite name=\"" << File << "\" tests=\"" << S.tests()
     << "\" failures=\"" << S.Findings.size() << "\" errors=\""
     << unsigned(S.hasError()) << "\">\n";
  if (S.Unit) {
    OS << "    <testcase name=\"analysed completely\" classname=\"" << File
       << "\" file=\"" << File << '"';
    if (S.hasError())
      OS << ">\n      <error type=\"corolint-incomplete\" message=\""
         << xmlText(R.problem(*S.Unit)) << "\"/>\n    </testcase>\n";
    else
      OS << "/>\n";
  }
  std::map<std::string, size_t> Seen;
  for (const Finding *F : S.Findings)
    OS << "    <testcase name=\"" << xmlText(testName(*F, Seen))
       << "\" classname=\"" << File << "\" file=\"" << File << "\" line=\""
       << F->Where.Line << "\">\n      <failure type=\"" << xmlText(F->Check)
       << "\" message=\"" << xmlText(F->Message) << "\">"
       << xmlText(details(*F, R)) << "</failure>\n    </testcase>\n";
  OS << "  </testsuite>\n";
}

} // namespace

void writeJUnit(llvm::raw_ostream &OS, const Report &R) {
  std::map<std::string, Suite> Suites;
  for (const UnitReport &U : R.Units)
    if (Suite &S = Suites[R.path(U.File)]; !S.hasError())
      S.Unit = &U;
  for (const Finding &F : R.Findings)
    Suites[R.path(F.Where.File)].Findings.push_back(&F);

  size_t Tests = 0, Errors = 0;
  for (const auto &[Path, S] : Suites) {
    Tests += S.tests();
    Errors += S.hasError();
  }
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     << "<testsuites name=\"corolint\" tests=\"" << Tests << "\" failures=\""
     << R.Findings.size() << "\" errors=\"" << Errors << "\">\n";
  for (const auto &[Path, S] : Suites)
    writeSuite(OS, Path, S, R);
  OS << "</testsuites>\n";
}

} // namespace corolint

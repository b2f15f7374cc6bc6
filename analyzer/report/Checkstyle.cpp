//===- Checkstyle.cpp - Checkstyle's XML ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "report/Regions.h"
#include "report/Xml.h"

#include <map>

using llvm::StringRef;

namespace corolint {

namespace {

constexpr LevelNames Severities = {"error", "warning", "info"};

struct FileErrors {
  std::vector<const UnitReport *> Units;
  std::vector<const Finding *> Findings;
};

void writeError(llvm::raw_ostream &OS, Position P, Level L, StringRef Message,
                StringRef Source) {
  OS << "    <error line=\"" << P.Line << "\" column=\"" << P.Column
     << "\" severity=\"" << Severities[L] << "\" message=\"" << xmlText(Message)
     << "\" source=\"" << xmlText(Source) << "\"/>\n";
}

} // namespace

void writeCheckstyle(llvm::raw_ostream &OS, const Report &R) {
  std::map<std::string, FileErrors> Files;
  for (const UnitReport &U : R.Units)
    // Files without an error are told as well: they were looked at.
    if (FileErrors &E = Files[R.path(U.File)]; U.What != UnitReport::Complete)
      E.Units.push_back(&U);
  for (const Finding &F : R.Findings)
    Files[R.path(F.Where.File)].Findings.push_back(&F);

  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     << "<checkstyle version=\"4.3\">\n";
  for (const auto &[Path, Errors] : Files) {
    OS << "  <file name=\"" << xmlText(Path) << "\">\n";
    for (const UnitReport *U : Errors.Units)
      writeError(OS, {}, Level::Error, R.problem(*U), "corolint-incomplete");
    for (const Finding *F : Errors.Findings)
      writeError(OS, regionOf(F->Where, *R.Files, ColumnUnit::Utf16).Begin,
                 levelOf(F->Sure), messageWithNotes(*F, R), F->Check);
    OS << "  </file>\n";
  }
  OS << "</checkstyle>\n";
}

} // namespace corolint

//===- GitHub.cpp - annotations of GitHub's runners -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "report/Regions.h"

#include "llvm/ADT/StringExtras.h"

using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

/// Text for a command: a line end would end it. A property also ends at a
/// comma, and the properties at a colon.
std::string escaped(StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : validUtf8(Text)) {
    bool IsSpecial = C == '%' || C == '\r' || C == '\n' ||
                     (IsProperty && (C == ':' || C == ','));
    if (IsSpecial)
      Out += "%" + llvm::toHex(StringRef(&C, 1));
    else
      Out += C;
  }
  return Out;
}

constexpr LevelNames Commands = {"error", "warning", "notice"};

void writeLines(raw_ostream &OS, const Region &R) {
  OS << ",line=" << R.Begin.Line << ",endLine=" << R.End.Line;
  // Columns have no meaning for several lines.
  if (R.Begin.Line == R.End.Line)
    OS << ",col=" << R.Begin.Column << ",endColumn=" << R.End.Column;
}

} // namespace

void writeGitHub(raw_ostream &OS, const Report &R) {
  // Only the first few annotations are shown; that something was not looked at
  // must be among them.
  for (const UnitReport &U : R.Units)
    if (U.What != UnitReport::Complete)
      OS << "::" << Commands[levelOf(U.What)]
         << " file=" << escaped(R.path(U.File), /*IsProperty=*/true)
         << ",title=corolint::" << escaped(R.problem(U), /*IsProperty=*/false)
         << '\n';
  for (const Finding &F : R.Findings) {
    OS << "::" << Commands[levelOf(F.Sure)]
       << " file=" << escaped(R.path(F.Where.File), /*IsProperty=*/true);
    if (F.Where.Line)
      writeLines(OS, regionOf(F.Where, *R.Files, ColumnUnit::Utf16));
    OS << ",title=" << escaped(F.Check, /*IsProperty=*/true)
       << "::" << escaped(messageWithNotes(F, R), /*IsProperty=*/false) << '\n';
  }
}

} // namespace corolint

//===- ChangedLines.cpp - which lines a change is about -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ChangedLines.h"

#include "llvm/ADT/STLExtras.h"

#include <limits>

using llvm::StringRef;

namespace corolint {

namespace {

constexpr unsigned EndOfFile = std::numeric_limits<unsigned>::max();

/// How many line ends there are in a range.
unsigned linesWithin(const SourceRange &Where, Sources &Files) {
  std::optional<StringRef> Text = Files.text(Where.File);
  return Text ? Text->substr(Where.Offset, Where.Length).count('\n') : 0;
}

} // namespace

void ChangedLines::add(StringRef File, unsigned First, unsigned Last) {
  Ranges[File.str()].push_back({First, Last});
}

void ChangedLines::addAll(StringRef File) { add(File, 1, EndOfFile); }

bool ChangedLines::touch(StringRef File, const SourceRange &Where,
                         Sources &Files) const {
  auto It = Ranges.find(File);
  if (It == Ranges.end())
    return false;
  unsigned Last = Where.Line + linesWithin(Where, Files);
  return llvm::any_of(It->second, [&](const Range &R) {
    return R.First <= Last && Where.Line <= R.Last;
  });
}

void ChangedLines::follow(StringRef File, llvm::ArrayRef<Edit> Edits,
                          Sources &Files) {
  auto It = Ranges.find(File);
  if (It == Ranges.end())
    return;
  // From the last one up: the lines of those above stay as they are.
  for (const Edit &E : llvm::reverse(Edits)) {
    unsigned Added = StringRef(E.Text).count('\n');
    unsigned Removed = linesWithin(E.Where, Files);
    for (Range &R : It->second) {
      if (R.First > E.Where.Line)
        R.First += Added - std::min(Removed, R.First - E.Where.Line);
      if (R.Last >= E.Where.Line && R.Last != EndOfFile)
        R.Last += Added - std::min(Removed, R.Last - E.Where.Line);
    }
  }
}

} // namespace corolint

//===- Regions.cpp - where a range begins and ends ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Regions.h"

#include "llvm/ADT/STLExtras.h"

using llvm::StringRef;

namespace corolint {

namespace {

/// The length of UTF-8 text. A byte that belongs to no character counts one.
unsigned width(StringRef Text, ColumnUnit Unit) {
  if (Unit == ColumnUnit::Bytes)
    return Text.size();
  unsigned Width = 0;
  for (unsigned char C : Text)
    // One for each first byte of a character, two for those that take a
    // surrogate pair.
    Width += C >= 0xf0 ? 2 : (C & 0xc0) != 0x80;
  return Width;
}

} // namespace

Region regionOf(const SourceRange &Where, Sources &Files, ColumnUnit Unit) {
  unsigned Column = std::max(1u, Where.Column);
  Region R;
  R.Begin = {Where.Line, Column};
  R.End = {Where.Line, Column + Where.Length};
  std::optional<StringRef> Text = Files.text(Where.File);
  if (!Text || Where.Offset > Text->size() || Where.Offset < Column - 1)
    return R;
  StringRef Before = Text->substr(Where.Offset - (Column - 1), Column - 1);
  R.Begin.Column = 1 + width(Before, Unit);
  StringRef Inside = Text->substr(Where.Offset, Where.Length);
  size_t LastBreak = Inside.rfind('\n');
  if (LastBreak == StringRef::npos) {
    R.End.Column = R.Begin.Column + width(Inside, Unit);
    return R;
  }
  R.End.Line += llvm::count(Inside, '\n');
  R.End.Column = 1 + width(Inside.substr(LastBreak + 1), Unit);
  return R;
}

} // namespace corolint

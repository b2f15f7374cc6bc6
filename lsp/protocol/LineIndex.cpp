//===- LineIndex.cpp - offsets and positions ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/LineIndex.h"

#include "llvm/Support/ConvertUTF.h"

#include <algorithm>

using llvm::StringRef;

namespace corolint::lsp {

namespace {

/// The bytes of the character that `Text` begins with; `Text` is not empty.
size_t characterSize(StringRef Text) {
  auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
  if (*Begin < 0x80)
    return 1;
  size_t Size = llvm::getNumBytesForUTF8(*Begin);
  if (Size > Text.size() || !llvm::isLegalUTF8Sequence(Begin, Begin + Size))
    return 1;
  return Size;
}

unsigned unitsOf(size_t CharacterSize, PositionEncoding Encoding) {
  switch (Encoding) {
  case PositionEncoding::UTF8:
    return CharacterSize;
  case PositionEncoding::UTF16:
    // Beyond the basic plane, both encodings need their longest form.
    return CharacterSize == 4 ? 2 : 1;
  case PositionEncoding::UTF32:
    return 1;
  }
  return 1;
}

} // namespace

LineIndex::LineIndex(StringRef Text) : Text(Text), Starts{0} {
  for (size_t Pos = 0; Pos < Text.size(); ++Pos) {
    char C = Text[Pos];
    if (C == '\n' ||
        (C == '\r' && (Pos + 1 == Text.size() || Text[Pos + 1] != '\n')))
      Starts.push_back(Pos + 1);
  }
}

StringRef LineIndex::line(size_t Line) const {
  size_t End = Line + 1 < Starts.size() ? Starts[Line + 1] : Text.size();
  StringRef Result = Text.slice(Starts[Line], End);
  if (Line + 1 < Starts.size() && !Result.consume_back("\r\n"))
    Result = Result.drop_back();
  return Result;
}

Position LineIndex::position(size_t Offset, PositionEncoding Encoding) const {
  Offset = std::min(Offset, Text.size());
  size_t Line = std::upper_bound(Starts.begin(), Starts.end(), Offset) -
                Starts.begin() - 1;
  Position Result{unsigned(Line), 0};
  StringRef Content = line(Line);
  size_t Target = std::min(Offset - Starts[Line], Content.size());
  for (size_t Pos = 0; Pos < Target;) {
    size_t Size = characterSize(Content.substr(Pos));
    Pos += Size;
    if (Pos > Target)
      break;
    Result.Character += unitsOf(Size, Encoding);
  }
  return Result;
}

Range LineIndex::range(size_t Begin, size_t End,
                       PositionEncoding Encoding) const {
  return {position(Begin, Encoding), position(End, Encoding)};
}

LineIndex::Place LineIndex::offset(const Position &Where,
                                   PositionEncoding Encoding) const {
  if (Where.Line >= Starts.size())
    return {Text.size(), /*Moved=*/true};
  StringRef Content = line(Where.Line);
  size_t Pos = 0;
  unsigned Units = 0;
  while (Units < Where.Character && Pos < Content.size()) {
    size_t Size = characterSize(Content.substr(Pos));
    unsigned Next = Units + unitsOf(Size, Encoding);
    if (Next > Where.Character)
      break;
    Units = Next;
    Pos += Size;
  }
  return {Starts[Where.Line] + Pos, Units != Where.Character};
}

} // namespace corolint::lsp

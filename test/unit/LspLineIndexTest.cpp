//===- LspLineIndexTest.cpp - offsets and positions -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/LineIndex.h"

#include <gtest/gtest.h>

#include <random>

namespace corolint::lsp {
namespace {

constexpr PositionEncoding AllEncodings[] = {
    PositionEncoding::UTF8, PositionEncoding::UTF16, PositionEncoding::UTF32};

size_t offset(llvm::StringRef Text, Position Where, PositionEncoding Encoding) {
  return LineIndex(Text).offset(Where, Encoding).Offset;
}

bool moved(llvm::StringRef Text, Position Where, PositionEncoding Encoding) {
  return LineIndex(Text).offset(Where, Encoding).Moved;
}

TEST(LspLineIndex, Lines) {
  LineIndex Lines("a\nbc\r\nd\r\re\n\r");
  ASSERT_EQ(Lines.lineCount(), 7u);
  const char *Expected[] = {"a", "bc", "d", "", "e", "", ""};
  for (size_t I = 0; I < 7; ++I)
    EXPECT_EQ(Lines.line(I), Expected[I]) << I;

  EXPECT_EQ(LineIndex("").lineCount(), 1u);
  EXPECT_EQ(LineIndex("").line(0), "");
  EXPECT_EQ(LineIndex("a").lineCount(), 1u);
  EXPECT_EQ(LineIndex("a").line(0), "a");
  EXPECT_EQ(LineIndex("\n").lineCount(), 2u);
  EXPECT_EQ(LineIndex("\r\n").lineCount(), 2u);
  EXPECT_EQ(LineIndex("\n\r").lineCount(), 3u);
}

TEST(LspLineIndex, OtherLineEndsAreNone) {
  // Form feed, vertical tab, next line, line separator.
  EXPECT_EQ(LineIndex("a\f\v\xc2\x85\xe2\x80\xa8z").lineCount(), 1u);
}

TEST(LspLineIndex, Units) {
  // a, ä, €, 😀, b.
  llvm::StringRef Text = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"
                         "b";
  LineIndex Lines(Text);
  auto Character = [&](size_t Offset, PositionEncoding Encoding) {
    Position P = Lines.position(Offset, Encoding);
    EXPECT_EQ(P.Line, 0u);
    return P.Character;
  };
  const unsigned Offsets[] = {0, 1, 3, 6, 10, 11};
  const unsigned Utf16[] = {0, 1, 2, 3, 5, 6};
  for (unsigned I = 0; I < 6; ++I) {
    EXPECT_EQ(Character(Offsets[I], PositionEncoding::UTF8), Offsets[I]);
    EXPECT_EQ(Character(Offsets[I], PositionEncoding::UTF16), Utf16[I]);
    EXPECT_EQ(Character(Offsets[I], PositionEncoding::UTF32), I);
    EXPECT_EQ(offset(Text, {0, Offsets[I]}, PositionEncoding::UTF8),
              Offsets[I]);
    EXPECT_EQ(offset(Text, {0, Utf16[I]}, PositionEncoding::UTF16), Offsets[I]);
    EXPECT_EQ(offset(Text, {0, I}, PositionEncoding::UTF32), Offsets[I]);
  }
}

TEST(LspLineIndex, InsideACharacter) {
  llvm::StringRef Text = "a\xf0\x9f\x98\x80";
  EXPECT_EQ(offset(Text, {0, 2}, PositionEncoding::UTF16), 1u);
  EXPECT_TRUE(moved(Text, {0, 2}, PositionEncoding::UTF16));
  EXPECT_FALSE(moved(Text, {0, 3}, PositionEncoding::UTF16));
  for (unsigned I = 2; I < 5; ++I) {
    EXPECT_EQ(offset(Text, {0, I}, PositionEncoding::UTF8), 1u);
    EXPECT_TRUE(moved(Text, {0, I}, PositionEncoding::UTF8));
    for (PositionEncoding Encoding : AllEncodings)
      EXPECT_EQ(LineIndex(Text).position(I, Encoding), (Position{0, 1}));
  }
}

TEST(LspLineIndex, OutOfBounds) {
  llvm::StringRef Text = "ab\r\ncd\n";
  for (PositionEncoding Encoding : AllEncodings) {
    EXPECT_EQ(offset(Text, {0, 2}, Encoding), 2u);
    EXPECT_FALSE(moved(Text, {0, 2}, Encoding));
    EXPECT_EQ(offset(Text, {0, 3}, Encoding), 2u);
    EXPECT_TRUE(moved(Text, {0, 3}, Encoding));
    EXPECT_EQ(offset(Text, {1, 4000000000u}, Encoding), 6u);
    EXPECT_EQ(offset(Text, {2, 0}, Encoding), 7u);
    EXPECT_FALSE(moved(Text, {2, 0}, Encoding));
    EXPECT_EQ(offset(Text, {3, 0}, Encoding), 7u);
    EXPECT_TRUE(moved(Text, {3, 0}, Encoding));
    EXPECT_EQ(offset(Text, {4000000000u, 1}, Encoding), 7u);

    LineIndex Lines(Text);
    EXPECT_EQ(Lines.position(2, Encoding), (Position{0, 2}));
    EXPECT_EQ(Lines.position(3, Encoding), (Position{0, 2}));
    EXPECT_EQ(Lines.position(4, Encoding), (Position{1, 0}));
    EXPECT_EQ(Lines.position(7, Encoding), (Position{2, 0}));
    EXPECT_EQ(Lines.position(999, Encoding), (Position{2, 0}));
    EXPECT_EQ(Lines.range(1, 5, Encoding), (Range{{0, 1}, {1, 1}}));
  }
}

TEST(LspLineIndex, BadUtf8) {
  // A stray continuation, a cut character, an overlong one, a surrogate.
  for (llvm::StringRef Text : {"\x80z", "\xf0\x9f\x98z", "\xc0\x80z",
                               "\xed\xa0\x80z", "\xff\xfez", "\xf8\x88z"})
    for (PositionEncoding Encoding : AllEncodings)
      for (unsigned I = 0; I <= Text.size(); ++I) {
        EXPECT_EQ(LineIndex(Text).position(I, Encoding), (Position{0, I}));
        EXPECT_EQ(offset(Text, {0, I}, Encoding), I);
      }
}

// Against a walk from the start of the text, character by character.
TEST(LspLineIndex, RandomTexts) {
  const llvm::StringRef Alphabet[] = {
      "a",  "b",  "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
      "\n", "\r", "\r\n",     "\xff",         "\x80"};
  const unsigned Utf16[] = {1, 1, 1, 1, 2, 0, 0, 0, 1, 1};
  std::mt19937 Random(7);
  for (unsigned Round = 0; Round < 500; ++Round) {
    std::string Text;
    std::vector<unsigned> Pieces;
    for (unsigned Size = Random() % 30; Size; --Size) {
      Pieces.push_back(Random() % std::size(Alphabet));
      // Would be one line's end instead of two.
      if (!Text.empty() && Text.back() == '\r' &&
          Alphabet[Pieces.back()] == "\n")
        Pieces.back() = 0;
      Text += Alphabet[Pieces.back()];
    }
    LineIndex Lines(Text);
    for (PositionEncoding Encoding : AllEncodings) {
      Position At;
      size_t Offset = 0;
      auto Check = [&] {
        EXPECT_EQ(Lines.position(Offset, Encoding), At);
        EXPECT_EQ(Lines.offset(At, Encoding).Offset, Offset);
        EXPECT_FALSE(Lines.offset(At, Encoding).Moved);
      };
      for (unsigned Piece : Pieces) {
        Check();
        llvm::StringRef Character = Alphabet[Piece];
        for (size_t I = 1; I < Character.size(); ++I)
          EXPECT_EQ(Lines.position(Offset + I, Encoding), At);
        Offset += Character.size();
        if (Utf16[Piece] == 0)
          At = {At.Line + 1, 0};
        else if (Encoding == PositionEncoding::UTF8)
          At.Character += Character.size();
        else
          At.Character +=
              Encoding == PositionEncoding::UTF16 ? Utf16[Piece] : 1;
      }
      Check();
      EXPECT_EQ(Lines.lineCount(), At.Line + 1);
    }
  }
}

} // namespace
} // namespace corolint::lsp

//===- LspDocumentTest.cpp - the text of an open document -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace corolint::lsp {
namespace {

TextDocumentContentChangeEvent change(Position Start, Position End,
                                      std::string Text) {
  return {Range{Start, End}, std::move(Text)};
}

TextDocumentItem item(std::string Text) {
  return {"file:///a.cpp", "cpp", 1, std::move(Text)};
}

TEST(LspDocument, Open) {
  Document D(item("a\nb"));
  EXPECT_EQ(D.text(), "a\nb");
  EXPECT_EQ(D.version(), 1);
  EXPECT_EQ(D.languageId(), "cpp");
  EXPECT_EQ(D.lines().lineCount(), 2u);
}

TEST(LspDocument, ChangesInOrder) {
  Document D(item("one\ntwo\n"));
  EXPECT_FALSE(
      D.apply({change({0, 0}, {0, 3}, "1\n1"), change({1, 1}, {2, 0}, "-"),
               change({1, 2}, {1, 2}, "x")},
              5, PositionEncoding::UTF16));
  EXPECT_EQ(D.text(), "1\n1-xtwo\n");
  EXPECT_EQ(D.version(), 5);
  EXPECT_EQ(D.lines().lineCount(), 3u);
}

TEST(LspDocument, NoChanges) {
  Document D(item("a"));
  EXPECT_FALSE(D.apply({}, 2, PositionEncoding::UTF16));
  EXPECT_EQ(D.text(), "a");
  EXPECT_EQ(D.version(), 2);
}

TEST(LspDocument, WholeText) {
  Document D(item("old"));
  EXPECT_EQ(D.lines().lineCount(), 1u);
  EXPECT_FALSE(
      D.apply({{std::nullopt, "new\ntext"}, change({1, 0}, {1, 4}, "TEXT")}, 2,
              PositionEncoding::UTF16));
  EXPECT_EQ(D.text(), "new\nTEXT");
  EXPECT_EQ(D.lines().lineCount(), 2u);
}

TEST(LspDocument, Mended) {
  Document Reversed(item("abcdef"));
  EXPECT_TRUE(Reversed.apply({change({0, 4}, {0, 2}, "-")}, 2,
                             PositionEncoding::UTF16));
  EXPECT_EQ(Reversed.text(), "ab-ef");

  Document Beyond(item("ab\ncd"));
  EXPECT_TRUE(
      Beyond.apply({change({0, 9}, {7, 1}, "-")}, 2, PositionEncoding::UTF16));
  EXPECT_EQ(Beyond.text(), "ab-");

  // Both lie behind the text's end, in the wrong order.
  Document Twice(item("ab"));
  EXPECT_TRUE(
      Twice.apply({change({9, 0}, {7, 1}, "-")}, 2, PositionEncoding::UTF16));
  EXPECT_EQ(Twice.text(), "ab-");

  Document Cut(item("\xf0\x9f\x98\x80z"));
  EXPECT_TRUE(
      Cut.apply({change({0, 1}, {0, 2}, "-")}, 2, PositionEncoding::UTF16));
  EXPECT_EQ(Cut.text(), "-z");
  EXPECT_EQ(Cut.version(), 2);
}

TEST(LspDocument, Encodings) {
  for (auto [Encoding, Character] : {std::pair(PositionEncoding::UTF8, 4u),
                                     std::pair(PositionEncoding::UTF16, 2u),
                                     std::pair(PositionEncoding::UTF32, 1u)}) {
    Document D(item("\xf0\x9f\x98\x80z"));
    EXPECT_FALSE(
        D.apply({change({0, Character}, {0, Character}, "-")}, 2, Encoding));
    EXPECT_EQ(D.text(), "\xf0\x9f\x98\x80-z");
  }
}

//===----------------------------------------------------------------------===//
// Random edits, against a model that knows nothing of bytes
//===----------------------------------------------------------------------===//

/// A text as a list of code points.
using Points = std::u32string;

std::string toUtf8(const Points &Text) {
  std::string Result;
  for (char32_t C : Text) {
    if (C < 0x80) {
      Result += char(C);
    } else if (C < 0x800) {
      Result += {char(0xC0 | C >> 6), char(0x80 | (C & 63))};
    } else if (C < 0x10000) {
      Result += {char(0xE0 | C >> 12), char(0x80 | (C >> 6 & 63)),
                 char(0x80 | (C & 63))};
    } else {
      Result += {char(0xF0 | C >> 18), char(0x80 | (C >> 12 & 63)),
                 char(0x80 | (C >> 6 & 63)), char(0x80 | (C & 63))};
    }
  }
  return Result;
}

unsigned units(char32_t C, PositionEncoding Encoding) {
  switch (Encoding) {
  case PositionEncoding::UTF8:
    return toUtf8(Points(1, C)).size();
  case PositionEncoding::UTF16:
    return C < 0x10000 ? 1 : 2;
  case PositionEncoding::UTF32:
    return 1;
  }
  return 0;
}

/// The index of a position, by walking there.
size_t indexOf(const Points &Text, Position Where, PositionEncoding Encoding) {
  unsigned Line = 0, Character = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    bool EndsLine = Text[I] == '\n' || Text[I] == '\r';
    if (Line == Where.Line &&
        (EndsLine || Character + units(Text[I], Encoding) > Where.Character))
      return I;
    if (!EndsLine) {
      Character += units(Text[I], Encoding);
      continue;
    }
    if (Text[I] == '\r' && I + 1 < Text.size() && Text[I + 1] == '\n')
      ++I;
    ++Line;
    Character = 0;
  }
  return Text.size();
}

Points randomText(std::mt19937 &Random, unsigned MaxSize) {
  const char32_t Alphabet[] = {'a',    'b',    'c',     0xE4, 0x7FF, 0x800,
                               0x20AC, 0xFFFF, 0x1F600, '\n', '\n',  '\r'};
  Points Text;
  for (unsigned Size = Random() % (MaxSize + 1); Size; --Size) {
    Text += Alphabet[Random() % std::size(Alphabet)];
    if (Text.back() == '\r' && Random() % 2)
      Text += '\n';
  }
  return Text;
}

TEST(LspDocument, RandomEdits) {
  for (PositionEncoding Encoding :
       {PositionEncoding::UTF8, PositionEncoding::UTF16,
        PositionEncoding::UTF32}) {
    std::mt19937 Random(3);
    for (unsigned Round = 0; Round < 100; ++Round) {
      Points Model = randomText(Random, 40);
      Document D(item(toUtf8(Model)));
      for (int Version = 2; Version < 40; ++Version) {
        std::vector<TextDocumentContentChangeEvent> Changes;
        for (unsigned Count = Random() % 4; Count; --Count) {
          Points Text = randomText(Random, 6);
          if (Random() % 30 == 0) {
            Changes.push_back({std::nullopt, toUtf8(Text)});
            Model = Text;
            continue;
          }
          // Often out of bounds, reversed or inside a character.
          auto RandomPosition = [&] {
            return Position{unsigned(Random() % 10), unsigned(Random() % 10)};
          };
          Position Start = RandomPosition(), End = RandomPosition();
          Changes.push_back(change(Start, End, toUtf8(Text)));
          size_t From = indexOf(Model, Start, Encoding),
                 To = indexOf(Model, End, Encoding);
          if (To < From)
            std::swap(From, To);
          Model.replace(From, To - From, Text);
        }
        D.apply(Changes, Version, Encoding);
        ASSERT_EQ(D.text(), toUtf8(Model));
      }
    }
  }
}

// An edit whose positions come from offsets is made as it is meant, and never
// called mended.
TEST(LspDocument, RandomExactEdits) {
  for (PositionEncoding Encoding :
       {PositionEncoding::UTF8, PositionEncoding::UTF16,
        PositionEncoding::UTF32}) {
    std::mt19937 Random(5);
    for (unsigned Round = 0; Round < 1000; ++Round) {
      Points Model = randomText(Random, 40);
      Document D(item(toUtf8(Model)));
      auto RandomIndex = [&] {
        size_t I = Random() % (Model.size() + 1);
        // There is no position inside a line's end.
        return I && I < Model.size() && Model[I - 1] == '\r' && Model[I] == '\n'
                   ? I - 1
                   : I;
      };
      size_t From = RandomIndex(), To = RandomIndex();
      if (To < From)
        std::swap(From, To);
      Range Where =
          D.lines().range(toUtf8(Model.substr(0, From)).size(),
                          toUtf8(Model.substr(0, To)).size(), Encoding);
      Points Text = randomText(Random, 6);
      EXPECT_FALSE(
          D.apply({change(Where.Start, Where.End, toUtf8(Text))}, 2, Encoding));
      Model.replace(From, To - From, Text);
      ASSERT_EQ(D.text(), toUtf8(Model));
    }
  }
}

} // namespace
} // namespace corolint::lsp

//===- RegionsTest.cpp - where a range begins and ends --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Regions.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

class Regions : public ::testing::Test {
protected:
  Regions() { Files.set("/a.cpp", "ab\n\tx(\"é😀\",\n  2);\n"); }

  Sources Files;
  /// From the x to the closing parenthesis.
  const SourceRange Call = {"/a.cpp", 2, 2, 4, 16};
};

TEST_F(Regions, Bytes) {
  Region R = regionOf(Call, Files, ColumnUnit::Bytes);
  EXPECT_EQ(R.Begin, (Position{2, 2}));
  EXPECT_EQ(R.End, (Position{3, 5}));
}

TEST_F(Regions, Utf16) {
  // "é" is one unit, "😀" is two.
  SourceRange Quote = {"/a.cpp", 2, 11, 13, 1};
  Region R = regionOf(Quote, Files, ColumnUnit::Utf16);
  EXPECT_EQ(R.Begin, (Position{2, 8}));
  EXPECT_EQ(R.End, (Position{2, 9}));
  R = regionOf(Call, Files, ColumnUnit::Utf16);
  EXPECT_EQ(R.Begin, (Position{2, 2}));
  EXPECT_EQ(R.End, (Position{3, 5}));
}

TEST_F(Regions, Places) {
  Region R = regionOf({"/a.cpp", 1, 3, 2, 0}, Files, ColumnUnit::Utf16);
  EXPECT_EQ(R.Begin, (Position{1, 3}));
  EXPECT_EQ(R.End, R.Begin);
}

TEST_F(Regions, TextThatIsGone) {
  for (SourceRange Where : {SourceRange{"/none.cpp", 4, 5, 90, 3},
                            SourceRange{"/a.cpp", 4, 5, 90, 3},
                            SourceRange{"/a.cpp", 4, 5, 1, 3}}) {
    Region R = regionOf(Where, Files, ColumnUnit::Utf16);
    EXPECT_EQ(R.Begin, (Position{4, 5}));
    EXPECT_EQ(R.End, (Position{4, 8}));
  }
  // A length that leads out of the text.
  Region R = regionOf({"/a.cpp", 1, 1, 0, 900}, Files, ColumnUnit::Bytes);
  EXPECT_EQ(R.End, (Position{4, 1}));
}

TEST_F(Regions, WrongBytes) {
  Files.set("/b.cpp", "\xff\x80x");
  Region R = regionOf({"/b.cpp", 1, 3, 2, 1}, Files, ColumnUnit::Utf16);
  EXPECT_EQ(R.Begin.Line, 1u);
  EXPECT_EQ(R.End.Column, R.Begin.Column + 1);
}

} // namespace
} // namespace corolint

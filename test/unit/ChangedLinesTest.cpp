//===- ChangedLinesTest.cpp - which lines a change is about ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ChangedLines.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

class ChangedLinesTest : public testing::Test {
protected:
  Sources Files;
  ChangedLines Lines;
  void SetUp() override { Files.set("a", "1\n2\n3\n4\n5\n"); }

  bool touch(unsigned Line, unsigned Length = 1) {
    return Lines.touch("a", {"a", Line, 1, 2 * (Line - 1), Length}, Files);
  }
};

TEST_F(ChangedLinesTest, TouchesWhatHasALineInCommon) {
  Lines.add("a", 2, 3);
  EXPECT_FALSE(touch(1));
  EXPECT_TRUE(touch(1, 3));
  EXPECT_TRUE(touch(2));
  EXPECT_TRUE(touch(3, 4));
  EXPECT_FALSE(touch(4));
  Lines.addAll("b");
  EXPECT_FALSE(touch(4));
  Lines.addAll("a");
  EXPECT_TRUE(touch(4));
}

TEST_F(ChangedLinesTest, FollowsEdits) {
  Lines.add("a", 1, 1);
  Lines.add("a", 4, 4);
  // A line comes after the first, and the third goes.
  Lines.follow("a",
               {{{"a", 2, 1, 2, 0}, "new\n"},
                {{"a", 3, 1, 4, 2}, ""},
                {{"a", 4, 1, 6, 0}, "co_await "}},
               Files);
  EXPECT_TRUE(touch(1));
  EXPECT_FALSE(touch(2));
  EXPECT_FALSE(touch(3));
  EXPECT_TRUE(touch(4));
  EXPECT_FALSE(touch(5));
  Lines.follow("a", {{{"a", 1, 1, 0, 0}, "x\ny\n"}}, Files);
  EXPECT_FALSE(touch(5));
}

} // namespace
} // namespace corolint

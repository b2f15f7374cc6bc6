//===- FixPlanTest.cpp - which fixes can be made together -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/FixPlan.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

Edit edit(std::string File, unsigned Offset, unsigned Length,
          std::string Text) {
  return {{std::move(File), 1, Offset + 1, Offset, Length}, std::move(Text)};
}

Finding withFix(std::vector<Edit> Edits, bool Safe = true) {
  Finding F;
  F.Check = "coro-x";
  Fix X;
  X.Safe = Safe;
  X.Edits = std::move(Edits);
  F.Fixes = {X};
  return F;
}

FixPlan plan(const std::vector<Finding> &Findings) {
  return planFixes(Findings, [](llvm::StringRef File) { return File != "no"; });
}

TEST(FixPlan, OnlyTakesSafeFixes) {
  std::vector<Finding> Findings = {withFix({edit("a", 0, 0, "x")}, false),
                                   withFix({}), withFix({edit("a", 5, 0, "y")}),
                                   Finding()};
  FixPlan P = plan(Findings);
  ASSERT_EQ(P.Fixed.size(), 1u);
  EXPECT_EQ(P.Fixed[0], &Findings[2]);
  EXPECT_TRUE(P.Left.empty());
  ASSERT_EQ(P.Edits.size(), 1u);
  EXPECT_EQ(P.Edits["a"].size(), 1u);
}

TEST(FixPlan, TakesTheFirstOfTwoThatTouch) {
  for (Edit Second : {edit("a", 3, 2, ""), edit("a", 5, 0, "y"),
                      edit("a", 2, 1, ""), edit("a", 4, 4, "y")}) {
    std::vector<Finding> Findings = {withFix({edit("a", 3, 2, "x")}),
                                     withFix({Second})};
    FixPlan P = plan(Findings);
    ASSERT_EQ(P.Left.size(), 1u);
    EXPECT_EQ(P.Left[0], &Findings[1]);
    EXPECT_EQ(P.Edits["a"].size(), 1u);
  }
}

TEST(FixPlan, DoesNotChooseAnOrderForInsertions) {
  FixPlan P =
      plan({withFix({edit("a", 3, 0, "x")}), withFix({edit("a", 3, 0, "y")})});
  EXPECT_EQ(P.Fixed.size(), 1u);
  EXPECT_EQ(P.Left.size(), 1u);
}

TEST(FixPlan, SharesTheSameEdit) {
  FixPlan P = plan({withFix({edit("a", 3, 0, "x")}),
                    withFix({edit("a", 3, 0, "x"), edit("a", 9, 0, "y")})});
  EXPECT_EQ(P.Fixed.size(), 2u);
  ASSERT_EQ(P.Edits["a"].size(), 2u);
  EXPECT_EQ(P.Edits["a"][1].Text, "y");
}

TEST(FixPlan, TakesAllEditsOfAFixOrNone) {
  FixPlan P = plan({withFix({edit("a", 3, 2, "x")}),
                    withFix({edit("b", 1, 0, "z"), edit("a", 4, 0, "y")}),
                    withFix({edit("b", 1, 0, "z"), edit("no", 4, 0, "y")})});
  EXPECT_EQ(P.Fixed.size(), 1u);
  EXPECT_EQ(P.Left.size(), 1u);
  EXPECT_EQ(P.Edits.count("b"), 0u);
  EXPECT_EQ(P.Edits.count("no"), 0u);
}

TEST(FixPlan, SortsEdits) {
  FixPlan P = plan({withFix({edit("a", 9, 0, "z")}),
                    withFix({edit("a", 5, 1, "y"), edit("a", 0, 2, "x")})});
  ASSERT_EQ(P.Edits["a"].size(), 3u);
  EXPECT_EQ(P.Edits["a"][0].Text, "x");
  EXPECT_EQ(P.Edits["a"][1].Text, "y");
  EXPECT_EQ(P.Edits["a"][2].Text, "z");
}

} // namespace
} // namespace corolint

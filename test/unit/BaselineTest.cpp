//===- BaselineTest.cpp - the findings that a project has already ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Baseline.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

/// A text in which each word is a finding.
class Text {
public:
  Text(Sources &Files, std::string File, std::string Words) : File(File) {
    Files.set(File, Words);
    for (unsigned At = 0; At < Words.size(); At += 2) {
      Finding F;
      F.Check = "coro-x";
      F.Function = "f";
      F.Where = {File, 1, At + 1, At, 1};
      Findings.push_back(F);
    }
  }
  std::string File;
  std::vector<Finding> Findings;
};

class BaselineTest : public testing::Test {
protected:
  Sources Files;
  Baseline Known{"/p"};

  void know(std::string File, std::string Words) {
    Sources Old;
    for (const Finding &F : Text(Old, File, Words).Findings)
      Known.add(F, Old);
  }
  Baseline::Match match(std::vector<Text> Texts, bool IsSeen = true) {
    std::vector<Finding> All;
    for (const Text &T : Texts)
      All.insert(All.end(), T.Findings.begin(), T.Findings.end());
    return Known.match(All, Files,
                       [=](const BaselineEntry &) { return IsSeen; });
  }
};

TEST_F(BaselineTest, KnowsAsManyAsThereWere) {
  know("/p/a", "x x y");
  Baseline::Match M = match({Text(Files, "/p/a", "y x x x")});
  ASSERT_EQ(M.New.size(), 1u);
  EXPECT_EQ(M.New[0].Where.Offset, 6u);
  EXPECT_EQ(M.Known.size(), 3u);
  EXPECT_TRUE(M.Stale.empty());
}

TEST_F(BaselineTest, NamesWhatIsGone) {
  know("/p/a", "x x y");
  Baseline::Match M = match({Text(Files, "/p/a", "x")});
  EXPECT_TRUE(M.New.empty());
  ASSERT_EQ(M.Stale.size(), 2u);
  EXPECT_EQ(M.Stale[0].What.Text, "x");
  EXPECT_EQ(M.Stale[0].Count, 1u);
  M = match({Text(Files, "/p/a", "x")}, /*IsSeen=*/false);
  EXPECT_TRUE(M.Stale.empty());
  EXPECT_EQ(M.Unseen.size(), 2u);
}

TEST_F(BaselineTest, FollowsWhatMoves) {
  know("/p/a", "x x y");
  Baseline::Match M = match({Text(Files, "/p/b/c", "y x x")});
  EXPECT_TRUE(M.New.empty());
  EXPECT_TRUE(M.Stale.empty());
  ASSERT_EQ(M.Known.size(), 3u);
  EXPECT_EQ(M.Known[0].File, "b/c");
  // Where it may still be, it has not gone.
  M = match({Text(Files, "/p/b/c", "y x x")}, /*IsSeen=*/false);
  EXPECT_EQ(M.New.size(), 3u);
}

TEST_F(BaselineTest, DoesNotGuessWhatMoved) {
  know("/p/a", "x");
  know("/p/b", "x");
  EXPECT_EQ(match({Text(Files, "/p/c", "x")}).New.size(), 1u);
  Baseline::Match M = match({Text(Files, "/p/a", "x"), Text(Files, "/p/c", "x"),
                             Text(Files, "/p/d", "x")});
  EXPECT_EQ(M.New.size(), 2u);
  EXPECT_EQ(M.Stale.size(), 1u);
}

TEST_F(BaselineTest, IsReadAsItIsWritten) {
  know("/p/a", "x x y");
  know("/other/\xc3\xa4 \"b\"", "\\ \t");
  std::string Written, Again;
  {
    llvm::raw_string_ostream OS(Written);
    Known.write(OS);
  }
  auto Read = Baseline::read(llvm::MemoryBufferRef(Written, "b"), "/p");
  ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
  {
    llvm::raw_string_ostream OS(Again);
    Read->write(OS);
  }
  EXPECT_EQ(Written, Again);
  EXPECT_NE(Written.find("\"../other/"), std::string::npos) << Written;
  EXPECT_EQ(Read->fileOf({"../other/x", {}}), "/other/x");
  EXPECT_TRUE(Read->match(Text(Files, "/p/a", "x x y").Findings, Files,
                          [](const BaselineEntry &) { return false; })
                  .New.empty());
}

TEST_F(BaselineTest, SaysWhereItIsBroken) {
  auto Error = [](llvm::StringRef Text) {
    auto Read = Baseline::read(llvm::MemoryBufferRef(Text, "b.json"), "/p");
    return Read ? "" : llvm::toString(Read.takeError());
  };
  EXPECT_EQ(Error("{\"version\": 1, \"tool\": \"corolint\",\n"
                  "\"findings\": [{\"file\": 1, \"chekc\": 2}]}"),
            "b.json:2:15: error: the baseline is broken: missing required key "
            "'check'");
  EXPECT_EQ(Error(""),
            "b.json:1:1: error: the baseline is broken: it is none of "
            "corolint's");
  EXPECT_NE(Error("{\"version\": 1, \"tool\": \"corolint\", \"findings\": ["),
            "");
  EXPECT_NE(Error("[1, 2]"), "");
}

} // namespace
} // namespace corolint

//===- PatchTest.cpp - unified diffs, written and read --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Patch.h"

#include "report/UnifiedDiff.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

std::string errorOf(llvm::StringRef Text) {
  auto Read = readPatch(Text, "x.diff");
  return Read ? "" : llvm::toString(Read.takeError());
}

std::vector<FilePatch> read(llvm::StringRef Text) {
  auto Read = readPatch(Text, "x.diff");
  if (Read)
    return *Read;
  ADD_FAILURE() << llvm::toString(Read.takeError());
  return {};
}

TEST(Patch, WritesNothingForNoChange) {
  EXPECT_EQ(unifiedDiff("a.cpp", "a\nb\n", {}), "");
  EXPECT_EQ(unifiedDiff("a.cpp", "a\nb\n", {{0, 1, "a"}}), "");
}

TEST(Patch, WritesThreeLinesAround) {
  EXPECT_EQ(
      unifiedDiff("a.cpp", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", {{8, 1, "x"}}),
      "--- a/a.cpp\n+++ b/a.cpp\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n"
      " 7\n 8\n");
}

TEST(Patch, WritesFarChangesApart) {
  EXPECT_EQ(unifiedDiff("a b", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                        {{0, 0, "x\n"}, {18, 0, "y\n"}}),
            "--- a/a b\t\n+++ b/a b\t\n@@ -1,3 +1,4 @@\n+x\n 1\n 2\n 3\n"
            "@@ -7,3 +8,4 @@\n 7\n 8\n 9\n+y\n");
}

TEST(Patch, WritesWhereTheLastLineHasNoEnd) {
  EXPECT_EQ(unifiedDiff("/a", "1\n2", {{3, 0, "x"}}),
            "--- /a\n+++ /a\n@@ -1,2 +1,2 @@\n 1\n-2\n"
            "\\ No newline at end of file\n+2x\n"
            "\\ No newline at end of file\n");
}

/// Whatever is changed, reading what was written leads back.
TEST(Patch, ReadsWhatItWrites) {
  std::string Old;
  for (int I = 0; I != 40; ++I)
    Old += "line " + std::to_string(I) + (I % 7 ? "\n" : "\r\n");
  for (llvm::StringRef End : {"", "\n", "no end"}) {
    std::string Text = Old + End.str();
    for (size_t At = 0; At <= Text.size(); At += 5)
      for (size_t Length : {0, 1, 9, 60})
        for (llvm::StringRef New : {"", "x", "\n", "a\nb", "a\nb\n"}) {
          size_t Len = std::min(Length, Text.size() - At);
          std::vector<TextChange> Changes = {{At, Len, New.str()}};
          std::string Changed = Text;
          Changed.replace(At, Len, New.str());
          if (At + Len + 10 < Text.size()) {
            Changes.push_back({At + Len + 10, 0, "+++ z"});
            Changed.insert(At + New.size() + 10, "+++ z");
          }
          std::string Written = unifiedDiff("a.cpp", Text, Changes);
          if (Changed == Text) {
            EXPECT_EQ(Written, "");
            continue;
          }
          std::vector<FilePatch> Patches = read(Written);
          ASSERT_EQ(Patches.size(), 1u) << Written;
          auto Back = revertPatch(Changed, Patches[0]);
          ASSERT_TRUE(bool(Back))
              << llvm::toString(Back.takeError()) << Written;
          ASSERT_EQ(*Back, Text) << Written;
        }
  }
}

TEST(Patch, ReadsNames) {
  std::vector<FilePatch> P =
      read("From: me\nSubject: x\n---\n a.cpp | 1 +\n"
           "diff --git a/a b.cpp b/a b.cpp\nindex 1..2\n"
           "--- a/a b.cpp\t\n+++ b/a b.cpp\t\n@@ -0,0 +1 @@\n+x\n"
           "diff --git \"a/s\\303\\244\\\"\" \"b/s\\303\\244\\\"\"\n"
           "--- \"a/s\\303\\244\\\"\"\n+++ /dev/null\n@@ -1 +0,0 @@ f()\n-x\n"
           "diff --git a/old b/new\nsimilarity index 100%\n"
           "rename from old\nrename to new\n"
           "diff --git a/p.png b/p.png\n--- a/p.png\n"
           "Binary files a/p.png and b/p.png differ\n"
           "--- c.cpp\t2024-01-01\n+++ c.cpp\t2024-01-02\n@@ -1 +1 @@\n--- "
           "x\n+++ y\n"
           "-- \n2.39\n");
  ASSERT_EQ(P.size(), 4u);
  EXPECT_EQ(P[0].Old, "a/a b.cpp");
  EXPECT_EQ(P[0].New, "b/a b.cpp");
  EXPECT_EQ(P[0].At, 5u);
  EXPECT_EQ(P[1].Old, "a/s\xc3\xa4\"");
  EXPECT_EQ(P[1].New, "");
  EXPECT_EQ(P[2].Old, "a/old");
  EXPECT_EQ(P[2].New, "b/new");
  EXPECT_EQ(P[3].New, "c.cpp");
  ASSERT_EQ(P[3].Hunks.size(), 1u);
  ASSERT_EQ(P[3].Hunks[0].Lines.size(), 2u);
  EXPECT_EQ(P[3].Hunks[0].Lines[0].Text, "-- x\n");
}

TEST(Patch, SaysWhereItIsBroken) {
  EXPECT_EQ(errorOf("--- a\n+++ b\n@@ -1 +x @@\n"),
            "x.diff:3: error: this is no head of a hunk: '@@ -1 +x @@'");
  EXPECT_EQ(errorOf("--- a\n+++ b\n@@ -1,2 +1 @@\n-x\n"),
            "x.diff:4: error: the patch ends within a hunk");
  EXPECT_EQ(errorOf("--- a\n+++ b\n@@ -1,2 +1 @@\n-x\n+y\n+z\n"),
            "x.diff:6: error: this line is not part of the hunk of line 3");
}

TEST(Patch, IsRevertedOnlyWhereItWasMade) {
  FilePatch P = read("--- a/a\n+++ b/a\n@@ -2,0 +3 @@\n+x\n").front();
  auto Back = revertPatch("1\n2\nx\n3", P);
  ASSERT_TRUE(bool(Back));
  EXPECT_EQ(*Back, "1\n2\n3");
  Back = revertPatch("1\n2\ny\n3", P);
  ASSERT_FALSE(bool(Back));
  EXPECT_EQ(llvm::toString(Back.takeError()),
            "line 3 of 'b/a' is not what the patch says at its line 3");
  Back = revertPatch("1\n", P);
  ASSERT_FALSE(bool(Back));
  llvm::consumeError(Back.takeError());
}

} // namespace
} // namespace corolint

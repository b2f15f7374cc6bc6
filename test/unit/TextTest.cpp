//===- TextTest.cpp - findings for people ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"

#include "report/Merge.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

SourceRange place(llvm::StringRef File, unsigned Line, unsigned Column,
                  unsigned Length) {
  // Tests that compare places give each line 100 bytes.
  return {File.str(), Line, Column, Line * 100 + Column, Length};
}

Finding finding(SourceRange Where, std::string Message = "it is wrong",
                Certainty Sure = Certainty::Certain) {
  Finding F;
  F.Check = "coro-x";
  F.Sure = Sure;
  F.Where = std::move(Where);
  F.Message = std::move(Message);
  return F;
}

Fix fix(std::string Title, bool Safe, std::vector<Edit> Edits) {
  Fix X;
  X.Title = std::move(Title);
  X.Safe = Safe;
  X.Edits = std::move(Edits);
  return X;
}

class Text : public testing::Test {
protected:
  std::string print(const Finding &F, bool Color = false) {
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    TextPrinter(OS, Files, {Color, "/home/me"}).print(F);
    return Result;
  }

  Sources Files;
};

TEST_F(Text, MarksTheRange) {
  Files.set("/home/me/a.cpp", "int x;\n  call(1);\r\n");
  EXPECT_EQ(print(finding(place("/home/me/a.cpp", 2, 3, 7))),
            "a.cpp:2:3: warning: it is wrong [coro-x]\n"
            "    2 |   call(1);\n"
            "      |   ^~~~~~~\n");
  EXPECT_EQ(print(finding(place("/home/me/a.cpp", 2, 3, 0))),
            "a.cpp:2:3: warning: it is wrong [coro-x]\n"
            "    2 |   call(1);\n"
            "      |   ^\n");
  // A range over several lines is marked to the end of its first.
  EXPECT_EQ(print(finding(place("/home/me/a.cpp", 1, 5, 20))),
            "a.cpp:1:5: warning: it is wrong [coro-x]\n"
            "    1 | int x;\n"
            "      |     ^~\n");
}

TEST_F(Text, CertaintyBelowLikelyIsTold) {
  SourceRange Where = place("/a.cpp", 0, 0, 0);
  EXPECT_EQ(print(finding(Where, "m", Certainty::Likely)),
            "/a.cpp: warning: m [coro-x]\n");
  EXPECT_EQ(print(finding(Where, "m", Certainty::Possible)),
            "/a.cpp: warning: m (possible) [coro-x]\n");
  EXPECT_EQ(print(finding(Where, "m", Certainty::Unknown)),
            "/a.cpp: warning: m (unknown) [coro-x]\n");
}

TEST_F(Text, NoSourceNoSnippet) {
  EXPECT_EQ(print(finding(place("/no/such/file.cpp", 3, 4, 1))),
            "/no/such/file.cpp:3:4: warning: it is wrong [coro-x]\n");
  Files.set("/short.cpp", "one line");
  EXPECT_EQ(print(finding(place("/short.cpp", 3, 4, 1))),
            "/short.cpp:3:4: warning: it is wrong [coro-x]\n");
}

TEST_F(Text, WideCharactersAndTabs) {
  Files.set("/a.cpp", "\tx;\n/* \u00e9\u65e5 */ f();\n/* \xff\x1b */ f();\n");
  EXPECT_EQ(print(finding(place("/a.cpp", 1, 2, 1))),
            "/a.cpp:1:2: warning: it is wrong [coro-x]\n"
            "    1 |         x;\n"
            "      |         ^\n");
  // 2 bytes in 1 column, 3 bytes in 2.
  EXPECT_EQ(print(finding(place("/a.cpp", 2, 13, 3))),
            "/a.cpp:2:13: warning: it is wrong [coro-x]\n"
            "    2 | /* \u00e9\u65e5 */ f();\n"
            "      |           ^~~\n");
  // Bytes that could mean something to a terminal do not reach it.
  EXPECT_EQ(print(finding(place("/a.cpp", 3, 10, 3))),
            "/a.cpp:3:10: warning: it is wrong [coro-x]\n"
            "    3 | /* ?? */ f();\n"
            "      |          ^~~\n");
}

TEST_F(Text, Notes) {
  Files.set("/a.cpp", "f();\ng();\n");
  Finding F = finding(place("/a.cpp", 1, 1, 3));
  F.Notes.push_back({place("/a.cpp", 2, 1, 3), "called from here"});
  F.Notes.push_back({SourceRange(), "somewhere"});
  EXPECT_EQ(print(F), "/a.cpp:1:1: warning: it is wrong [coro-x]\n"
                      "    1 | f();\n"
                      "      | ^~~\n"
                      "/a.cpp:2:1: note: called from here\n"
                      "    2 | g();\n"
                      "      | ^~~\n"
                      "note: somewhere\n");
}

TEST_F(Text, OneSafeFixStandsBelow) {
  Files.set("/a.cpp", "  f();\n");
  Finding F = finding(place("/a.cpp", 1, 3, 3));
  F.Fixes.push_back(
      fix("await it", true, {{place("/a.cpp", 1, 3, 0), "co_await "}}));
  EXPECT_EQ(print(F), "/a.cpp:1:3: warning: it is wrong [coro-x]\n"
                      "    1 |   f();\n"
                      "      |   ^~~\n"
                      "      |   co_await\n");
  // Neighbouring insertions do not overwrite each other.
  F.Fixes[0].Edits.push_back({place("/a.cpp", 1, 6, 0), ".start()"});
  EXPECT_EQ(print(F), "/a.cpp:1:3: warning: it is wrong [coro-x]\n"
                      "    1 |   f();\n"
                      "      |   ^~~\n"
                      "      |   co_await .start()\n");
}

TEST_F(Text, OtherFixesAreNotes) {
  Files.set("/a.cpp", "a b\nc d\n");
  Finding F = finding(place("/a.cpp", 1, 1, 1));
  F.Fixes.push_back(fix("drop it", false,
                        {{place("/a.cpp", 2, 1, 1), "x"},
                         {place("/a.cpp", 1, 3, 1), "\n  y;\n  z;\n"}}));
  F.Fixes.push_back(fix("keep it", true, {{place("/a.cpp", 2, 3, 1), ""}}));
  EXPECT_EQ(print(F), "/a.cpp:1:1: warning: it is wrong [coro-x]\n"
                      "    1 | a b\n"
                      "      | ^\n"
                      "/a.cpp:2:1: note: possible fix: drop it\n"
                      "    1 | a b\n"
                      "      |   ^\n"
                      "      |     y; z;\n"
                      "    2 | c d\n"
                      "      | ^\n"
                      "      | x\n"
                      "/a.cpp:2:3: note: fix: keep it\n"
                      "    2 | c d\n"
                      "      |   ^\n");
}

TEST_F(Text, Color) {
  Files.set("/a.cpp", "f();\n");
  std::string Colored = print(finding(place("/a.cpp", 1, 1, 3)), true);
  EXPECT_NE(Colored.find("\033["), std::string::npos);
  // Without its colours it is the same text.
  std::string Plain;
  for (size_t I = 0; I < Colored.size(); ++I)
    if (Colored[I] == '\033')
      I = Colored.find('m', I);
    else
      Plain += Colored[I];
  EXPECT_EQ(Plain, print(finding(place("/a.cpp", 1, 1, 3))));
}

TEST(ShortPath, OnlyBelow) {
  EXPECT_EQ(shortPath("/a/b/c.cpp", "/a/b"), "c.cpp");
  EXPECT_EQ(shortPath("/a/b/c.cpp", "/a/b/"), "c.cpp");
  EXPECT_EQ(shortPath("/a/bc.cpp", "/a/b"), "/a/bc.cpp");
  EXPECT_EQ(shortPath("/x.cpp", "/a"), "/x.cpp");
  EXPECT_EQ(shortPath("/a/b.cpp", ""), "/a/b.cpp");
}

TEST(Summary, CountsFindingsAndUnits) {
  Finding A = finding(place("/a.cpp", 1, 1, 1));
  Finding B = finding(place("/b.cpp", 1, 1, 1));
  B.Check = "coro-a";
  UnitReport Good{"/a.cpp", UnitReport::Complete, {}, ""};
  UnitReport Bad{"/b.cpp", UnitReport::Partial, {"e"}, ""};
  UnitReport Dead{"/c.cpp", UnitReport::Crashed, {}, "run"};
  EXPECT_EQ(summaryLine({}, {Good}), "no findings in 1 unit\n");
  EXPECT_EQ(summaryLine({A}, {Good}),
            "1 finding (1 coro-x) in 1 file, 1 unit\n");
  EXPECT_EQ(summaryLine({A, A, B}, {Good, Bad, Dead}),
            "3 findings (1 coro-a, 2 coro-x) in 2 files, 3 units (1 partial, "
            "1 crashed)\n");
}

TEST(Units, AreDescribed) {
  EXPECT_EQ(describeUnit({"/a.cpp", UnitReport::Complete, {}, ""}, "/"), "");
  EXPECT_EQ(
      describeUnit(
          {"/w/a.cpp", UnitReport::Partial, {"/w/b.h:1:2: error: no", "x"}, ""},
          "/w"),
      "a.cpp: partial: 2 errors, first: b.h:1:2: error: no\n");
  EXPECT_EQ(describeUnit(
                {"/w/a.cpp", UnitReport::Failed, {"error: no input"}, ""}, ""),
            "/w/a.cpp: failed: error: no input\n");
  EXPECT_EQ(describeUnit({"/w/a.cpp",
                          UnitReport::Crashed,
                          {"/w/a.cpp: crash while parsing: trap"},
                          "clang a.cpp"},
                         "/w"),
            "a.cpp: crashed: crash while parsing: trap\n"
            "to repeat it, run: clang a.cpp\n");
}

TEST(Merge, OncePerPlaceInTheSurestWords) {
  SourceRange Header = place("/h.h", 1, 1, 1);
  Finding Sure = finding(Header, "never awaited", Certainty::Certain);
  Finding Unsure = finding(Header, "maybe awaited", Certainty::Unknown);
  Finding Other = finding(place("/a.cpp", 1, 1, 1));
  for (auto Units : {std::vector<std::vector<Finding>>{{Sure}, {Other, Unsure}},
                     {{Other, Unsure}, {Sure}},
                     {{Sure, Other}, {Sure}, {Unsure}}}) {
    std::vector<Finding> All = mergeFindings(Units);
    ASSERT_EQ(All.size(), 2u);
    EXPECT_EQ(All[0].Where.File, "/a.cpp");
    EXPECT_EQ(All[1].Message, "never awaited");
  }
  // What one unit says of one place is all kept.
  Finding Second = finding(Header, "also this", Certainty::Certain);
  std::vector<Finding> All = mergeFindings({{Second, Sure}, {Sure}});
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(All[0].Message, "also this");
  EXPECT_EQ(All[1].Message, "never awaited");
}

} // namespace
} // namespace corolint

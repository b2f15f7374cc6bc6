//===- FormatsTest.cpp - the other formats --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestReport.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace corolint {
namespace {

using Json = nlohmann::json;

/// A likely finding with a note and a safe fix in "b,:.cpp", a certain one with
/// hostile words in "a.cpp", and a unit that is only partly there.
class Formats : public ::testing::Test {
protected:
  Formats() {
    R.Files.set("/repo/a.cpp", "x();\n");
    R.Files.set("/repo/b,:.cpp", "  é y();\nz();\n");
    Finding &A = R.add("/repo/a.cpp", "x()");
    A.Sure = Certainty::Certain;
    A.Message = "<it> & \"that\"\n50%";
    Finding &B = R.add("/repo/b,:.cpp", "y()");
    B.Notes = {{R.at("/repo/b,:.cpp", "z()"), "here"}};
    SourceRange Before = B.Where;
    Before.Length = 0;
    B.Fixes = {{"await it", {{Before, "co_await "}}, true}};
    R.Units = {{"/repo/a.cpp", UnitReport::Complete, {}, ""},
               {"/repo/c.cpp",
                UnitReport::Partial,
                {"/repo/c.cpp:3:1: error: no"},
                ""},
               {"/repo/d.cpp", UnitReport::Complete, {}, ""}};
  }

  TestReport R;
};

TEST_F(Formats, JsonLines) {
  std::string Text = R.print(writeJsonLines);
  std::vector<Json> Lines;
  for (llvm::StringRef Rest = Text; !Rest.empty();) {
    auto [Line, More] = Rest.split('\n');
    Lines.push_back(Json::parse(Line.str()));
    Rest = More;
  }
  ASSERT_EQ(Lines.size(), 6u);
  EXPECT_EQ(Lines[0],
            Json({{"type", "run"}, {"version", 1}, {"tool", "corolint"}}));
  EXPECT_EQ(Lines[1]["type"], "finding");
  EXPECT_EQ(Lines[1]["message"], R.Findings[0].Message);
  EXPECT_EQ(Lines[2]["fixes"][0]["edits"][0]["text"], "co_await ");
  EXPECT_EQ(Lines[4]["type"], "unit");
  EXPECT_EQ(Lines[4]["status"], "partial");
}

TEST_F(Formats, GitHub) {
  EXPECT_EQ(R.print(writeGitHub),
            "::warning file=c.cpp,title=corolint::partial: 1 error, first: "
            "c.cpp:3:1: error: no\n"
            "::error file=a.cpp,line=1,endLine=1,col=1,endColumn=4,"
            "title=coro-x::<it> & \"that\"%0A50%25\n"
            "::warning file=b%2C%3A.cpp,line=1,endLine=1,col=5,endColumn=8,"
            "title=coro-x::it is lost%0Ab,:.cpp:2:1: note: here\n");
}

TEST_F(Formats, GitHubHasNoColumnsForSeveralLines) {
  R.Findings.clear();
  R.Units.clear();
  R.add("/repo/b,:.cpp", "y();\nz()").Sure = Certainty::Possible;
  EXPECT_EQ(R.print(writeGitHub), "::notice file=b%2C%3A.cpp,line=1,endLine=2,"
                                  "title=coro-x::it is lost\n");
}

TEST_F(Formats, GitLab) {
  R.Findings.push_back(R.Findings[1]);
  Json Issues = Json::parse(R.print(writeGitLab));
  ASSERT_EQ(Issues.size(), 4u);
  EXPECT_EQ(Issues[0]["severity"], "major");
  EXPECT_EQ(Issues[1]["severity"], "minor");
  EXPECT_EQ(Issues[1]["check_name"], "coro-x");
  EXPECT_EQ(Issues[1]["description"], "it is lost");
  EXPECT_EQ(Issues[1]["location"],
            Json({{"path", "b,:.cpp"}, {"lines", {{"begin", 1}, {"end", 1}}}}));
  EXPECT_EQ(Issues[3]["severity"], "blocker");
  EXPECT_EQ(Issues[3]["location"]["path"], "c.cpp");
  std::set<std::string> Fingerprints;
  for (const Json &I : Issues)
    Fingerprints.insert(I["fingerprint"]);
  EXPECT_EQ(Fingerprints.size(), Issues.size());
}

TEST_F(Formats, JUnit) {
  EXPECT_EQ(R.print(writeJUnit),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="corolint" tests="5" failures="2" errors="1">
  <testsuite name="a.cpp" tests="2" failures="1" errors="0">
    <testcase name="analysed completely" classname="a.cpp" file="a.cpp"/>
    <testcase name="coro-x in ns::f" classname="a.cpp" file="a.cpp" line="1">
      <failure type="coro-x" message="&lt;it&gt; &amp; &quot;that&quot;&#10;50%">a.cpp:1:1: &lt;it&gt; &amp; &quot;that&quot;&#10;50%</failure>
    </testcase>
  </testsuite>
  <testsuite name="b,:.cpp" tests="1" failures="1" errors="0">
    <testcase name="coro-x in ns::f" classname="b,:.cpp" file="b,:.cpp" line="1">
      <failure type="coro-x" message="it is lost">b,:.cpp:1:6: it is lost&#10;b,:.cpp:2:1: note: here</failure>
    </testcase>
  </testsuite>
  <testsuite name="c.cpp" tests="1" failures="0" errors="1">
    <testcase name="analysed completely" classname="c.cpp" file="c.cpp">
      <error type="corolint-incomplete" message="partial: 1 error, first: c.cpp:3:1: error: no"/>
    </testcase>
  </testsuite>
  <testsuite name="d.cpp" tests="1" failures="0" errors="0">
    <testcase name="analysed completely" classname="d.cpp" file="d.cpp"/>
  </testsuite>
</testsuites>
)");
}

TEST_F(Formats, JUnitNamesDiffer) {
  R.Findings.push_back(R.Findings.back());
  EXPECT_NE(R.print(writeJUnit).find("\"coro-x in ns::f (2)\""),
            std::string::npos);
}

TEST_F(Formats, Checkstyle) {
  EXPECT_EQ(R.print(writeCheckstyle),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="a.cpp">
    <error line="1" column="1" severity="error" message="&lt;it&gt; &amp; &quot;that&quot;&#10;50%" source="coro-x"/>
  </file>
  <file name="b,:.cpp">
    <error line="1" column="5" severity="warning" message="it is lost&#10;b,:.cpp:2:1: note: here" source="coro-x"/>
  </file>
  <file name="c.cpp">
    <error line="1" column="1" severity="error" message="partial: 1 error, first: c.cpp:3:1: error: no" source="corolint-incomplete"/>
  </file>
  <file name="d.cpp">
  </file>
</checkstyle>
)");
}

TEST_F(Formats, RdJson) {
  R.Rules = {{"coro-x", "X.", "X.", "x", "x", "https://e.org/x"}};
  Json Root = Json::parse(R.print(writeRdJson));
  EXPECT_EQ(Root["source"]["name"], "corolint");
  Json All = Root["diagnostics"];
  ASSERT_EQ(All.size(), 3u);
  EXPECT_EQ(All[0]["severity"], "ERROR");
  EXPECT_FALSE(All[0].contains("suggestions"));
  EXPECT_EQ(All[1], Json::parse(R"({
    "message": "it is lost\nb,:.cpp:2:1: note: here",
    "location": {"path": "b,:.cpp", "range": {
      "start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 9}}},
    "severity": "WARNING",
    "code": {"value": "coro-x", "url": "https://e.org/x"},
    "suggestions": [{"text": "co_await ", "range": {
      "start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 6}}}]
  })"));
  EXPECT_EQ(All[2]["severity"], "ERROR");
  EXPECT_EQ(All[2]["location"], Json({{"path", "c.cpp"}}));
}

TEST_F(Formats, RdJsonMakesOneSuggestionOfAFix) {
  Finding &F = R.Findings[1];
  SourceRange Y = F.Where, Z = R.at("/repo/b,:.cpp", "z()");
  // In any order; what lies between stays.
  F.Fixes = {{"both", {{Z, "w()"}, {Y, "v()"}}, false},
             {"elsewhere", {{Y, "v()"}, {R.Findings[0].Where, ""}}, false},
             {"overlapping", {{Y, "v()"}, {Y, "w()"}}, false},
             {"nothing", {}, false}};
  Json D = Json::parse(R.print(writeRdJson))["diagnostics"][1];
  ASSERT_EQ(D["suggestions"].size(), 1u);
  EXPECT_EQ(D["suggestions"][0]["text"], "v();\nw()");
  EXPECT_EQ(D["suggestions"][0]["range"]["end"],
            Json({{"line", 2}, {"column", 4}}));
}

TEST_F(Formats, Fixes) {
  std::string Text = R.print(writeFixes);
  EXPECT_NE(Text.find("# c.cpp: partial: 1 error, first: c.cpp:3:1: error: no"),
            std::string::npos);
  EXPECT_NE(Text.find("DiagnosticName:  coro-x"), std::string::npos);
  EXPECT_NE(Text.find("ReplacementText: 'co_await '"), std::string::npos);
  R.Units[1].File = "/repo/é\n---\n.cpp";
  EXPECT_EQ(R.print(writeFixes).find("# é?---?.cpp: partial"), 0u);
  // What needs a look is not to be applied without one.
  R.Findings[1].Fixes[0].Safe = false;
  EXPECT_EQ(R.print(writeFixes).find("co_await"), std::string::npos);
}

TEST_F(Formats, WrongBytes) {
  R.Files.set("/repo/\xff.cpp", "x();\n");
  Finding &F = R.add("/repo/\xff.cpp", "x()");
  F.Message = F.Function = "\xff";
  for (auto *Write : {writeJsonLines, writeSarif, writeGitHub, writeGitLab,
                      writeJUnit, writeCheckstyle, writeRdJson, writeFixes})
    EXPECT_EQ(R.print(Write).find('\xff'), std::string::npos);
  EXPECT_NE(R.print(writeFixes).find("/repo/\uFFFD.cpp"), std::string::npos);
}

TEST_F(Formats, Paths) {
  Report Empty = {{}, {}, {}, "", "/repo", &R.Files};
  EXPECT_EQ(Empty.path("/repo/x/y"), "x/y");
  EXPECT_EQ(Empty.path("/repository/y"), "/repository/y");
  EXPECT_EQ(Empty.path("/repo"), ".");
}

TEST_F(Formats, PathsByAnotherName) {
  namespace fs = llvm::sys::fs;
  llvm::SmallString<128> Made, Root;
  ASSERT_FALSE(fs::createUniqueDirectory("corolint-paths", Made));
  ASSERT_FALSE(fs::real_path(Made, Root));
  ASSERT_FALSE(fs::create_directory(Root + "/src"));
  ASSERT_FALSE(fs::create_link(Root + "/src", Root + "/link"));
  // The link stands for one elsewhere, through which the run was started.
  std::string Src = (Root + "/src").str();
  Report Empty = {{}, {}, {}, "", Src, &R.Files};
  int FD;
  ASSERT_FALSE(fs::openFileForWrite(Src + "/a.cpp", FD));
  llvm::raw_fd_ostream(FD, /*shouldClose=*/true) << "x";
  EXPECT_EQ(Empty.path((Root + "/link/a.cpp").str()), "a.cpp");
  EXPECT_EQ(Empty.path((Root + "/link").str()), ".");
  fs::remove_directories(Root);
}

TEST_F(Formats, ProblemsHaveNoFolderOfTheCheckout) {
  Report Empty = {{}, {}, {}, "", "/repo", &R.Files};
  UnitReport U = {"/repo/a.cpp", UnitReport::Partial, {"/repo/a.cpp:1: e"}, ""};
  EXPECT_EQ(Empty.problem(U), "partial: 1 error, first: a.cpp:1: e");
  U.What = UnitReport::Failed;
  U.Errors = {"'/repo/x.json' and /repo/y, not /repository/z"};
  EXPECT_EQ(Empty.problem(U), "failed: 'x.json' and y, not /repository/z");
  U.Errors = {"/repo/a.cpp: it is gone"};
  EXPECT_EQ(Empty.problem(U), "failed: it is gone");
}

} // namespace
} // namespace corolint

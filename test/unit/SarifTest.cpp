//===- SarifTest.cpp - SARIF 2.1.0 ----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestReport.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace corolint {
namespace {

using Json = nlohmann::json;

Json run(TestReport &R) {
  Json Log = Json::parse(R.print(writeSarif));
  EXPECT_EQ(Log["version"], "2.1.0");
  EXPECT_EQ(Log["runs"].size(), 1u);
  return Log["runs"][0];
}

Json region(int Line, int Column, int EndLine, int EndColumn) {
  return {{"startLine", Line},
          {"startColumn", Column},
          {"endLine", EndLine},
          {"endColumn", EndColumn}};
}

TEST(Sarif, Empty) {
  TestReport R;
  Json Run = run(R);
  EXPECT_EQ(Run["results"], Json::array());
  EXPECT_EQ(Run["tool"]["driver"]["name"], "corolint");
  EXPECT_EQ(Run["tool"]["driver"]["semanticVersion"], "1.2.3");
  EXPECT_EQ(Run["invocations"][0]["executionSuccessful"], true);
  EXPECT_EQ(Run["invocations"][0]["toolExecutionNotifications"], Json::array());
  EXPECT_FALSE(Run["tool"]["driver"].contains("informationUri"));
  // Where the checkout is must not show.
  EXPECT_FALSE(Run["originalUriBaseIds"]["%SRCROOT%"].contains("uri"));
}

TEST(Sarif, Rules) {
  TestReport R;
  R.Rules = {{"coro-a", "A.", "Finds a.", "a\n", "# a\n", ""},
             {"coro-x", "X.", "Finds x.", "x\n", "# x\n", "https://e.org/x"}};
  R.Files.set("/repo/a.cpp", "x();\n");
  R.add("/repo/a.cpp", "x()");
  Json Run = run(R);
  Json Rules = Run["tool"]["driver"]["rules"];
  ASSERT_EQ(Rules.size(), 2u);
  EXPECT_FALSE(Rules[0].contains("helpUri"));
  Json X = Rules[1];
  EXPECT_EQ(X["id"], "coro-x");
  EXPECT_EQ(X["shortDescription"]["text"], "X.");
  EXPECT_EQ(X["fullDescription"]["text"], "Finds x.");
  EXPECT_EQ(X["help"], Json({{"text", "x\n"}, {"markdown", "# x\n"}}));
  EXPECT_EQ(X["helpUri"], "https://e.org/x");
  EXPECT_EQ(X["defaultConfiguration"]["level"], "warning");
  EXPECT_EQ(Run["results"][0]["ruleId"], "coro-x");
  EXPECT_EQ(Run["results"][0]["ruleIndex"], 1);
}

TEST(Sarif, Result) {
  TestReport R;
  R.Files.set("/repo/a b.cpp", "// é\nauto s = \"é\"; x(1,\n  2);\n");
  R.add("/repo/a b.cpp", "x(1,\n  2)");
  Json Result = run(R)["results"][0];
  EXPECT_EQ(Result["level"], "warning");
  EXPECT_EQ(Result["message"]["text"], "it is lost");
  ASSERT_EQ(Result["locations"].size(), 1u);
  Json Place = Result["locations"][0];
  EXPECT_EQ(Place["physicalLocation"]["artifactLocation"],
            Json({{"uri", "a%20b.cpp"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(Place["physicalLocation"]["region"], region(2, 15, 3, 5));
  EXPECT_EQ(Place["logicalLocations"][0]["fullyQualifiedName"], "ns::f");
  EXPECT_EQ(Result["properties"]["certainty"], "likely");
  EXPECT_FALSE(Result.contains("codeFlows"));
  EXPECT_FALSE(Result.contains("fixes"));
  Json Prints = Result["partialFingerprints"];
  EXPECT_EQ(Prints["corolint/v1"].get<std::string>().size(), 32u);
  EXPECT_TRUE(Prints.contains("primaryLocationLineHash"));
}

TEST(Sarif, Levels) {
  TestReport R;
  R.Files.set("/repo/a.cpp", "x();\n");
  for (Certainty Sure : {Certainty::Certain, Certainty::Likely,
                         Certainty::Possible, Certainty::Unknown})
    R.add("/repo/a.cpp", "x()").Sure = Sure;
  Json Results = run(R)["results"];
  EXPECT_EQ(Results[0]["level"], "error");
  EXPECT_EQ(Results[1]["level"], "warning");
  EXPECT_EQ(Results[2]["level"], "note");
  EXPECT_EQ(Results[3]["level"], "note");
}

TEST(Sarif, PathsOutsideOfTheRoot) {
  TestReport R;
  R.Files.set("/other/a.h", "x();\n");
  R.add("/other/a.h", "x()");
  Json Place = run(R)["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(Place["artifactLocation"], Json({{"uri", "file:///other/a.h"}}));
}

TEST(Sarif, NotesAreACodeFlow) {
  TestReport R;
  R.Files.set("/repo/a.cpp", "a();\nb();\nc();\n");
  Finding &F = R.add("/repo/a.cpp", "a()");
  F.Notes = {{R.at("/repo/a.cpp", "b()"), "calls b"},
             {R.at("/repo/a.cpp", "c()"), "calls c"},
             {{}, "and so on"}};
  Json Result = run(R)["results"][0];
  ASSERT_EQ(Result["codeFlows"].size(), 1u);
  ASSERT_EQ(Result["codeFlows"][0]["threadFlows"].size(), 1u);
  Json Steps = Result["codeFlows"][0]["threadFlows"][0]["locations"];
  ASSERT_EQ(Steps.size(), 3u);
  const char *Messages[] = {"it is lost", "calls b", "calls c"};
  for (int I = 0; I < 3; ++I) {
    Json At = Steps[I]["location"];
    EXPECT_EQ(At["message"]["text"], Messages[I]);
    EXPECT_EQ(At["physicalLocation"]["region"], region(I + 1, 1, I + 1, 4));
  }
  ASSERT_EQ(Result["relatedLocations"].size(), 2u);
  EXPECT_EQ(Result["relatedLocations"][0]["id"], 1);
  EXPECT_EQ(Result["relatedLocations"][1]["message"]["text"], "calls c");
  // A note without a place has nowhere else to go.
  EXPECT_EQ(Result["message"]["text"], "it is lost\nand so on");
}

TEST(Sarif, Fixes) {
  TestReport R;
  R.Files.set("/repo/a.cpp", "x();\n");
  R.Files.set("/repo/b.h", "y();\n");
  Finding &F = R.add("/repo/a.cpp", "x()");
  SourceRange Before = F.Where;
  Before.Length = 0;
  F.Fixes = {{"await it",
              {{Before, "co_await "}, {R.at("/repo/b.h", "y()"), "z()"}},
              true},
             {"nothing to edit", {}, false}};
  Json Fixes = run(R)["results"][0]["fixes"];
  ASSERT_EQ(Fixes.size(), 1u);
  EXPECT_EQ(Fixes[0]["description"]["text"], "await it");
  EXPECT_EQ(Fixes[0]["properties"]["safe"], true);
  Json Changes = Fixes[0]["artifactChanges"];
  ASSERT_EQ(Changes.size(), 2u);
  EXPECT_EQ(Changes[0]["artifactLocation"]["uri"], "a.cpp");
  EXPECT_EQ(Changes[0]["replacements"][0],
            Json({{"deletedRegion", region(1, 1, 1, 1)},
                  {"insertedContent", {{"text", "co_await "}}}}));
  EXPECT_EQ(Changes[1]["artifactLocation"]["uri"], "b.h");
  EXPECT_EQ(Changes[1]["replacements"][0]["deletedRegion"], region(1, 1, 1, 4));
}

TEST(Sarif, IncompleteUnits) {
  TestReport R;
  R.Units = {{"/repo/a.cpp", UnitReport::Complete, {}, ""},
             {"/repo/b.cpp",
              UnitReport::Partial,
              {"/repo/b.cpp:3:1: error: no", "/repo/b.cpp:4:1: error: no"},
              ""},
             {"/repo/c.cpp", UnitReport::Crashed, {"signal 11"}, "cd /x"}};
  Json Run = run(R)["invocations"][0];
  EXPECT_EQ(Run["executionSuccessful"], false);
  Json Told = Run["toolExecutionNotifications"];
  ASSERT_EQ(Told.size(), 2u);
  EXPECT_EQ(Told[0]["level"], "warning");
  EXPECT_EQ(Told[0]["message"]["text"],
            "b.cpp: partial: 2 errors, first: b.cpp:3:1: error: no");
  EXPECT_EQ(
      Told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "b.cpp");
  EXPECT_EQ(Told[1]["level"], "error");
  EXPECT_EQ(Told[1]["message"]["text"], "c.cpp: crashed: signal 11");
}

TEST(Sarif, WrongBytes) {
  TestReport R;
  R.Files.set("/repo/a\xff.cpp", "x\xff();\n");
  Finding &F = R.add("/repo/a\xff.cpp", "x\xff()");
  F.Message = F.Function = "\xc3(";
  F.Notes = {{F.Where, "\xff"}};
  Json Result = run(R)["results"][0];
  EXPECT_EQ(Result["message"]["text"], "\uFFFD(");
  EXPECT_EQ(
      Result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "a%FF.cpp");
}

/// 30,000 findings, every third of them only possible.
void addMany(TestReport &R) {
  std::string Text;
  for (int I = 0; I < 30000; ++I)
    Text += "call(" + std::to_string(I) + ");\n";
  R.Files.set("/repo/a.cpp", Text);
  for (unsigned I = 0, Offset = 0; I < 30000; ++I) {
    unsigned Length = std::to_string(I).size() + 6;
    Finding F;
    F.Check = "coro-x";
    F.Sure = I % 3 ? Certainty::Likely : Certainty::Possible;
    F.Message = "number " + std::to_string(I);
    F.Where = {"/repo/a.cpp", I + 1, 1, Offset, Length};
    Offset += Length + 2;
    R.Findings.push_back(F);
  }
}

TEST(Sarif, KeepsWithinTheLimitForResults) {
  TestReport R;
  addMany(R);
  Json Run = run(R);
  Json Results = Run["results"];
  ASSERT_EQ(Results.size(), 25000u);
  // All that are likely are there, in order; of the others, the first ones.
  size_t Likely = 0;
  int LastLine = 0;
  std::set<std::string> Prints;
  for (const Json &Result : Results) {
    Likely += Result["level"] == "warning";
    int Line =
        Result["locations"][0]["physicalLocation"]["region"]["startLine"];
    EXPECT_GT(Line, LastLine);
    LastLine = Line;
    Prints.insert(Result["partialFingerprints"]["corolint/v1"]);
  }
  EXPECT_EQ(Likely, 20000u);
  EXPECT_EQ(Prints.size(), 25000u);
  Json Told = Run["invocations"][0]["toolExecutionNotifications"];
  ASSERT_EQ(Told.size(), 1u);
  EXPECT_EQ(Told[0]["descriptor"]["id"], "cut");
  EXPECT_EQ(Told[0]["message"]["text"],
            "5000 of 30000 results are left out, the least certain first: "
            "GitHub takes no more than 25000 of a run");
  // What is left out is no failure of the run.
  EXPECT_EQ(Run["invocations"][0]["executionSuccessful"], true);
}

TEST(Sarif, KeepsWithinTheOtherLimits) {
  TestReport R;
  R.Rules = {{std::string(300, 'n'), std::string(2000, 's'),
              std::string(1020, 'd') + "éééé", "h", "h", ""}};
  R.Files.set("/repo/a.cpp", "x();\n");
  Finding &F = R.add("/repo/a.cpp", "x()");
  F.Notes.assign(1500, {F.Where, "again"});
  Json Run = run(R);
  Json Result = Run["results"][0];
  EXPECT_EQ(Result["relatedLocations"].size() + Result["locations"].size(),
            1000u);
  EXPECT_EQ(Result["codeFlows"][0]["threadFlows"][0]["locations"].size(),
            1000u);
  EXPECT_EQ(
      Run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
      "501 notes are left out: GitHub takes no more than 1000 locations of a "
      "result");
  Json Rule = Run["tool"]["driver"]["rules"][0];
  EXPECT_EQ(Rule["id"].get<std::string>(), std::string(252, 'n') + "…");
  EXPECT_EQ(Rule["shortDescription"]["text"].get<std::string>().size(), 1024u);
  // No character is cut in two.
  EXPECT_EQ(Rule["fullDescription"]["text"].get<std::string>(),
            std::string(1020, 'd') + "…");
  EXPECT_LE(Rule["properties"]["tags"].size(), 20u);
}

} // namespace
} // namespace corolint

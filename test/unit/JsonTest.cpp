//===- JsonTest.cpp - findings for programs -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace corolint {
namespace {

using Json = nlohmann::json;

std::string write(llvm::ArrayRef<Finding> Findings,
                  llvm::ArrayRef<UnitReport> Units) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeJson(OS, Findings, Units);
  return Text;
}

TEST(Json, Empty) {
  EXPECT_EQ(Json::parse(write({}, {})), Json({{"version", 1},
                                              {"tool", "corolint"},
                                              {"findings", Json::array()},
                                              {"units", Json::array()}}));
}

TEST(Json, Finding) {
  Finding F;
  F.Check = "coro-x";
  F.Sure = Certainty::Likely;
  F.Where = {"/a.cpp", 3, 5, 40, 7};
  F.Message = "it says \"no\"";
  F.Function = "ns::f";
  F.Anchor = {"creation", {"/b.h", 1, 2, 1, 0}};
  F.Notes.push_back({{"/a.cpp", 9, 1, 90, 1}, "here"});
  Fix X;
  X.Title = "await it";
  X.Safe = true;
  X.Edits.push_back({{"/a.cpp", 3, 5, 40, 0}, "co_await "});
  F.Fixes.push_back(X);

  EXPECT_EQ(Json::parse(write({F}, {}))["findings"], Json::parse(R"([{
    "check": "coro-x", "certainty": "likely", "message": "it says \"no\"",
    "function": "ns::f",
    "file": "/a.cpp", "line": 3, "column": 5, "length": 7,
    "anchor": {"kind": "creation", "file": "/b.h", "line": 1, "column": 2, "length": 0},
    "notes": [{"file": "/a.cpp", "line": 9, "column": 1, "message": "here"}],
    "fixes": [{"title": "await it", "safe": true, "edits": [
      {"file": "/a.cpp", "offset": 40, "length": 0, "text": "co_await "}]}]
  }])"));
}

TEST(Json, Certainties) {
  for (auto [Sure, Name] : {std::pair(Certainty::Unknown, "unknown"),
                            std::pair(Certainty::Possible, "possible"),
                            std::pair(Certainty::Likely, "likely"),
                            std::pair(Certainty::Certain, "certain")}) {
    Finding F;
    F.Sure = Sure;
    EXPECT_EQ(Json::parse(write({F}, {}))["findings"][0]["certainty"], Name);
  }
}

TEST(Json, Units) {
  EXPECT_EQ(Json::parse(write(
                {}, {{"/a.cpp", UnitReport::Complete, {}, ""},
                     {"/b.cpp", UnitReport::Partial, {"e"}, ""},
                     {"/c.cpp", UnitReport::Failed, {"f"}, ""},
                     {"/d.cpp", UnitReport::Crashed, {}, "run"}}))["units"],
            Json::parse(R"([
    {"file": "/a.cpp", "status": "complete", "errors": []},
    {"file": "/b.cpp", "status": "partial", "errors": ["e"]},
    {"file": "/c.cpp", "status": "failed", "errors": ["f"]},
    {"file": "/d.cpp", "status": "crashed", "errors": [], "reproduce": "run"}
  ])"));
}

TEST(Json, WrongBytesDoNotStopIt) {
  Finding F;
  F.Message = "a\xff"
              "b\u00e9";
  EXPECT_EQ(Json::parse(write({F}, {}))["findings"][0]["message"], "ab\u00e9");
}

} // namespace
} // namespace corolint

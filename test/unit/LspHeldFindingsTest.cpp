//===- LspHeldFindingsTest.cpp - what stays while code is broken ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/HeldFindings.h"

#include <gtest/gtest.h>

#include <string>

using namespace corolint;
using namespace corolint::lsp;

namespace {

const std::string File = "/a.cpp";
const std::string Text = "one() {\n"
                         "  bad();\n"
                         "}\n"
                         "two() {\n"
                         "  worse();\n"
                         "}\n";

SourceRange at(const std::string &In, llvm::StringRef Word) {
  SourceRange R;
  R.File = File;
  R.Offset = In.find(Word);
  R.Length = Word.size();
  llvm::StringRef Above = llvm::StringRef(In).take_front(R.Offset);
  R.Line = 1 + Above.count('\n');
  R.Column = R.Offset - (Above.rfind('\n') + 1) + 1;
  return R;
}

Finding finding(const std::string &In, llvm::StringRef Word) {
  Finding F;
  F.Check = "coro-test";
  F.Where = at(In, Word);
  F.Fixes.push_back({"fix", {{F.Where, "good"}}, true});
  return F;
}

class HeldFindingsTest : public testing::Test {
protected:
  /// The words of `Now` that are shown, if in it `Found` was found; empty if
  /// one has a place that is not that of its word.
  static std::vector<std::string>
  words(const std::string &Now, const std::vector<std::string> &Found = {},
        const std::vector<std::string> &Sound = {}) {
    const std::vector<Finding> Before = {finding(Text, "bad()"),
                                         finding(Text, "worse()")};
    std::vector<Finding> After;
    for (const std::string &Word : Found)
      After.push_back(finding(Now, Word));
    std::vector<SourceRange> Functions;
    for (const std::string &Function : Sound)
      Functions.push_back(at(Now, Function));
    std::vector<std::string> Out;
    for (const Finding &F :
         holdFindings(File, {Before, Text}, {After, Now}, Functions)) {
      std::string Word = Now.substr(F.Where.Offset, F.Where.Length);
      if (!(F.Where == at(Now, Word)))
        return {};
      Out.push_back(Word);
    }
    return Out;
  }
  static std::string replaced(llvm::StringRef What, llvm::StringRef By) {
    std::string Now = Text;
    return Now.replace(Now.find(What), What.size(), By.str());
  }
  using Words = std::vector<std::string>;
};

TEST_F(HeldFindingsTest, StayAndMoveAlong) {
  EXPECT_EQ(words(Text), (Words{"bad()", "worse()"}));
  EXPECT_EQ(words(replaced("one() {\n", "one() {\n  if (\n")),
            (Words{"bad()", "worse()"}));
  EXPECT_EQ(words(replaced("}\n", "")), (Words{"bad()", "worse()"}));
  EXPECT_EQ(words(replaced("  bad", "  x bad")), (Words{"bad()", "worse()"}));
  EXPECT_EQ(words(replaced("bad();", "bad()")), (Words{"bad()", "worse()"}));
}

TEST_F(HeldFindingsTest, GrowWithWhatIsTypedWithin) {
  EXPECT_EQ(words(replaced("bad()", "bad(x, )")),
            (Words{"bad(x, )", "worse()"}));
}

TEST_F(HeldFindingsTest, GoWithTheirText) {
  EXPECT_EQ(words(replaced("bad()", "")), (Words{"worse()"}));
  EXPECT_EQ(words(replaced("  bad();\n}\ntwo() {\n", "")), (Words{"worse()"}));
  // A part is left.
  EXPECT_EQ(words(replaced("bad();", "b")), (Words{"b", "worse()"}));
  EXPECT_EQ(words(""), Words());
}

TEST_F(HeldFindingsTest, WhatIsEditedAndCompilesIsKnown) {
  const std::string Now = replaced("bad();", "await bad(); new();");
  const std::string One = "one() {\n  await bad(); new();\n}";
  const std::string Two = "two() {\n  worse();\n}";
  EXPECT_EQ(words(Now, {"new()"}, {One}), (Words{"new()", "worse()"}));
  EXPECT_EQ(words(Now, {}, {One}), (Words{"worse()"}));
  // The other one may depend on what does not compile.
  EXPECT_EQ(words(Now, {"new()"}, {One, Two}), (Words{"new()", "worse()"}));
  // In what does not compile, what was found anew has to wait.
  EXPECT_EQ(words(replaced("bad();", "bad(); new();"), {"new()"}, {Two}),
            (Words{"bad()", "worse()"}));
  // Nothing was edited: another file was.
  EXPECT_EQ(words(Text, {}, {"one() {\n  bad();\n}"}),
            (Words{"bad()", "worse()"}));
}

TEST_F(HeldFindingsTest, FixesAreForAnotherText) {
  const std::vector<Finding> Before = {finding(Text, "bad()")};
  auto Held = holdFindings(File, {Before, Text}, {{}, Text + "{"}, {});
  ASSERT_EQ(Held.size(), 1u);
  EXPECT_TRUE(Held.front().Fixes.empty());
}

TEST_F(HeldFindingsTest, NotesGoAlong) {
  std::vector<Finding> Before = {finding(Text, "worse()")};
  Before.front().Notes = {{at(Text, "bad()"), "here"}, {at(Text, "two()"), ""}};
  Before.front().Notes.push_back(Before.front().Notes.front());
  Before.front().Notes.back().Where.File = "/other.h";
  const std::string Now = replaced("bad();\n", "\n");
  auto Held = holdFindings(File, {Before, Text}, {{}, Now}, {});
  ASSERT_EQ(Held.size(), 1u);
  ASSERT_EQ(Held.front().Notes.size(), 2u);
  EXPECT_EQ(Held.front().Notes[0].Where, at(Now, "two()"));
  EXPECT_EQ(Held.front().Notes[1].Where.Offset, Text.find("bad()"));
}

} // namespace

//===- LspHintsTest.cpp - inlay hints and code lenses ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestAnalysis.h"

#include "lsp/features/CodeLenses.h"
#include "lsp/features/InlayHints.h"

using namespace corolint;
using namespace corolint::lsp;

namespace {

using Strings = std::vector<std::string>;

/// "line: label", lines counted from 1 after the one that includes the task.
Strings hints(const Analysis &A, unsigned First = 0, unsigned Last = 1000) {
  Positions Where(A, PositionEncoding::UTF8);
  Strings Out;
  for (const InlayHint &H : inlayHints(A, {{First, 0}, {Last, 0}}, Where))
    Out.push_back(std::to_string(H.Where.Line) + ": " + H.Label);
  return Out;
}

Strings lenses(const Analysis &A) {
  Positions Where(A, PositionEncoding::UTF8);
  Strings Out;
  for (const CodeLens &L : codeLenses(A, Where, {}))
    Out.push_back(std::to_string(L.Where.Start.Line) + ": " + L.Run->Title);
  return Out;
}

TEST(LspInlayHints, MarkWhatSuspendsAndWhatBlocks) {
  Analysis A = analysisOf("#include <unistd.h>\n"
                          "void helper() {\n  sleep(1);\n}\n"
                          "task<int> value() { co_return 1; }\n"
                          "task<int> works() {\n"
                          "  co_await std::suspend_never{};\n"
                          "  co_await std::suspend_always{};\n"
                          "  helper();\n"
                          "  auto later = value();\n"
                          "  co_return co_await later;\n}\n");
  EXPECT_EQ(hints(A),
            (Strings{"8: may suspend", "9: blocks: sleep", "11: may suspend"}));
  EXPECT_EQ(hints(A, 9, 10), (Strings{"9: blocks: sleep"}));
  Positions Where(A, PositionEncoding::UTF8);
  std::vector<InlayHint> All = inlayHints(A, {{0, 0}, {1000, 0}}, Where);
  // Behind the whole expression.
  EXPECT_EQ(All[0].Where.Character, strlen("  co_await std::suspend_always{}"));
  EXPECT_EQ(All[1].Where.Character, strlen("  helper()"));
  EXPECT_TRUE(All[0].PaddingLeft);
  EXPECT_FALSE(All[0].Tooltip.empty());
}

TEST(LspInlayHints, NoneInPlainCode) {
  EXPECT_EQ(hints(analysisOf("#include <unistd.h>\n"
                             "int main() { sleep(1); }\n")),
            Strings());
}

TEST(LspCodeLenses, TellEffectsAndAsyncCallers) {
  Analysis A = analysisOf("#include <unistd.h>\n"
                          "void helper() {\n  sleep(1);\n}\n"
                          "task<int> value() { co_return 1; }\n"
                          "task<int> works() {\n"
                          "  helper();\n"
                          "  co_return co_await value();\n}\n"
                          "task<int> more() {\n"
                          "  auto inner = []() -> task<int> {\n"
                          "    helper();\n    co_return 1;\n  };\n"
                          "  helper();\n  helper();\n"
                          "  co_return co_await inner();\n}\n"
                          "int plain(int n) { return n; }\n"
                          "int main() {\n  plain(1);\n  helper();\n}\n");
  EXPECT_EQ(
      lenses(A),
      (Strings{"2: blocks: sleep", "2: 3 async callers", "5: does not suspend",
               "5: 1 async caller", "6: blocks: sleep, suspends",
               "10: blocks: sleep, suspends", "20: blocks: sleep"}));
}

TEST(LspCodeLenses, ShowReferencesWhereTheClientCan) {
  Analysis A = analysisOf("task<int> value() { co_return 1; }\n"
                          "task<int> works() {\n"
                          "  co_await value();\n"
                          "  co_return co_await value();\n}\n");
  Positions Where(A, PositionEncoding::UTF8);
  ClientCapabilities Client;
  auto Callers = [&]() -> Command {
    for (const CodeLens &L : codeLenses(A, Where, Client))
      if (L.Run->Title == "1 async caller")
        return *L.Run;
    return {};
  };
  EXPECT_EQ(Callers(), (Command{"1 async caller", "", {}}));
  Client.ShowReferences = true;
  Command C = Callers();
  EXPECT_EQ(C.Name, ShowReferencesCommand);
  ASSERT_EQ(C.Arguments.size(), 3u);
  EXPECT_EQ(C.Arguments[1], toJson(placeOf(*A.Text, "value").Start));
  ASSERT_EQ(C.Arguments[2].size(), 2u);
  EXPECT_EQ(C.Arguments[2][1]["range"], toJson(placeOf(*A.Text, "value", 2)));
  EXPECT_EQ(C.Arguments[2][1]["uri"], C.Arguments[0]);
}

} // namespace

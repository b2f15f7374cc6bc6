//===- LspSilenceEditTest.cpp - where a comment silences a finding --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/features/SilenceEdit.h"

#include <gtest/gtest.h>

using namespace corolint;
using namespace corolint::lsp;

namespace {

/// `Text` with what silences "coro-x" on its line `N`; "none" if nothing does.
std::string silenced(const std::string &Text, unsigned N,
                     const std::string &Check = "coro-x") {
  LineIndex Lines(Text);
  std::optional<Edit> E = silenceEdit("a.cpp", Lines, N, Check);
  if (!E)
    return "none";
  EXPECT_EQ(E->Where.File, "a.cpp");
  std::string Out = Text;
  Out.insert(E->Where.Offset, E->Text);
  return Out;
}

TEST(LspSilenceEdit, OnTheLine) {
  EXPECT_EQ(silenced("a();\n  b();  \n", 1),
            "a();\n  b(); // NOLINT(coro-x)  \n");
  EXPECT_EQ(silenced("b();", 0), "b(); // NOLINT(coro-x)");
  EXPECT_EQ(silenced("b(\"http://c\");\n", 0),
            "b(\"http://c\"); // NOLINT(coro-x)\n");
}

TEST(LspSilenceEdit, AboveTheLine) {
  EXPECT_EQ(silenced("a();\n  b(); // why\n", 1),
            "a();\n  // NOLINTNEXTLINE(coro-x)\n  b(); // why\n");
  EXPECT_EQ(silenced("b(); /* why\n*/\n", 0),
            "// NOLINTNEXTLINE(coro-x)\nb(); /* why\n*/\n");
  EXPECT_EQ(silenced("b(); // why\r\n", 0),
            "// NOLINTNEXTLINE(coro-x)\r\nb(); // why\r\n");
}

TEST(LspSilenceEdit, InTheListThatIsThere) {
  EXPECT_EQ(silenced("b(); // NOLINT(coro-y)\n", 0),
            "b(); // NOLINT(coro-y, coro-x)\n");
  EXPECT_EQ(silenced("// NOLINTNEXTLINE(other-y)\nb(); // why\n", 1),
            "// NOLINTNEXTLINE(other-y, coro-x)\nb(); // why\n");
  // Of another line.
  EXPECT_EQ(silenced("a(); // NOLINT(coro-y)\nb();\n", 1),
            "a(); // NOLINT(coro-y)\nb(); // NOLINT(coro-x)\n");
  EXPECT_EQ(silenced("b(\"// NOLINT(coro-y)\");\n", 0),
            "b(\"// NOLINT(coro-y)\"); // NOLINT(coro-x)\n");
}

TEST(LspSilenceEdit, NotWithinALiteral) {
  EXPECT_EQ(silenced("b(); auto X = R\"(a\nb)\";\n", 0),
            "// NOLINTNEXTLINE(coro-x)\nb(); auto X = R\"(a\nb)\";\n");
  EXPECT_EQ(silenced("auto X = R\"(a\nb)\"; b();\n", 1),
            "auto X = R\"(a\nb)\"; b(); // NOLINT(coro-x)\n");
  EXPECT_EQ(silenced("auto X = R\"(a\nb)\"; b(); // why\n", 1), "none");
}

TEST(LspSilenceEdit, NotWhereALineGoesOn) {
  for (const char *End : {"\\\n", "\\ \n"}) {
    std::string Text = std::string("b(\"a\" ") + End + " \"c\");\n";
    EXPECT_EQ(silenced(Text, 0), "// NOLINTNEXTLINE(coro-x)\n" + Text);
  }
  EXPECT_EQ(silenced("#define M \\\n  b();\n", 1),
            "#define M \\\n  b(); // NOLINT(coro-x)\n");
  EXPECT_EQ(silenced("#define M \\\n  b(); \\\n c();\n", 1), "none");
  EXPECT_EQ(silenced("#define M \\\n  b(); /* why */\n", 1), "none");
}

} // namespace

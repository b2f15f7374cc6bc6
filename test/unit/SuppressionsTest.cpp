//===- SuppressionsTest.cpp - NOLINT comments -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Suppressions.h"

#include "report/Comments.h"
#include "report/Globs.h"

#include <gtest/gtest.h>

using llvm::StringRef;

namespace corolint {
namespace {

const std::vector<StringRef> Known = {
    "coro-blocking-call", "coro-blocking-call-in-loop", "coro-never-awaited"};

/// The lines of `Text`, from 1, on which a finding at an `@` is not silenced.
/// The `@` stand for the code that is found.
std::vector<unsigned> found(StringRef Text, std::vector<StringRef> Names = {
                                                "coro-never-awaited"}) {
  Suppressions S(Text, Known);
  std::vector<unsigned> Lines;
  unsigned Line = 1, Column = 1;
  for (size_t I = 0; I < Text.size(); ++I, ++Column) {
    if (Text[I] == '@' &&
        !S.covers({"a.cpp", Line, Column, unsigned(I), 1}, Names))
      Lines.push_back(Line);
    if (Text[I] == '\n') {
      ++Line;
      Column = 0;
    }
  }
  return Lines;
}

using LineList = std::vector<unsigned>;

TEST(Globs, Match) {
  EXPECT_TRUE(matchesGlob("*", ""));
  EXPECT_TRUE(matchesGlob("coro-*", "coro-never-awaited"));
  EXPECT_TRUE(matchesGlob("*-await*", "coro-never-awaited"));
  EXPECT_TRUE(matchesGlob("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(matchesGlob("a**", "a"));
  EXPECT_FALSE(matchesGlob("", "a"));
  EXPECT_FALSE(matchesGlob("coro", "coro-never-awaited"));
  EXPECT_FALSE(matchesGlob("a*b", "a-b-c"));
  EXPECT_FALSE(matchesGlob("a.c", "abc"));
  EXPECT_EQ(splitGlobs(" a , -b*,,\n c"),
            (std::vector<StringRef>{"a", "-b*", "c"}));
}

TEST(Comments, LiteralsHoldNone) {
  auto Comments = [](StringRef Text) { return findComments(Text); };
  using List = std::vector<StringRef>;
  EXPECT_EQ(Comments("a // b\nc /* d\n e */ f"), (List{"// b", "/* d\n e */"}));
  EXPECT_EQ(Comments("\"// no\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("\"\\\"// no\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("'\"' // yes"), List{"// yes"});
  EXPECT_EQ(Comments("'\\'' // yes"), List{"// yes"});
  EXPECT_EQ(Comments("R\"(\" // no\n)\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("u8R\"x(// no)\" // no)x\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("xR\"(a\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("1'000'000; 0x'f // yes"), List{"// yes"});
  EXPECT_EQ(Comments("#error don't\nint x; // yes"), List{"// yes"});
  EXPECT_EQ(Comments("// one \\\n line\nint x;"), List{"// one \\\n line"});
  EXPECT_EQ(Comments("\"a\\\n// no\" // yes"), List{"// yes"});
  EXPECT_EQ(Comments("a /* open"), List{"/* open"});
  EXPECT_EQ(Comments("a / b * c"), List{});
}

TEST(Suppressions, OnTheLine) {
  EXPECT_EQ(found("@\n"), LineList{1});
  EXPECT_EQ(found("@ // NOLINT\n@"), LineList{2});
  EXPECT_EQ(found("@ // see below. NOLINT: it is meant so\n"), LineList{});
  EXPECT_EQ(found("@ /* NOLINT */ @\n"), LineList{});
  EXPECT_EQ(found("@ // nolint\n"), LineList{1});
  EXPECT_EQ(found("@ // NOLINTED\n"), LineList{1});
  EXPECT_EQ(found("@ // NOLINTNEXTLINE\n@\n@"), (LineList{1, 3}));
  EXPECT_EQ(found("@ \"// NOLINT\"\n"), LineList{1});
  EXPECT_EQ(found("@ R\"(\n// NOLINTNEXTLINE\n)\" @\n"), (LineList{1, 3}));
}

TEST(Suppressions, Lists) {
  EXPECT_EQ(found("@ // NOLINT(coro-never-awaited)\n"), LineList{});
  EXPECT_EQ(found("@ // NOLINT( bugprone-x , coro-never-awaited )\n"),
            LineList{});
  EXPECT_EQ(found("@ // NOLINT(coro-*)\n"), LineList{});
  EXPECT_EQ(found("@ // NOLINT(*-awaited)\n"), LineList{});
  EXPECT_EQ(found("@ // NOLINT(coro-blocking-call)\n"), LineList{1});
  EXPECT_EQ(found("@ // NOLINT(bugprone-*, google-x)\n"), LineList{1});
  EXPECT_EQ(found("@ // NOLINT()\n"), LineList{1});
  // As in clang-tidy, nothing is taken out of what is silenced.
  EXPECT_EQ(found("@ // NOLINT(*, -coro-never-awaited)\n"), LineList{});
  // No list without its closing parenthesis.
  EXPECT_EQ(found("@ // NOLINT(bugprone-x\n"), LineList{});
  EXPECT_EQ(found("@ // NOLINT(bugprone-x) NOLINT(coro-*)\n"), LineList{});
  EXPECT_EQ(found("// NOLINTNEXTLINE(coro-never-awaited)\n@\n"), LineList{});
  EXPECT_EQ(found("// NOLINTNEXTLINE(bugprone-x)\n@\n"), LineList{2});
}

TEST(Suppressions, OtherNames) {
  std::vector<StringRef> InLoop = {"coro-blocking-call-in-loop",
                                   "coro-blocking-call"};
  EXPECT_EQ(found("@ // NOLINT(coro-blocking-call)\n", InLoop), LineList{});
  EXPECT_EQ(found("@ // NOLINT(coro-blocking-call-in-loop)\n", InLoop),
            LineList{});
  EXPECT_EQ(found("@ // NOLINT(coro-blocking-call-in-loop)\n",
                  {"coro-blocking-call"}),
            LineList{1});
}

TEST(Suppressions, Blocks) {
  EXPECT_EQ(found("@\n// NOLINTBEGIN\n@\n@\n// NOLINTEND\n@\n"),
            (LineList{1, 6}));
  EXPECT_EQ(found("// NOLINTBEGIN(coro-*)\n@\n// NOLINTEND(coro-*)\n@\n"),
            LineList{4});
  EXPECT_EQ(found("// NOLINTBEGIN(bugprone-x)\n@\n// NOLINTEND(bugprone-x)\n"),
            LineList{2});
  EXPECT_EQ(found("// NOLINTBEGIN(coro-never-awaited)\n"
                  "// NOLINTBEGIN(coro-blocking-call)\n"
                  "@\n"
                  "// NOLINTEND(coro-blocking-call)\n"
                  "@\n"
                  "// NOLINTEND(coro-never-awaited)\n"
                  "@\n"),
            LineList{7});
}

std::string unmatched(StringRef Text) {
  std::string Result;
  Suppressions S(Text, Known);
  for (const Suppressions::Unmatched &U : S.unmatched())
    Result += std::to_string(U.Line) + ":" + std::to_string(U.Column) + " " +
              U.message() + "\n";
  return Result;
}

TEST(Suppressions, Unmatched) {
  const std::string NoEnd = " unmatched 'NOLINTBEGIN' comment without a "
                            "subsequent 'NOLINTEND' comment\n";
  const std::string NoBegin = " unmatched 'NOLINTEND' comment without a "
                              "previous 'NOLINTBEGIN' comment\n";
  EXPECT_EQ(unmatched("// NOLINTBEGIN\n// NOLINTEND\n"), "");
  EXPECT_EQ(unmatched("\n  // NOLINTBEGIN\n@\n"), "2:6" + NoEnd);
  EXPECT_EQ(unmatched("// NOLINTEND(coro-*)\n"), "1:4" + NoBegin);
  // Of other lists, and closed in the wrong order.
  EXPECT_EQ(unmatched("// NOLINTBEGIN(coro-*)\n// NOLINTEND\n"),
            "1:4" + NoEnd + "2:4" + NoBegin);
  EXPECT_EQ(unmatched("// NOLINTBEGIN(coro-never-awaited)\n"
                      "// NOLINTBEGIN(coro-blocking-call)\n"
                      "// NOLINTEND(coro-never-awaited)\n"
                      "// NOLINTEND(coro-blocking-call)\n"),
            "1:4" + NoEnd + "3:4" + NoBegin);
  EXPECT_EQ(unmatched("// NOLINTBEGIN(bugprone-x)\n"), "");
  EXPECT_EQ(unmatched("\"// NOLINTBEGIN\"\n"), "");
  // What is not closed silences nothing.
  EXPECT_EQ(found("// NOLINTBEGIN\n@\n"), LineList{2});
}

} // namespace
} // namespace corolint

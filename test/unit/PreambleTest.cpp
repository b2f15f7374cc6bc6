//===- PreambleTest.cpp - the includes of a file, parsed once -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Preamble.h"

#include "InMemoryProject.h"

using namespace corolint;

namespace {

/// A header with a coroutine that has a mistake in it, and a file with another.
const std::string Header = R"(#pragma once
#include <coroutine>
#include <string>
)" + TaskType + R"(inline task first() { co_return; }
template <typename T> task generic(T) {
  first();
  co_return;
}
inline task inHeader() {
  first();
  co_return;
}
)";
const char Main[] = R"(#include "work.h"
task inMain() {
  first();
  co_await generic(1);
}
)";

class PreambleTest : public InMemoryProject {
protected:
  PreambleTest() {
    set("/project/work.h", Header);
    set("/project/main.cpp", Main);
  }
};

TEST_F(PreambleTest, FindsWhatIsFoundWithout) {
  auto Head = build();
  ASSERT_TRUE(Head);
  UnitResult With = lint(Head.get()), Without = lint(nullptr);
  EXPECT_TRUE(With.UsedHead);
  EXPECT_FALSE(Without.UsedHead);
  EXPECT_EQ(With.Report.What, UnitReport::Complete);
  EXPECT_EQ(shown(With), shown(Without));
  // In the header, in its template, and in the file.
  EXPECT_EQ(With.Findings.size(), 3u) << shown(With);
  EXPECT_EQ(With.Files, Without.Files);
}

TEST_F(PreambleTest, HoldsWhileTheHeadIsTheSame) {
  auto Head = build();
  ASSERT_TRUE(Head);
  set("/project/main.cpp", std::string(Main) + "task more() { co_return; }\n");
  EXPECT_TRUE(Head->holds(Command, files()));
  set("/project/main.cpp", "#include <vector>\n" + std::string(Main));
  EXPECT_FALSE(Head->holds(Command, files()));
  EXPECT_FALSE(lint(Head.get()).UsedHead);
}

TEST_F(PreambleTest, DoesNotHoldForAnotherHeaderOfTheSameLength) {
  auto Head = build();
  ASSERT_TRUE(Head);
  std::string Other = Header;
  Other.replace(Other.find("inHeader"), 8, "inHEADER");
  set("/project/work.h", Other);
  EXPECT_FALSE(Head->holds(Command, files()));
}

TEST_F(PreambleTest, DoesNotHoldForOtherFlags) {
  auto Head = build();
  ASSERT_TRUE(Head);
  CompileCommand Other = Command;
  Other.Args.insert(Other.Args.begin() + 1, "-DNDEBUG");
  EXPECT_FALSE(Head->holds(Other, files()));
}

TEST_F(PreambleTest, TellsOfErrorsInHeaders) {
  set("/project/work.h", Header + R"(
#include "missing.h"
inline task broken() {
  undeclared();
  first();
  co_return;
}
)");
  auto Head = build();
  ASSERT_TRUE(Head);
  UnitResult With = lint(Head.get()), Without = lint(nullptr);
  EXPECT_TRUE(With.UsedHead);
  EXPECT_EQ(With.Report.What, UnitReport::Partial);
  EXPECT_EQ(shown(With), shown(Without));
  EXPECT_EQ(With.Report.Errors.size(), 2u);
  // The header is there now.
  set("/project/missing.h", "");
  EXPECT_FALSE(Head->holds(Command, files()));
}

TEST_F(PreambleTest, IsUsedForAnotherSetOfIncludes) {
  auto Head = build();
  ASSERT_TRUE(Head);
  set("/project/more.h", "#include <coroutine>\ninline int More = 1;\n");
  set("/project/main.cpp", "// A comment.\n#include \"more.h\"\n" +
                               std::string(Main) + "int More2 = More;\n");
  UnitResult Old = lint(Head.get(), /*EvenIfOld=*/true);
  UnitResult Without = lint(nullptr);
  EXPECT_TRUE(Old.UsedHead);
  EXPECT_TRUE(Old.UsedOldHead);
  EXPECT_EQ(shown(Old), shown(Without));
  // Not if something else has changed.
  set("/project/main.cpp", "#define MORE 1\n" + std::string(Main));
  EXPECT_FALSE(lint(Head.get(), /*EvenIfOld=*/true).UsedHead);
  set("/project/main.cpp", "#include <string>\n" + std::string(Main));
  set("/project/work.h", Header + "\n");
  EXPECT_FALSE(lint(Head.get(), /*EvenIfOld=*/true).UsedHead);
}

TEST_F(PreambleTest, IsNoneWithoutIncludes) {
  set("/project/main.cpp", "int main() {}\n");
  std::string Error;
  EXPECT_FALSE(Preamble::build(Command, files(), Error));
  EXPECT_EQ(Error, "");
}

} // namespace

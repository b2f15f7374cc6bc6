//===- SystemBaseTest.cpp - system headers, parsed once for many files ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/SystemBase.h"

#include "InMemoryProject.h"
#include "frontend/Prefix.h"

using namespace corolint;

namespace {

const std::string Work = R"(#pragma once
#include <coroutine>
)" + TaskType + R"(inline task work() { co_return; }
#include <vector>
)";
const char Main[] = R"(#include "work.h"
#include <string>
task one() {
  std::vector<std::string> Texts;
  work();
  co_return;
}
task two() {
  one();
  co_return;
}
)";

class SystemBaseTest : public InMemoryProject {
protected:
  SystemBaseTest() {
    set("/project/work.h", Work);
    set("/project/main.cpp", Main);
  }
  std::shared_ptr<const SystemBase> baseOf(const UnitResult &R) {
    return SystemBase::build(Command, files(), R.Includes.System);
  }
};

TEST_F(SystemBaseTest, FindsWhatIsFoundWithout) {
  UnitResult Without = lint(nullptr);
  EXPECT_EQ(Without.Includes.System,
            (std::vector<std::string>{"coroutine", "vector", "string"}));
  auto Base = baseOf(Without);
  ASSERT_TRUE(Base);
  EXPECT_TRUE(Base->fits(Without.Includes));
  UnitResult With = lint(Base.get());
  EXPECT_TRUE(With.UsedBaseAlone);
  EXPECT_EQ(With.Report.What, UnitReport::Complete);
  EXPECT_EQ(shown(With), shown(Without));
  EXPECT_EQ(With.Findings.size(), 2u);
  EXPECT_EQ(With.Includes.System, Without.Includes.System);
  // Each header is told of, though it was read for another file.
  std::set<std::string> Files(With.Files.begin(), With.Files.end());
  for (const std::string &File : Without.Files)
    EXPECT_TRUE(Files.count(File)) << File;
}

TEST_F(SystemBaseTest, IsBelowPreambleAndPrefix) {
  UnitResult Without = lint(nullptr);
  auto Base = baseOf(Without);
  ASSERT_TRUE(Base);
  std::string Error;
  auto Head = Preamble::build(Command, files(), Error, Base);
  ASSERT_TRUE(Head);
  EXPECT_EQ(Head->base(), Base.get());
  EXPECT_LT(Head->size() * 4, Base->size());
  UnitResult With = lint(Head.get());
  EXPECT_TRUE(With.UsedHead);
  EXPECT_FALSE(With.UsedBaseAlone);
  EXPECT_EQ(shown(With), shown(Without));

  ASSERT_EQ(Without.Cuts.size(), 2u);
  auto Before = Prefix::build(Command, files(), Head, Without.Cuts[0]);
  ASSERT_TRUE(Before);
  EXPECT_EQ(shown(lint(Before.get())), shown(Without));
}

TEST_F(SystemBaseTest, StaysWhenAHeaderOfTheProjectChanges) {
  auto Base = baseOf(lint(nullptr));
  ASSERT_TRUE(Base);
  std::string Error;
  auto Head = Preamble::build(Command, files(), Error, Base);
  ASSERT_TRUE(Head);
  set("/project/work.h", Work + "inline task more() { work(); co_return; }\n");
  UnitResult With = lint(Head.get());
  EXPECT_TRUE(With.UsedBaseAlone);
  EXPECT_TRUE(Base->fits(With.Includes));
  EXPECT_EQ(shown(With), shown(lint(nullptr)));
  EXPECT_EQ(With.Findings.size(), 3u);
}

TEST_F(SystemBaseTest, DoesNotFitWhereLessIsIncluded) {
  auto Base = baseOf(lint(nullptr));
  ASSERT_TRUE(Base);
  set("/project/main.cpp", "#include \"work.h\"\n");
  EXPECT_FALSE(Base->fits(lint(nullptr).Includes));
  // Nor where the order is another.
  set("/project/main.cpp", "#include <string>\n#include \"work.h\"\n");
  EXPECT_FALSE(Base->fits(lint(nullptr).Includes));
  // More does no harm.
  set("/project/main.cpp", "#include \"work.h\"\n#include <map>\n"
                           "#include <string>\n");
  EXPECT_TRUE(Base->fits(lint(nullptr).Includes));
}

TEST_F(SystemBaseTest, DoesNotFitWhereAnotherHeaderMaySayHowToReadIt) {
  Command.Args.insert(Command.Args.begin() + 1, {"-isystem", "/system"});
  set("/system/config.h", "#define CONFIG 1\n");
  set("/system/library.h", "#ifdef CONFIG\nint A;\n#else\nint B;\n#endif\n");
  set("/project/main.cpp", "#include <library.h>\n");
  auto Base = baseOf(lint(nullptr));
  ASSERT_TRUE(Base);
  EXPECT_TRUE(Base->fits(lint(nullptr).Includes));
  set("/project/main.cpp", "#include <config.h>\n#include <library.h>\n");
  EXPECT_FALSE(Base->fits(lint(nullptr).Includes));
  set("/project/main.cpp", "#include <library.h>\n#include <config.h>\n");
  EXPECT_TRUE(Base->fits(lint(nullptr).Includes));
}

TEST_F(SystemBaseTest, DoesNotFitWhereUserCodeIsSeenByAHeader) {
  auto Base = baseOf(lint(nullptr));
  ASSERT_TRUE(Base);
  for (const char *Seen :
       {"#define _GLIBCXX_DEBUG 1\n", "#define size length\n",
        "#undef __GNUC__\n", "#pragma pack(push, 1)\n",
        "#include \"missing.h\"\n"}) {
    set("/project/main.cpp", std::string(Seen) + Main);
    EXPECT_FALSE(Base->fits(lint(nullptr).Includes)) << Seen;
    // But for what comes after them all.
    set("/project/main.cpp",
        "#include \"work.h\"\n#include <string>\n" + std::string(Seen));
    EXPECT_TRUE(Base->fits(lint(nullptr).Includes)) << Seen;
  }
  set("/project/main.cpp", std::string("#define MY_OWN 1\n") + Main);
  EXPECT_TRUE(Base->fits(lint(nullptr).Includes));
}

TEST_F(SystemBaseTest, IsNotUsedForOtherFlags) {
  auto Base = baseOf(lint(nullptr));
  ASSERT_TRUE(Base);
  EXPECT_TRUE(Base->isFor(Command, files()));
  Command.Args.insert(Command.Args.begin() + 1, "-DNDEBUG");
  EXPECT_FALSE(Base->isFor(Command, files()));
  EXPECT_FALSE(lint(Base.get()).UsedHead);
  // A file of the same flags is another matter.
  Command.File = "/project/other.cpp";
  Command.Args = {"clang++", "-std=c++20", "-c", "/project/other.cpp",
                  "-o",      "other.o"};
  set("/project/other.cpp", Main);
  EXPECT_TRUE(Base->isFor(Command, files()));
  UnitResult With = lint(Base.get());
  EXPECT_TRUE(With.UsedBaseAlone);
  EXPECT_EQ(shown(With), shown(lint(nullptr)));
}

TEST_F(SystemBaseTest, IsNoneForHeadersWithErrors) {
  EXPECT_FALSE(SystemBase::build(Command, files(), {"no/such/header"}));
}

} // namespace

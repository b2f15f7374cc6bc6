//===- PreambleTest.cpp - the includes of a file, parsed once -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Preamble.h"

#include "command/LintUnit.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"

using namespace corolint;

namespace {

/// A header with a coroutine that has a mistake in it, and a file with another.
const char Header[] = R"(#pragma once
#include <coroutine>
#include <string>
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
inline task first() { co_return; }
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

class PreambleTest : public ::testing::Test {
protected:
  PreambleTest() {
    Command.Directory = "/project";
    Command.File = "/project/main.cpp";
    Command.Args = {"clang++", "-std=c++20", "-c", "/project/main.cpp"};
    set("/project/work.h", Header);
    set("/project/main.cpp", Main);
  }

  void set(const char *File, const std::string &Text) {
    Texts[File] = Text;
    Stamps[File] = ++Last;
  }
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files() const {
    auto InMemory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    for (const auto &[File, Text] : Texts)
      InMemory->addFile(File, Stamps.at(File),
                        llvm::MemoryBuffer::getMemBufferCopy(Text));
    auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
        llvm::vfs::createPhysicalFileSystem());
    Files->pushOverlay(std::move(InMemory));
    return Files;
  }
  std::shared_ptr<const Preamble> build() {
    std::string Error;
    auto Head = Preamble::build(Command, files(), Error);
    EXPECT_EQ(Error, "");
    return Head;
  }
  UnitResult lint(const Preamble *Head, bool EvenIfOld = false) {
    Options O;
    Setups Prepared(O);
    auto How = Prepared.get(Settings);
    EXPECT_TRUE(bool(How));
    Unit U;
    U.Command = Command;
    U.Settings = &Settings;
    UnitJob Job{&U, *How};
    return lintUnit(Job, std::nullopt, {files(), {Head, EvenIfOld}});
  }
  static std::string shown(const UnitResult &R) {
    std::string Out;
    for (const Finding &F : R.Findings)
      Out += F.Where.File + ":" + std::to_string(F.Where.Line) + ":" +
             std::to_string(F.Where.Column) + " " + F.Check + " " + F.Message +
             "\n";
    for (const std::string &E : R.Report.Errors)
      Out += E + "\n";
    return Out;
  }

  CompileCommand Command;
  Config Settings;
  std::map<std::string, std::string> Texts;
  std::map<std::string, int> Stamps;
  int Last = 0;
};

TEST_F(PreambleTest, FindsWhatIsFoundWithout) {
  auto Head = build();
  ASSERT_TRUE(Head);
  UnitResult With = lint(Head.get()), Without = lint(nullptr);
  EXPECT_TRUE(With.UsedPreamble);
  EXPECT_FALSE(Without.UsedPreamble);
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
  EXPECT_FALSE(lint(Head.get()).UsedPreamble);
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
  set("/project/work.h", std::string(Header) + R"(
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
  EXPECT_TRUE(With.UsedPreamble);
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
  EXPECT_TRUE(Old.UsedPreamble);
  EXPECT_TRUE(Old.UsedOldPreamble);
  EXPECT_EQ(shown(Old), shown(Without));
  // Not if something else has changed.
  set("/project/main.cpp", "#define MORE 1\n" + std::string(Main));
  EXPECT_FALSE(lint(Head.get(), /*EvenIfOld=*/true).UsedPreamble);
  set("/project/main.cpp", "#include <string>\n" + std::string(Main));
  set("/project/work.h", std::string(Header) + "\n");
  EXPECT_FALSE(lint(Head.get(), /*EvenIfOld=*/true).UsedPreamble);
}

TEST_F(PreambleTest, IsNoneWithoutIncludes) {
  set("/project/main.cpp", "int main() {}\n");
  std::string Error;
  EXPECT_FALSE(Preamble::build(Command, files(), Error));
  EXPECT_EQ(Error, "");
}

} // namespace

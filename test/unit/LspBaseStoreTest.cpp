//===- LspBaseStoreTest.cpp - parsed system headers on the disk -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/BaseStore.h"

#include "InMemoryProject.h"
#include "frontend/SystemBase.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <fstream>
#include <iterator>

using namespace corolint;
using namespace corolint::lsp;

namespace {

const char Main[] = R"(#include <task.h>
#include <vector>
task one() { co_return; }
task two() {
  std::vector<int> Some;
  one();
  co_return;
}
)";

class BaseStoreTest : public InMemoryProject {
protected:
  using Lines = std::vector<std::string>;

  BaseStoreTest() {
    llvm::SmallString<128> Made;
    EXPECT_FALSE(
        llvm::sys::fs::createUniqueDirectory("corolint-base-store", Made));
    Root = Made.str().str();
    for (const char *Name : {"/first", "/second", "/store"})
      EXPECT_FALSE(llvm::sys::fs::create_directory(Root + Name));
    Folder = Root + "/store";
    Command.Args = {
        "clang++",  "-std=c++20",     "-isystem", Root + "/first",
        "-isystem", Root + "/second", "-c",       "/project/main.cpp"};
    write(Root + "/first/other.h", "");
    write(Root + "/second/task.h", Header);
    set("/project/main.cpp", Main);
  }
  ~BaseStoreTest() override { llvm::sys::fs::remove_directories(Root); }

  std::shared_ptr<const SystemBase> base() {
    return SystemBase::build(Command, files(), lint(nullptr).Includes.System);
  }
  /// Keeps a base, and gives the name of its file.
  std::string keep() {
    auto Base = base();
    EXPECT_TRUE(Base);
    BaseStore(Folder).add({Base, {"#include <task.h>", "#include <vector>"}});
    EXPECT_EQ(kept().size(), 1u);
    return kept().empty() ? "" : kept().front();
  }
  std::optional<BaseStore::Entry> find() {
    return BaseStore(Folder).find(Command, files(),
                                  [](const Lines &) { return true; });
  }
  /// The files of bases.
  Lines kept() const {
    Lines Out;
    std::error_code Error;
    for (llvm::sys::fs::directory_iterator It(Folder, Error), End;
         It != End && !Error; It.increment(Error))
      if (llvm::sys::path::filename(It->path()).starts_with("llvmcache-"))
        Out.push_back(It->path());
    return Out;
  }
  static std::string read(const std::string &File) {
    std::ifstream In(File, std::ios::binary);
    return {std::istreambuf_iterator<char>(In), {}};
  }
  static void write(const std::string &File, llvm::StringRef Text) {
    std::ofstream(File, std::ios::binary | std::ios::trunc)
        .write(Text.data(), static_cast<std::streamsize>(Text.size()));
  }

  const std::string Header = "#pragma once\n#include <coroutine>\n" + TaskType;
  std::string Root, Folder;
};

TEST_F(BaseStoreTest, GivesBackWhatItWasGiven) {
  keep();
  auto Found = find();
  ASSERT_TRUE(Found);
  EXPECT_EQ(Found->Lines, (Lines{"#include <task.h>", "#include <vector>"}));
  UnitResult Without = lint(nullptr);
  EXPECT_TRUE(Found->Base->fits(Without.Includes));
  EXPECT_EQ(Found->Base->fileCount(), base()->fileCount());
  UnitResult With = lint(Found->Base.get());
  EXPECT_TRUE(With.UsedBaseAlone);
  EXPECT_EQ(With.Report.What, UnitReport::Complete);
  EXPECT_EQ(With.Findings.size(), 1u);
  EXPECT_EQ(shown(With), shown(Without));
  // A preamble can be built upon it.
  std::string Error;
  auto Head = Preamble::build(Command, files(), Error, Found->Base);
  ASSERT_TRUE(Head);
  EXPECT_EQ(Head->base(), Found->Base.get());
  EXPECT_EQ(shown(lint(Head.get())), shown(Without));
}

TEST_F(BaseStoreTest, GivesOnlyWhatIsAskedFor) {
  keep();
  EXPECT_FALSE(BaseStore(Folder).find(Command, files(),
                                      [](const Lines &) { return false; }));
  CompileCommand Same = Command;
  Command.Args.insert(Command.Args.begin() + 1, "-DNDEBUG");
  EXPECT_FALSE(find());
  // It stays for who wants it.
  Command = Same;
  EXPECT_TRUE(find());
}

TEST_F(BaseStoreTest, RemovesWhatHasChanged) {
  keep();
  write(Root + "/second/task.h", Header + "struct other {};\n");
  EXPECT_FALSE(find());
  EXPECT_TRUE(kept().empty());
}

TEST_F(BaseStoreTest, SeesAHeaderThatComesBefore) {
  keep();
  write(Root + "/first/vectors.h", "");
  EXPECT_TRUE(find());
  write(Root + "/first/vector", "namespace std {}");
  EXPECT_FALSE(find());
}

TEST_F(BaseStoreTest, RemovesWhatIsDamaged) {
  const std::string File = keep();
  const std::string Whole = read(File);
  ASSERT_GT(Whole.size(), 100000u);
  for (std::size_t Size :
       {std::size_t(0), std::size_t(3), std::size_t(20), std::size_t(70),
        std::size_t(5000), Whole.size() / 2, Whole.size() - 1}) {
    write(File, Whole.substr(0, Size));
    EXPECT_FALSE(find()) << Size;
    EXPECT_TRUE(kept().empty()) << Size;
  }
  for (std::size_t At :
       {std::size_t(3), std::size_t(60), std::size_t(90), std::size_t(3000),
        Whole.size() / 2, Whole.size() - 1}) {
    std::string Text = Whole;
    Text[At] = static_cast<char>(~Text[At]);
    write(File, Text);
    EXPECT_FALSE(find()) << At;
    EXPECT_TRUE(kept().empty()) << At;
  }
  write(File, Whole);
  EXPECT_TRUE(find());
}

TEST_F(BaseStoreTest, LeavesAloneWhatIsBeingWritten) {
  const std::string File = keep();
  write(File + ".a1b2c3", "the beginning of it");
  ASSERT_FALSE(llvm::sys::fs::remove(File));
  EXPECT_FALSE(find());
  EXPECT_EQ(kept(), Lines{File + ".a1b2c3"});
}

TEST_F(BaseStoreTest, KeepsNothingThatIsInAnEditor) {
  set((Root + "/second/task.h").c_str(), Header + "// not saved\n");
  auto Base = base();
  ASSERT_TRUE(Base);
  EXPECT_FALSE(Base->isSettled());
  BaseStore(Folder).add({Base, {}});
  EXPECT_TRUE(kept().empty());
}

TEST_F(BaseStoreTest, KeepsNothingThatHasChangedSince) {
  auto Base = base();
  ASSERT_TRUE(Base);
  EXPECT_TRUE(Base->isSettled());
  write(Root + "/second/task.h", Header + "struct other {};\n");
  EXPECT_FALSE(Base->isSettled());
  BaseStore(Folder).add({Base, {}});
  EXPECT_TRUE(kept().empty());
}

TEST_F(BaseStoreTest, ForgetsWhatItIsTold) {
  keep();
  auto Found = find();
  ASSERT_TRUE(Found);
  BaseStore(Folder).remove(*Found->Base);
  EXPECT_TRUE(kept().empty());
  // What was given is still good.
  EXPECT_EQ(shown(lint(Found->Base.get())), shown(lint(nullptr)));
}

TEST_F(BaseStoreTest, DoesWithoutAFolder) {
  auto Base = base();
  for (const char *None : {"", "/proc/none", "/dev/null/none"}) {
    BaseStore Store(None);
    Store.add({Base, {}});
    EXPECT_FALSE(
        Store.find(Command, files(), [](const Lines &) { return true; }));
    Store.remove(*Base);
  }
}

} // namespace

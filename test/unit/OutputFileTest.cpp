//===- OutputFileTest.cpp - a file that is written whole ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/OutputFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <csignal>
#include <gtest/gtest.h>
#include <sys/resource.h>

namespace corolint {
namespace {

namespace fs = llvm::sys::fs;

class OutputFile : public ::testing::Test {
protected:
  OutputFile() {
    llvm::cantFail(llvm::errorCodeToError(
        fs::createUniqueDirectory("corolint-output", Folder)));
  }
  ~OutputFile() override { fs::remove_directories(Folder); }

  std::string path(llvm::StringRef Name) const {
    return (Folder + "/" + Name).str();
  }

  /// What goes wrong, or "".
  static std::string write(llvm::StringRef File, llvm::StringRef Text) {
    return llvm::toString(
        writeOutputFile(File, [&](llvm::raw_ostream &OS) { OS << Text; }));
  }

  static std::string read(llvm::StringRef File) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    return Buffer ? (*Buffer)->getBuffer().str() : "<none>";
  }

  size_t files() const {
    size_t Count = 0;
    std::error_code EC;
    for (fs::directory_iterator It(Folder, EC), End; It != End && !EC;
         It.increment(EC))
      ++Count;
    return Count;
  }

  llvm::SmallString<128> Folder;
};

TEST_F(OutputFile, NewAndOld) {
  EXPECT_EQ(write(path("a"), "one"), "");
  EXPECT_EQ(read(path("a")), "one");
  EXPECT_EQ(write(path("a"), "2"), "");
  EXPECT_EQ(read(path("a")), "2");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFile, KeepsRightsAndLinks) {
  EXPECT_EQ(write(path("a"), "one"), "");
  ASSERT_FALSE(fs::setPermissions(path("a"), fs::perms(0600)));
  ASSERT_FALSE(fs::create_link(path("a"), path("link")));
  EXPECT_EQ(write(path("link"), "two"), "");
  EXPECT_TRUE(fs::is_symlink_file(path("link")));
  EXPECT_EQ(read(path("a")), "two");
  llvm::ErrorOr<fs::perms> Rights = fs::getPermissions(path("a"));
  ASSERT_TRUE(bool(Rights));
  EXPECT_EQ(*Rights, fs::perms(0600));
}

TEST_F(OutputFile, SaysWhy) {
  std::string Missing = path("none/a");
  EXPECT_EQ(write(Missing, "x"), "cannot write '" + Missing +
                                     "': there is no folder '" + path("none") +
                                     "'");
  EXPECT_EQ(write(Folder, "x"),
            "cannot write '" + Folder.str().str() + "': Is a directory");
  EXPECT_EQ(write(path("a"), "x"), "");
  std::string Below = path("a/b");
  EXPECT_EQ(write(Below, "x"), "cannot write '" + Below + "': Not a directory");
  EXPECT_EQ(read(path("a")), "x");
}

TEST_F(OutputFile, Devices) {
  EXPECT_EQ(write("/dev/null", "x"), "");
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
  if (!fs::exists("/dev/full"))
    GTEST_SKIP() << "there is no /dev/full here";
  EXPECT_EQ(write("/dev/full", "x"),
            "cannot write '/dev/full': No space left on device");
  EXPECT_FALSE(fs::is_regular_file("/dev/full"));
}

TEST_F(OutputFile, OpenFiles) {
  // As in `2>log`: what else is written there must not be lost.
  EXPECT_EQ(write(path("a"), "before "), "");
  int FD;
  ASSERT_FALSE(
      fs::openFileForWrite(path("a"), FD, fs::CD_OpenExisting, fs::OF_Append));
  EXPECT_EQ(write("/dev/fd/" + std::to_string(FD), "text "), "");
  {
    llvm::raw_fd_ostream OS(FD, /*shouldClose=*/true);
    OS << "behind";
  }
  EXPECT_EQ(read(path("a")), "before text behind");
}

TEST_F(OutputFile, FullDiskLeavesTheOldText) {
  EXPECT_EQ(write(path("a"), "old"), "");
  // A limit for the size of files stands for the end of the disk.
  auto OldHandler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit Old, Small;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &Old), 0);
  Small = Old;
  Small.rlim_cur = 4096;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &Small), 0);
  std::string Why = write(path("a"), std::string(100000, 'x'));
  setrlimit(RLIMIT_FSIZE, &Old);
  std::signal(SIGXFSZ, OldHandler);
  EXPECT_EQ(Why, "cannot write '" + path("a") + "': File too large");
  EXPECT_EQ(read(path("a")), "old");
  EXPECT_EQ(files(), 1u);
}

} // namespace
} // namespace corolint

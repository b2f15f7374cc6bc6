//===- InMemoryProject.h - a project of two files for tests -----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_UNIT_INMEMORYPROJECT_H
#define COROLINT_TEST_UNIT_INMEMORYPROJECT_H

#include "command/LintUnit.h"
#include "frontend/Preamble.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"

#include <map>
#include <set>
#include <string>

namespace corolint {

/// A lazy task, for headers; needs <coroutine>.
inline const std::string TaskType = R"(
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
)";

/// A project that is only in memory, whose main file is linted.
class InMemoryProject : public ::testing::Test {
protected:
  InMemoryProject() {
    Command.Directory = "/project";
    Command.File = "/project/main.cpp";
    Command.Args = {"clang++", "-std=c++20", "-c", "/project/main.cpp"};
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
  UnitResult lint(const ParsedHead *Head, bool EvenIfOld = false) {
    Options O;
    Setups Prepared(O);
    auto How = Prepared.get(Settings);
    EXPECT_TRUE(bool(How));
    Unit U;
    U.Command = Command;
    U.Settings = &Settings;
    UnitJob Job{&U, *How};
    return lintUnit(Job, std::nullopt,
                    {files(), {Head, EvenIfOld, /*TraceIncludes=*/true}});
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

} // namespace corolint

#endif // COROLINT_TEST_UNIT_INMEMORYPROJECT_H

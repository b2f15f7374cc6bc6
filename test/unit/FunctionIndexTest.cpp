//===- FunctionIndexTest.cpp - the functions of a unit --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionIndex.h"

#include "frontend/Parse.h"

#include "clang/AST/Decl.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "gtest/gtest.h"

#include <set>

using namespace corolint;

namespace {

/// Clang has no USR for the members of `part`.
const char Text[] = R"(
template <auto Tag, int N> struct part {
  static int value() {
    if constexpr (N > 0)
      return part<Tag, N - 1>::value();
    return N;
  }
};
int all() { return part<[] {}, 400>::value() + part<[] {}, 400>::value(); }
)";

TEST(FunctionIndex, TellsFunctionsWithoutUsrsApart) {
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Files->addFile("/project/main.cpp", 0,
                 llvm::MemoryBuffer::getMemBuffer(Text));
  CompileCommand Command;
  Command.Directory = "/project";
  Command.File = "/project/main.cpp";
  Command.Args = {"clang++", "-std=c++20", "-c", "/project/main.cpp"};
  std::set<std::string> Usrs;
  std::size_t Functions = 0;
  parse(
      Command,
      [&](const ParsedUnit &Unit) {
        FunctionIndex Index(Unit);
        for (const auto &Group : Index.groups())
          for (const clang::FunctionDecl *F : Group) {
            ++Functions;
            Usrs.insert(Index.usr(F).str());
          }
        // Asked again, the answer is the same.
        for (const auto &Group : Index.groups())
          for (const clang::FunctionDecl *F : Group)
            EXPECT_TRUE(Usrs.count(Index.usr(F).str()));
      },
      Files);
  EXPECT_GT(Functions, 800u);
  EXPECT_EQ(Usrs.size(), Functions);
}

} // namespace

//===- FingerprintTest.cpp - what a finding is known by -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Fingerprint.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

/// A finding at `Code`, which stands somewhere in `Text`.
Finding at(llvm::StringRef File, llvm::StringRef Text, llvm::StringRef Code,
           llvm::StringRef Function = "ns::f") {
  size_t Offset = Text.find(Code);
  EXPECT_NE(Offset, llvm::StringRef::npos);
  Finding F;
  F.Check = "coro-x";
  F.Function = Function.str();
  F.Where.File = File.str();
  F.Where.Offset = Offset;
  F.Where.Line = Text.take_front(Offset).count('\n') + 1;
  F.Where.Length = Code.size();
  return F;
}

TEST(Fingerprint, Normalised) {
  EXPECT_EQ(normaliseCode("flush( a,\n\tb )"), "flush(a,b)");
  EXPECT_EQ(normaliseCode("f(/* one */ 1, // two\n  2)"), "f(1,2)");
  EXPECT_EQ(normaliseCode("log(\"ab\"\n    \"c // d\")"), "log(\"abc//d\")");
  EXPECT_EQ(normaliseCode("spawn([&]() -> Task { co_await x(); })"),
            "spawn([&]()->Task");
  EXPECT_EQ(normaliseCode(""), "");
}

TEST(Fingerprint, OutlivesMoves) {
  llvm::StringRef Old = "  flush(a, b);\n";
  llvm::StringRef New = "// more\n\n\tflush(a,\n\t      b);\n";
  Sources Files;
  Files.set("/old.cpp", Old);
  Files.set("/new.cpp", New);
  auto Before = fingerprints({at("/old.cpp", Old, "flush(a, b)")}, Files);
  auto After =
      fingerprints({at("/new.cpp", New, "flush(a,\n\t      b)")}, Files);
  EXPECT_EQ(Before, After);
  ASSERT_EQ(Before.size(), 1u);
  EXPECT_EQ(Before[0].size(), 32u);
}

TEST(Fingerprint, TellsApart) {
  llvm::StringRef Text = "flush(a);\nflush(b);\nflush(a);\n";
  Sources Files;
  Files.set("/a.cpp", Text);
  Finding A = at("/a.cpp", Text, "flush(a)");
  Finding Other = A, Elsewhere = A, Again = A;
  Other.Check = "coro-y";
  Elsewhere.Function = "ns::g";
  Again.Where.Offset = 20;
  std::vector<Finding> All = {A, at("/a.cpp", Text, "flush(b)"), Other,
                              Elsewhere, Again};
  std::vector<std::string> Names = fingerprints(All, Files);
  ASSERT_EQ(Names.size(), All.size());
  for (size_t I = 0; I < Names.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      EXPECT_NE(Names[I], Names[J]) << J << ", " << I;
  EXPECT_EQ(identityOf(A, Files), identityOf(Again, Files));
}

TEST(Fingerprint, PlacesWithoutText) {
  Sources Files;
  Files.set("/a.cpp", "one\n  two;\n");
  Finding F;
  F.Where = {"/a.cpp", 2, 3, 6, 0};
  EXPECT_EQ(identityOf(F, Files).Text, "two;");
  F.Where = {"/a.cpp", 9, 1, 900, 5};
  EXPECT_EQ(identityOf(F, Files).Text, "");
  F.Where.File = "/there/is/none.cpp";
  EXPECT_EQ(identityOf(F, Files).Text, "");
}

} // namespace
} // namespace corolint

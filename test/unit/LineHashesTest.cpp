//===- LineHashesTest.cpp - how GitHub follows a finding ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hashes are those that github/codeql-action computes for these texts; its
// own test names them.
//
//===----------------------------------------------------------------------===//

#include "report/LineHashes.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

using Strings = std::vector<std::string>;

TEST(LineHashes, SameAsGitHub) {
  EXPECT_EQ(lineHashes(""), Strings{"c129715d7a2bc9a3:1"});
  EXPECT_EQ(lineHashes(" a\nb\n  \t\tc\n d"),
            (Strings{"271789c17abda88f:1", "54703d4cd895b18:1",
                     "180aee12dab6264:1", "a23a3dc5e078b07b:1"}));
}

TEST(LineHashes, LineEnds) {
  const Strings Wanted = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1",
                          "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                          "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
                          "c129715d7a2bc9a3:1"};
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"),
            Wanted);
  EXPECT_EQ(lineHashes(" hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r"),
            Wanted);
  EXPECT_EQ(lineHashes(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n "
                       "End\r\n"),
            Wanted);
  EXPECT_EQ(lineHashes(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"),
            Wanted);
}

TEST(LineHashes, Repeats) {
  std::string Text;
  for (int I = 0; I < 10; ++I)
    Text += "Lorem ipsum dolor sit amet.\n";
  Strings Hashes = lineHashes(Text);
  ASSERT_EQ(Hashes.size(), 11u);
  EXPECT_EQ(Hashes[0], "a7f2ff13bc495cf2:1");
  EXPECT_EQ(Hashes[5], "a7f2ff13bc495cf2:6");
  EXPECT_EQ(Hashes[6], "a7f2ff1481e87703:1");
  EXPECT_EQ(Hashes[9], "cc97dc7b1d7d8f7b:1");
}

TEST(LineHashes, WrongBytes) { EXPECT_EQ(lineHashes("\xff\n\x80").size(), 2u); }

} // namespace
} // namespace corolint

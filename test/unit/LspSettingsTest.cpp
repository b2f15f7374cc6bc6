//===- LspSettingsTest.cpp - what the client settles ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Settings.h"

#include <gtest/gtest.h>

using namespace corolint::lsp;

namespace {

TEST(LspSettings, TellsOfUnknownChecksAndKeepsTheRest) {
  ClientSettings S = readSettings(
      {{"checks", {"coro-never-awaitd", "-coro-nested-*", "-coro-nope*"}},
       {"inlayHints", true}});
  EXPECT_EQ(S.Lint.Checks, (std::vector<std::string>{"-coro-nested-*"}));
  EXPECT_TRUE(S.InlayHints);
  ASSERT_EQ(S.Wrong.size(), 2u);
  EXPECT_EQ(S.Wrong[0], "the setting 'checks': no check is named "
                        "'coro-never-awaitd'; did you mean "
                        "'coro-never-awaited'?");
  EXPECT_NE(S.Wrong[1].find("'coro-nope*'"), std::string::npos);
}

TEST(LspSettings, TellsOfWrongTypes) {
  ClientSettings S = readSettings({{"checks", "coro-*"},
                                   {"threads", -1},
                                   {"unheard", 1},
                                   {"models", nullptr}});
  EXPECT_TRUE(S.Lint.Checks.empty());
  EXPECT_EQ(S.Wrong.size(), 3u);
  EXPECT_EQ(readSettings("text").Wrong.size(), 1u);
  EXPECT_TRUE(readSettings(nullptr).Wrong.empty());
  EXPECT_TRUE(readSettings(Json::array()).Wrong.empty());
}

TEST(LspSettings, PathsAreMeantFromTheFolder) {
  const std::string Folder = COROLINT_SOURCE_DIR "/test";
  ClientSettings S = readSettings(
      {{"models", {"none", "unit/CMakeLists.txt", "nowhere.yaml", Folder}},
       {"compileCommands", "unit/flags"}});
  resolvePaths(S, Folder);
  EXPECT_TRUE(S.Lint.NoOtherModels);
  EXPECT_EQ(S.Lint.Models, (std::vector<std::string>{
                               Folder + "/unit/CMakeLists.txt", Folder}));
  EXPECT_EQ(S.Lint.Database, Folder + "/unit/flags");
  ASSERT_EQ(S.Wrong.size(), 1u);
  EXPECT_EQ(S.Wrong[0],
            "the setting 'models': there is no '" + Folder + "/nowhere.yaml'");

  S = readSettings({{"compileCommands", "nowhere"}});
  resolvePaths(S, Folder);
  EXPECT_TRUE(S.Lint.Database.empty());
  EXPECT_EQ(S.Wrong.size(), 1u);
}

} // namespace

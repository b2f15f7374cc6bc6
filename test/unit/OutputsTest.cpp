//===- OutputsTest.cpp - which formats go where ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Options.h"

#include "llvm/Support/FileSystem.h"

#include <gtest/gtest.h>

namespace corolint {
namespace {

/// "FORMAT>FILE" for each output, or what is wrong.
std::string parse(std::vector<const char *> Args) {
  llvm::Expected<Options> O = parseOptions(Args);
  if (!O)
    return llvm::toString(O.takeError());
  std::string List;
  for (const Output &Out : O->Outputs)
    List += (List.empty() ? "" : " ") + std::to_string(int(Out.Format)) + ">" +
            Out.File;
  return List;
}

constexpr int Sarif = int(OutputFormat::Sarif);
constexpr int GitHub = int(OutputFormat::GitHub);

std::string pair(int Format, const char *File) {
  return std::to_string(Format) + ">" + File;
}

TEST(Outputs, Defaults) {
  EXPECT_EQ(parse({}), pair(0, ""));
  EXPECT_EQ(parse({"--output", "a"}), pair(0, "a"));
  EXPECT_EQ(parse({"--format=sarif"}), pair(Sarif, ""));
  EXPECT_EQ(parse({"--format=sarif", "--output=-"}), pair(Sarif, ""));
}

TEST(Outputs, EachFileGoesWithItsNeighbour) {
  EXPECT_EQ(parse({"--format=sarif", "--output=a"}), pair(Sarif, "a"));
  EXPECT_EQ(parse({"--output=a", "--format=sarif"}), pair(Sarif, "a"));
  EXPECT_EQ(parse({"--format=sarif", "--output=a", "--format=github"}),
            pair(Sarif, "a") + " " + pair(GitHub, ""));
  EXPECT_EQ(parse({"--format=github", "--format=sarif", "--output=a"}),
            pair(GitHub, "") + " " + pair(Sarif, "a"));
  EXPECT_EQ(
      parse({"--output=a", "--format=sarif", "--output=b", "--format=github"}),
      pair(Sarif, "a") + " " + pair(GitHub, "b"));
  EXPECT_EQ(parse({"--format=sarif", "--output=a", "--output=b"}),
            pair(Sarif, "a") + " " + pair(0, "b"));
}

TEST(Outputs, NoPlaceTwice) {
  EXPECT_EQ(parse({"--format=sarif", "--format=github"}),
            "two formats for the standard output: give one of them an "
            "--output");
  EXPECT_EQ(
      parse({"--format=sarif", "--output=a", "--format=github", "--output=a"}),
      "two formats for 'a'");
}

TEST(Outputs, Names) {
  EXPECT_EQ(parse({"--format=xml"}),
            "'xml' is not a value of --format: text, json, jsonl, sarif, "
            "github, gitlab, junit, checkstyle, rdjson or fixes");
  EXPECT_EQ(parse({"rules", "--format=sarif"}), "'rules' prints text or json");
  EXPECT_EQ(parse({"rules", "--output=a"}),
            "option '--output' belongs to 'check'");
  EXPECT_EQ(parse({"--debug-dump=facts", "--output=a"}),
            "--debug-dump prints text only, to the standard output");
}

TEST(Outputs, Root) {
  namespace fs = llvm::sys::fs;
  llvm::SmallString<128> Made, Folder;
  ASSERT_FALSE(fs::createUniqueDirectory("corolint-root", Made));
  ASSERT_FALSE(fs::real_path(Made, Folder));
  std::string Below = (Folder + "/a/b").str();
  ASSERT_FALSE(fs::create_directories(Below));
  EXPECT_EQ(projectRoot(Below), Below);
  ASSERT_FALSE(fs::create_directory(Folder + "/.git"));
  EXPECT_EQ(projectRoot(Below), Folder);
  ASSERT_FALSE(fs::create_link(Below, Folder + "/link"));
  EXPECT_EQ(projectRoot((Folder + "/link").str()), Folder);
  fs::remove_directories(Folder);
}

} // namespace
} // namespace corolint

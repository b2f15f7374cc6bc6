//===- ConfigTest.cpp - .corolint.yaml ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Config.h"

#include "command/CheckSelection.h"
#include "command/Nearest.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace corolint {
namespace {

/// A folder with a project in it.
class ConfigFile : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(fs::createUniqueDirectory("corolint-config", Folder));
  }
  void TearDown() override { fs::remove_directories(Folder); }

  std::string path(StringRef Name) const {
    llvm::SmallString<128> Path = Folder;
    llvm::sys::path::append(Path, Name);
    return Path.str().str();
  }

  void write(StringRef Name, StringRef Text) {
    std::string Path = path(Name);
    ASSERT_FALSE(fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Text;
    ASSERT_FALSE(EC);
  }

  Config read(StringRef Text) {
    write(".corolint.yaml", Text);
    llvm::Expected<Config> C = readConfig(path(".corolint.yaml"));
    if (C)
      return *C;
    ADD_FAILURE() << llvm::toString(C.takeError());
    return Config();
  }

  /// The error for `Text`, without the path.
  std::string error(StringRef Text) {
    write(".corolint.yaml", Text);
    llvm::Expected<Config> C = readConfig(path(".corolint.yaml"));
    if (C)
      return "no error";
    std::string Message = llvm::toString(C.takeError());
    StringRef Rest = Message;
    EXPECT_TRUE(Rest.consume_front(path(".corolint.yaml") + ":")) << Message;
    return Rest.str();
  }

  llvm::SmallString<128> Folder;
};

using Strings = std::vector<std::string>;

TEST_F(ConfigFile, Everything) {
  write("models/own.yaml", "");
  Config C = read("# a comment\n"
                  "checks: '-coro-*, coro-never-awaited'\n"
                  "min-certainty: possible\n"
                  "models: [models/own.yaml]\n"
                  "exclude:\n"
                  "  - third_party\n"
                  "  - '*.pb.cc'\n"
                  "options:\n"
                  "  coro-blocking-call.tier: cpu\n");
  EXPECT_EQ(C.Checks, (Strings{"-coro-*", "coro-never-awaited"}));
  EXPECT_EQ(C.MinCertainty, Certainty::Possible);
  EXPECT_EQ(C.Models, Strings{path("models/own.yaml")});
  EXPECT_EQ(C.Options.LastTier, BlockingTier::Cpu);
  EXPECT_TRUE(C.excludes(path("third_party/deep/a.cpp")));
  EXPECT_TRUE(C.excludes(path("src/gen.pb.cc")));
  EXPECT_FALSE(C.excludes(path("src/a.cpp")));
  EXPECT_FALSE(C.excludes("/elsewhere/third_party/a.cpp"));
}

TEST_F(ConfigFile, NothingIsRequired) {
  for (StringRef Text : {"", "# only a comment\n", "{}\n", "checks: []\n",
                         "checks:\nmodels:\n"}) {
    Config C = read(Text);
    EXPECT_TRUE(C.Checks.empty());
    EXPECT_FALSE(C.MinCertainty);
    EXPECT_FALSE(C.Options.LastTier);
  }
}

TEST_F(ConfigFile, ChecksAsList) {
  EXPECT_EQ(read("checks:\n  - '-*'\n  - coro-never-awaited\n").Checks,
            (Strings{"-*", "coro-never-awaited"}));
  EXPECT_EQ(read("checks: >\n  -*,\n  coro-never-awaited\n").Checks,
            (Strings{"-*", "coro-never-awaited"}));
}

TEST_F(ConfigFile, ErrorsNameThePlace) {
  EXPECT_EQ(error("checks: 'coro-*'\nchekcs: x\n"),
            "2:1: error: unknown key 'chekcs'; did you mean 'checks'?");
  EXPECT_EQ(error("wholly-else: 1\n"), "1:1: error: unknown key 'wholly-else'");
  EXPECT_EQ(error("min-certainty: maybe\n"),
            "1:16: error: 'maybe' is no certainty: certain, likely, possible "
            "or unknown");
  EXPECT_EQ(error("checks:\n  - coro-never-awaited\n  - coro-nevr-awaited\n"),
            "3:5: error: no check is named 'coro-nevr-awaited'; did you mean "
            "'coro-never-awaited'?");
  EXPECT_EQ(error("checks:\n  a: b\n"),
            "2:3: error: globs are wanted here, as a string or as a list");
  EXPECT_EQ(error("models: [no.yaml]\n"),
            "1:10: error: no such file: 'no.yaml'");
  EXPECT_EQ(error("options:\n  coro-blocking-call.tier: all\n"),
            "2:28: error: 'all' is not a value of 'coro-blocking-call.tier': "
            "wait, disk, syscall or cpu");
  EXPECT_EQ(error("options:\n  coro-blocking-call.teir: all\n"),
            "2:28: error: unknown option 'coro-blocking-call.teir'; did you "
            "mean 'coro-blocking-call.tier'?");
  EXPECT_EQ(error("exclude: [/abs]\n"),
            "1:11: error: globs are relative to the folder of this file");
  EXPECT_EQ(error("inherit: perhaps\n"), "1:10: error: invalid boolean");
  EXPECT_EQ(error("checks: [\n"), "1:10: error: Could not find closing ]!");
  EXPECT_EQ(error("models: x\n"), "1:9: error: not a sequence");
  EXPECT_EQ(error("options: x\n"), "1:10: error: not a mapping");
  EXPECT_EQ(error("- a\n- b\n"), "1:1: error: not a mapping");
  EXPECT_EQ(error("just text\n"), "1:1: error: not a mapping");
  EXPECT_EQ(error("inherit: true\ninherit: false\n"),
            "2:1: error: duplicated mapping key 'inherit'");
  EXPECT_EQ(error("---\ninherit: true\n---\ninherit: true\n"),
            " error: more than one YAML document");
}

TEST_F(ConfigFile, NearestOnly) {
  write(".corolint.yaml", "min-certainty: possible\nchecks: -coro-*\n");
  write("src/.corolint.yaml", "checks: coro-never-awaited\n");
  ConfigFinder Finder;
  llvm::Expected<const Config *> Outer = Finder.configFor(path("a.cpp"));
  llvm::Expected<const Config *> Inner = Finder.configFor(path("src/a.cpp"));
  llvm::Expected<const Config *> Deep = Finder.configFor(path("src/x/y/a.cpp"));
  ASSERT_TRUE(Outer && Inner && Deep);
  EXPECT_EQ((*Outer)->MinCertainty, Certainty::Possible);
  EXPECT_FALSE((*Inner)->MinCertainty);
  EXPECT_EQ((*Inner)->Checks, Strings{"coro-never-awaited"});
  EXPECT_EQ(*Inner, *Deep);
}

TEST_F(ConfigFile, Inherits) {
  write("m.yaml", "");
  write(".corolint.yaml",
        "min-certainty: possible\nchecks: -coro-*\nmodels: [m.yaml]\n"
        "exclude: [gen]\noptions: {coro-blocking-call.tier: wait}\n");
  write("src/.corolint.yaml",
        "inherit: true\nchecks: coro-never-awaited\nmin-certainty: unknown\n");
  llvm::Expected<Config> C = readConfig(path("src/.corolint.yaml"));
  ASSERT_TRUE(bool(C)) << llvm::toString(C.takeError());
  EXPECT_EQ(C->Checks, (Strings{"-coro-*", "coro-never-awaited"}));
  EXPECT_EQ(C->MinCertainty, Certainty::Unknown);
  EXPECT_EQ(C->Models, Strings{path("m.yaml")});
  EXPECT_EQ(C->Options.LastTier, BlockingTier::Wait);
  // Each glob is relative to its own file.
  EXPECT_TRUE(C->excludes(path("gen/a.cpp")));
  EXPECT_FALSE(C->excludes(path("src/gen/a.cpp")));
}

TEST_F(ConfigFile, ErrorsReachTheFinder) {
  write("src/.corolint.yaml", "nonsense: 1\n");
  ConfigFinder Finder;
  // Both times: a wrong file does not become an empty one.
  for (int I = 0; I < 2; ++I) {
    llvm::Expected<const Config *> C = Finder.configFor(path("src/a.cpp"));
    ASSERT_FALSE(bool(C));
    EXPECT_EQ(llvm::toString(C.takeError()), path("src/.corolint.yaml") +
                                                 ":1:1: error: unknown key "
                                                 "'nonsense'");
  }
}

TEST(PathGlob, Matches) {
  auto Matches = [](std::string Glob, StringRef File) {
    return PathGlob{"/p", std::move(Glob)}.matches(File);
  };
  EXPECT_TRUE(Matches("a.cpp", "/p/a.cpp"));
  EXPECT_FALSE(Matches("a.cpp", "/p/b/a.cpp"));
  EXPECT_TRUE(Matches("*/a.cpp", "/p/b/a.cpp"));
  EXPECT_TRUE(Matches("**/a.cpp", "/p/b/c/a.cpp"));
  EXPECT_TRUE(Matches("**/a.cpp", "/p/a.cpp"));
  EXPECT_TRUE(Matches("b", "/p/b/c/a.cpp"));
  EXPECT_TRUE(Matches("b/", "/p/b/c/a.cpp"));
  EXPECT_TRUE(Matches("b/c", "/p/b/c/a.cpp"));
  EXPECT_TRUE(Matches("b/**", "/p/b/c/a.cpp"));
  EXPECT_FALSE(Matches("b", "/p/bc/a.cpp"));
  EXPECT_FALSE(Matches("b", "/pb/a.cpp"));
}

TEST(CheckSelection, LaterGlobsWin) {
  CheckSelection Default({});
  EXPECT_TRUE(Default.contains("coro-never-awaited"));
  CheckSelection One({"-*", "coro-never-awaited"});
  EXPECT_TRUE(One.contains("coro-never-awaited"));
  EXPECT_FALSE(One.contains("coro-blocking-call"));
  CheckSelection Without({"-coro-never-awaited"});
  EXPECT_FALSE(Without.contains("coro-never-awaited"));
  EXPECT_TRUE(Without.contains("coro-blocking-call"));
  EXPECT_TRUE(CheckSelection({"coro-*", "-coro-*"}).empty());
}

TEST(Nearest, SuggestsWhatIsNear) {
  std::vector<StringRef> Words = {"--checks", "--config",
                                  "coro-dropped-eager-task"};
  EXPECT_EQ(didYouMean("--chekcs", Words), "; did you mean '--checks'?");
  EXPECT_EQ(didYouMean("coro-dropped", Words),
            "; did you mean 'coro-dropped-eager-task'?");
  EXPECT_EQ(didYouMean("eager-task", Words),
            "; did you mean 'coro-dropped-eager-task'?");
  EXPECT_EQ(didYouMean("--x", Words), "");
  EXPECT_EQ(didYouMean("completely", Words), "");
}

} // namespace
} // namespace corolint

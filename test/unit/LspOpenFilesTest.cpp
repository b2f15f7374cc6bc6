//===- LspOpenFilesTest.cpp - the documents in the editor -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/OpenFiles.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/MemoryBuffer.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

using namespace corolint;
using namespace corolint::lsp;
using namespace std::chrono_literals;

namespace {

const char Text[] = R"(#include <vector>
#include "task.h"
task<int> one() { co_return 1; }
task<int> two() {
  std::vector<int> Some;
  one();
  co_return Some.size();
}
)";

class OpenFilesTest : public testing::Test {
protected:
  static Options options() {
    Options O;
    O.NoConfig = true;
    O.Database = COROLINT_SOURCE_DIR "/test/unit/flags/compile_flags.txt";
    return O;
  }
  static bool within(std::chrono::seconds Time, llvm::function_ref<bool()> Is) {
    auto End = std::chrono::steady_clock::now() + Time;
    while (!Is()) {
      if (std::chrono::steady_clock::now() > End)
        return false;
      std::this_thread::sleep_for(5ms);
    }
    return true;
  }
  std::size_t findings(OpenFiles &Files) {
    std::promise<std::size_t> Found;
    Files.whenAnalysed(File, [&](AnalysisPtr A) {
      Found.set_value(A ? A->Found.Findings.size() : 0);
    });
    return Found.get_future().get();
  }

  Project Settings{options()};
  const std::string File = COROLINT_SOURCE_DIR "/test/lsp/project/none.cpp";
};

TEST_F(OpenFilesTest, GiveUpWhatNobodyUses) {
  OpenFiles::Limits L;
  L.Idle = 2s;
  OpenFiles Files(Settings, L, BaseStore(""), [](AnalysisPtr) {});
  Files.open(File, "", 1, Text);
  EXPECT_EQ(findings(Files), 1u);
  ASSERT_TRUE(within(60s, [&] { return Files.preambleBytes() != 0; }));
  EXPECT_TRUE(within(60s, [&] { return Files.preambleBytes() == 0; }));

  // They are there again for who comes back,
  Files.change(File, 2, std::string("// new\n") + Text);
  EXPECT_EQ(findings(Files), 1u);
  auto LookAtIt = [&] {
    Files.looksAt(File, 0);
    return Files.preambleBytes() != 0;
  };
  ASSERT_TRUE(within(60s, LookAtIt));
  // and stay while somebody looks at the file.
  EXPECT_FALSE(within(5s, [&] { return !LookAtIt(); }));
}

/// A header that is opened, or changed, while the file that includes it is
/// analysed for the first time.
TEST_F(OpenFilesTest, LookAgainWhereAHeaderChanges) {
  const std::string Header = COROLINT_SOURCE_DIR "/test/lsp/project/task.h";
  auto Disk = llvm::MemoryBuffer::getFile(Header);
  ASSERT_TRUE(bool(Disk));
  const std::string Draft = (*Disk)->getBuffer().str() + "#define DRAFT\n";
  const std::string User = "#include \"task.h\"\n"
                           "task<int> one() { co_return 1; }\n"
                           "task<int> two() {\n"
                           "#ifndef DRAFT\n"
                           "  one();\n"
                           "#endif\n"
                           "  co_return 2;\n"
                           "}\n";
  {
    OpenFiles Files(Settings, {}, BaseStore(""), [](AnalysisPtr) {});
    Files.open(File, "", 1, User);
    Files.finish();
    EXPECT_EQ(findings(Files), 1u);
    Files.open(Header, "", 1, Draft);
    Files.finish();
    EXPECT_EQ(findings(Files), 0u);
  }
  for (std::chrono::milliseconds Wait : {0ms, 20ms, 60ms, 120ms}) {
    OpenFiles Files(Settings, {}, BaseStore(""), [](AnalysisPtr) {});
    Files.open(Header, "", 1, (*Disk)->getBuffer().str());
    Files.finish();
    Files.open(File, "", 1, User);
    std::this_thread::sleep_for(Wait);
    Files.change(Header, 2, Draft);
    Files.finish();
    EXPECT_EQ(findings(Files), 0u) << Wait.count();
  }
}

} // namespace

//===- LspHoverTest.cpp - what is known of places -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestAnalysis.h"

#include "lsp/features/Hover.h"

using namespace corolint;
using namespace corolint::lsp;

namespace {

class HoverTest : public testing::Test {
protected:
  /// The text shown at the `Nth` time that `Word` is in the code; "" if none.
  std::string at(const std::string &Word, unsigned Nth = 0,
                 bool Markdown = false) {
    Positions Where(A, PositionEncoding::UTF8);
    ClientCapabilities Client;
    Client.HoverMarkdown = Markdown;
    Range Wanted = placeOf(*A.Text, Word, Nth);
    std::optional<Hover> H = hoverAt(A, Wanted.Start, Where, Client);
    if (!H)
      return "";
    EXPECT_EQ(H->Where, Wanted);
    EXPECT_EQ(H->Contents.IsMarkdown, Markdown);
    return H->Contents.Text;
  }
  void analyse(const std::string &Code) { A = analysisOf(Code); }

  Analysis A;
};

TEST_F(HoverTest, SaysNothingOfPlainCode) {
  analyse("int add(int a, int b) { return a + b; }\n"
          "struct point { int x; int get() const { return x; } };\n"
          "int main() { return add(1, point{2}.get()); }\n");
  for (const char *Word : {"add", "point", "get", "main", "return", "x"})
    EXPECT_EQ(at(Word), "") << Word;
  EXPECT_EQ(at("add", 1), "");
}

TEST_F(HoverTest, TellsCoroutinesByTheirBodies) {
  analyse("task<int> value() { co_return 1; }\n"
          "task<int> waits() { co_return co_await value(); }\n"
          "task<int> declared(int);\n"
          "task<int> made(int n) { return declared(n); }\n");
  EXPECT_EQ(at("value"),
            "coroutine 'value'\n"
            "- gives a lazy task, 'task<int>': its body runs when it is "
            "awaited or started, not by the call\n"
            "- has no await that suspends\n");
  EXPECT_NE(at("waits").find("- may suspend\n"), std::string::npos);
  EXPECT_NE(at("declared").find("- its body is not seen here"),
            std::string::npos);
  // A plain function that hands a task on.
  EXPECT_EQ(at("made").find("function 'made'\n- gives a lazy task"), 0u);
  EXPECT_EQ(at("made").find("suspend"), std::string::npos);
}

TEST_F(HoverTest, ShowsTheWayToWhatBlocks) {
  analyse("#include <thread>\n"
          "void deep() { std::this_thread::sleep_for(std::chrono::seconds(1)); "
          "}\n"
          "void helper() {\n  deep();\n}\n"
          "task<int> runs() {\n  helper();\n  co_return 1;\n}\n"
          "task<int> awaits() { co_return co_await runs(); }\n");
  const std::string Slept = "it sleeps the whole thread";
  const std::string Instead = "; instead, co_await a timer\n";
  // There is nothing to await in a plain function.
  EXPECT_EQ(at("helper"), "function 'helper'\n- may block its thread through "
                          "'std::this_thread::sleep_for': " +
                              Slept +
                              "\n  - 'deep' is called at a.cpp:5\n"
                              "  - 'std::this_thread::sleep_for' is called at "
                              "a.cpp:3\n");
  EXPECT_EQ(at("helper", 1),
            "call of function 'helper'\n- blocks the event loop here through "
            "'std::this_thread::sleep_for': " +
                Slept + Instead +
                "  - 'deep' is called at a.cpp:5\n"
                "  - 'std::this_thread::sleep_for' is called at a.cpp:3\n");
  EXPECT_EQ(at("sleep_for"), "call of function 'std::this_thread::sleep_for'\n"
                             "- may block its thread here: " +
                                 Slept + "\n");
  // The body blocks where it runs, not where its task is made.
  EXPECT_NE(at("runs", 1).find("- its body may block through"),
            std::string::npos);
  EXPECT_EQ(at("runs", 1).find("blocks the event loop here"),
            std::string::npos);
  EXPECT_EQ(at("awaits").find("block"), std::string::npos);
}

TEST_F(HoverTest, KnowsWhatDoesNotBlockHere) {
  analyse("#include <sys/socket.h>\n"
          "task<int> peeks(int fd, char *to) {\n"
          "  recv(fd, to, 1, MSG_DONTWAIT);\n"
          "  recv(fd, to, 1, 0);\n"
          "  co_return 1;\n}\n");
  EXPECT_EQ(at("recv"), "");
  EXPECT_NE(at("recv", 1).find("blocks the event loop here"),
            std::string::npos);
}

TEST_F(HoverTest, TellsAwaitsThatDoNotSuspend) {
  analyse("task<int> value() { co_return 1; }\n"
          "task<int> waits() {\n"
          "  co_await std::suspend_never{};\n"
          "  co_await std::suspend_always{};\n"
          "  co_return co_await value();\n}\n");
  EXPECT_NE(at("co_await").find("- does not suspend"), std::string::npos);
  EXPECT_NE(at("co_await", 1).find("- may suspend here"), std::string::npos);
  EXPECT_EQ(at("co_await", 2), "'co_await' 'value'\n"
                               "- awaits a lazy task, 'task<int>'\n"
                               "- may suspend here\n"
                               "- what is awaited has no await that "
                               "suspends\n");
}

TEST_F(HoverTest, TellsWhatHappensToCancellations) {
  analyse("struct cancelled {};\n"
          "struct operation {\n"
          "  bool stopped = false;\n"
          "  bool await_ready() const { return false; }\n"
          "  void await_suspend(std::coroutine_handle<>) {}\n"
          "  void await_resume() { if (stopped) throw cancelled{}; }\n"
          "};\n"
          "void next() {}\n"
          "task<int> out() { co_await operation{}; co_return 1; }\n"
          "struct job {\n"
          "  struct promise_type {\n"
          "    job get_return_object();\n"
          "    std::suspend_always initial_suspend();\n"
          "    std::suspend_always final_suspend() noexcept;\n"
          "    void return_void();\n"
          "    void unhandled_exception();\n"
          "  };\n"
          "  bool await_ready();\n"
          "  void await_suspend(std::coroutine_handle<>);\n"
          "  void await_resume();\n"
          "};\n"
          "job kept() {\n"
          "  try { co_await operation{}; } catch (const cancelled &) {\n"
          "    next();\n  }\n}\n");
  EXPECT_NE(at("co_await")
                .find("- a cancellation is thrown here as "
                      "'cancelled'\n"),
            std::string::npos);
  EXPECT_NE(at("out").find("- lets a cancellation out as 'cancelled'\n"),
            std::string::npos);
  std::string Kept = at("kept");
  EXPECT_NE(Kept.find("- takes a cancellation and goes on, in the handler at "
                      "a.cpp:24\n"),
            std::string::npos)
      << Kept;
}

TEST_F(HoverTest, NamesNoHelperOfTheLibrary) {
  analyse("task<int> value() { co_return 1; }\n"
          "task<int> waits() {\n"
          "  auto held = value();\n"
          "  co_return co_await std::move(held);\n}\n");
  EXPECT_EQ(at("co_await"), "'co_await'\n"
                            "- awaits a lazy task, 'task<int>'\n"
                            "- may suspend here\n");
  EXPECT_EQ(at("move"), "");
}

TEST_F(HoverTest, JoinsWhatInstantiationsDo) {
  analyse("#include <unistd.h>\n"
          "template <typename T> task<T> once(T t) {\n"
          "  if constexpr (sizeof(T) == 1)\n    sleep(1);\n"
          "  co_return t;\n}\n"
          "task<int> both() {\n"
          "  co_await once('a');\n  co_return co_await once(1);\n}\n");
  std::string Text = at("once");
  // The type is another for each.
  EXPECT_EQ(Text.find("coroutine 'once'\n- gives a lazy task: "), 0u) << Text;
  EXPECT_NE(Text.find("- may block through 'sleep'"), std::string::npos);
  EXPECT_NE(at("once", 2).find("'task<int>'"), std::string::npos);
}

TEST_F(HoverTest, WritesMarkdownForWhoReadsIt) {
  analyse("#include <unistd.h>\n"
          "void helper() { sleep(1); }\n"
          "task<int> runs() {\n  helper();\n  co_return 1;\n}\n");
  std::string Text = at("helper", 1, /*Markdown=*/true);
  EXPECT_EQ(Text.find("call of function `helper`\n\n- blocks"), 0u) << Text;
  EXPECT_NE(Text.find("co\\_await a timer"), std::string::npos) << Text;
  EXPECT_NE(Text.find("`sleep` is called at [a.cpp:3](file:///"),
            std::string::npos)
      << Text;
}

TEST_F(HoverTest, LeavesOutFunctionsWithErrors) {
  analyse("task<int> broken() { co_await undeclared(); co_return 1; }\n"
          "task<int> whole() { co_return 1; }\n");
  EXPECT_EQ(at("co_await"), "");
  EXPECT_NE(at("whole"), "");
}

} // namespace

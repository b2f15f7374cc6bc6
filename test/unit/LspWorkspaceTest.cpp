//===- LspWorkspaceTest.cpp - files that are not open, and progress -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestServer.h"

#include "lsp/analysis/ClosedFiles.h"
#include "lsp/server/FirstAnalyses.h"
#include "lsp/server/Scheduler.h"
#include "lsp/server/Settings.h"
#include "lsp/server/Timer.h"
#include "lsp/server/Trace.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <future>
#include <thread>

#ifdef __linux__
#include <sys/resource.h>
#endif

using namespace corolint;
using namespace corolint::lsp;
using namespace std::chrono_literals;

namespace {

class ClosedFilesTest : public testing::Test {
protected:
  ClosedFilesTest() {
    llvm::SmallString<128> Path;
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("corolint-closed", Path));
    Folder = Path.str().str();
    for (const char *Name : {"a.cpp", "b.cpp", "a.h"})
      write(Name, "1");
  }
  ~ClosedFilesTest() override { llvm::sys::fs::remove_directories(Folder); }
  std::string in(const char *Name) { return Folder + "/" + Name; }
  void write(const char *Name, const char *Text) {
    std::error_code Error;
    llvm::raw_fd_ostream(in(Name), Error) << Text;
    EXPECT_FALSE(Error);
  }
  void set(const char *Name, std::vector<std::string> From, bool Whole = true) {
    auto R = std::make_shared<DocumentDiagnosticReport>();
    R->ResultId = Name;
    // What is there was there before.
    ClosedFiles::Moment Beginning = Files.now();
    Beginning.Time += 1h;
    Files.set(in(Name), R, From, Whole, Beginning);
  }
  bool knows(const char *Name) { return Files.find(in(Name)) != nullptr; }

  std::string Folder;
  ClosedFiles Files;
};

TEST_F(ClosedFilesTest, ForgetWhatIsReadFromWhatChanges) {
  EXPECT_FALSE(knows("a.cpp"));
  set("a.cpp", {in("a.cpp"), in("a.h")});
  set("b.cpp", {in("b.cpp")});
  EXPECT_EQ(Files.find(in("a.cpp"))->ResultId, "a.cpp");
  Files.changed({in("none.h")});
  EXPECT_TRUE(knows("a.cpp") && knows("b.cpp"));
  Files.changed({"another name", in("a.h")});
  EXPECT_FALSE(knows("a.cpp"));
  EXPECT_TRUE(knows("b.cpp"));
  // A file counts also where it could not be read.
  set("a.cpp", {});
  Files.changed({in("a.cpp")});
  EXPECT_FALSE(knows("a.cpp"));
  Files.forgetAll();
  EXPECT_FALSE(knows("b.cpp"));
}

TEST_F(ClosedFilesTest, LookAtTheDisk) {
  set("a.cpp", {in("a.cpp"), in("a.h"), in("later.h")});
  set("b.cpp", {in("b.cpp")});
  Files.lookAtDisk();
  EXPECT_TRUE(knows("a.cpp") && knows("b.cpp"));
  write("a.h", "other");
  Files.lookAtDisk();
  EXPECT_FALSE(knows("a.cpp"));
  EXPECT_TRUE(knows("b.cpp"));
  set("a.cpp", {in("later.h")});
  write("later.h", "");
  Files.lookAtDisk();
  EXPECT_FALSE(knows("a.cpp"));
}

TEST_F(ClosedFilesTest, WhatIsNotWholeWaitsForFilesToCome) {
  set("a.cpp", {in("a.cpp"), in("a.h")}, /*Whole=*/false);
  set("b.cpp", {in("b.cpp")});
  Files.changed({in("b.cpp")});
  EXPECT_TRUE(knows("a.cpp"));
  Files.changed({in("later.h")});
  EXPECT_FALSE(knows("a.cpp"));
}

TEST_F(ClosedFilesTest, WhatChangesMeanwhileMakesAReportOld) {
  const ClosedFiles::Moment Beginning = Files.now();
  Files.changed({in("a.h")});
  Files.set(in("a.cpp"), std::make_shared<DocumentDiagnosticReport>(),
            {in("a.cpp")}, true, Beginning);
  EXPECT_FALSE(knows("a.cpp"));
}

TEST_F(ClosedFilesTest, WhatIsWrittenMeanwhileMayNotHaveBeenRead) {
  write("old.h", "");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const ClosedFiles::Moment Beginning = Files.now();
  auto R = std::make_shared<DocumentDiagnosticReport>();
  Files.set(in("a.cpp"), R, {in("old.h")}, true, Beginning);
  Files.lookAtDisk();
  EXPECT_TRUE(knows("a.cpp"));
  write("new.h", "");
  Files.set(in("b.cpp"), R, {in("new.h")}, true, Beginning);
  Files.lookAtDisk();
  EXPECT_TRUE(knows("a.cpp"));
  EXPECT_FALSE(knows("b.cpp"));
}

/// What was sent, as "method: kind message"; with the token where it is not
/// `Hidden`.
Strings sent(TestServer &S) {
  Strings Out;
  for (const Json &M : S.written()) {
    if (!M.contains("method"))
      continue;
    Json Value = M["params"].value("value", Json::object());
    Out.push_back(M["method"].get<std::string>() + " " +
                  M["params"].value("token", Json()).dump() + " " +
                  Value.value("kind", "") + " " + Value.value("message", ""));
  }
  return Out;
}

TEST(LspWorkProgress, UnderTheClientsToken) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","method":"work"})", Shutdown});
  S.Client.onNotification("work", [&](const Json &) {
    WorkProgresses All(S.Client, /*CanBegin=*/false);
    unsigned Cancelled = 0;
    auto Work = All.begin(
        "title", [&] { ++Cancelled; }, 7);
    Work->report(0, 300);
    Work->report(3, 300);
    Work->report(4, 300);
    Work->report(300, 300);
    All.cancel("7");
    EXPECT_EQ(Cancelled, 0u);
    All.cancel(7);
    All.cancel(7);
    EXPECT_EQ(Cancelled, 1u);
    Work->end("over");
    Work->end("again");
    Work->report(1, 2);
    // Without a token, a client that cannot be asked is told nothing.
    All.begin("other", nullptr)->end("");
  });
  S.Client.run();
  EXPECT_EQ(sent(S),
            (Strings{"$/progress 7 begin ", "$/progress 7 report 3/300",
                     "$/progress 7 report 300/300", "$/progress 7 end over"}));
}

TEST(LspWorkProgress, UnderATokenThatTheClientAgreesTo) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","method":"work"})",
                R"({"jsonrpc":"2.0","id":1,"result":null})",
                R"({"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"no"}})",
                R"({"jsonrpc":"2.0","method":"end"})", Shutdown});
  WorkProgresses All(S.Client, /*CanBegin=*/true);
  std::vector<std::shared_ptr<WorkProgress>> Works;
  S.Client.onNotification("work", [&](const Json &) {
    for (int I = 0; I != 3; ++I)
      Works.push_back(All.begin("title", nullptr));
  });
  S.Client.onNotification("end", [&](const Json &) {
    for (auto &Each : Works)
      Each->end("");
  });
  S.Client.run();
  EXPECT_EQ(sent(S), (Strings{"window/workDoneProgress/create \"corolint-1\"  ",
                              "window/workDoneProgress/create \"corolint-2\"  ",
                              "window/workDoneProgress/create \"corolint-3\"  ",
                              "$/progress \"corolint-1\" begin ",
                              "$/progress \"corolint-1\" end "}));
}

TEST(LspFirstAnalyses, ShowManyAndNotFew) {
  TestServer S({Initialize});
  WorkProgresses All(S.Client, /*CanBegin=*/true);
  FirstAnalyses First(All);
  auto Asked = [&] { return sent(S).size(); };
  S.Client.onRequest("initialize", [&](const Json &, Reply Answer) {
    for (const char *File : {"a", "b", "c", "c"})
      First.opened(File);
    for (const char *File : {"a", "b"})
      First.done(File);
    for (const char *File : {"d", "e"})
      First.opened(File);
    Answer.result(nullptr);
  });
  S.Client.run();
  EXPECT_EQ(Asked(), 0u);
}

TEST(LspTrace, SaysWhatIsWanted) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","method":"work"})"});
  S.Client.onNotification("work", [&](const Json &) {
    Trace Log(S.Client);
    Log.log("nothing");
    Log.set("messages");
    Log.log("one", "more");
    Log.set("loud");
    Log.log("two");
    Log.set("verbose");
    Log.log("three", "more");
    Log.set("off");
    EXPECT_FALSE(Log.isOn());
    Log.log("nothing");
  });
  S.Client.run();
  Json All = Json::array();
  for (const Json &M : S.written())
    if (M.value("method", "") == "$/logTrace")
      All.push_back(M["params"]);
  EXPECT_EQ(All, Json::parse(R"([{"message":"one"},{"message":"two"},
                                 {"message":"three","verbose":"more"}])"));
}

TEST(LspTimer, CallsInTheOrderOfTime) {
  Timer T;
  std::promise<void> Done;
  std::string Order;
  T.after(30ms, [&] {
    Order += "b";
    Done.set_value();
  });
  T.after(1ms, [&] { Order += "a"; });
  T.after(10h, [&] { Order += "c"; });
  Done.get_future().wait();
  EXPECT_EQ(Order, "ab");
}

#ifdef __linux__
TEST(LspScheduler, LowThreadsCountLess) {
  auto PriorityIn = [](Scheduler::Weight W) {
    Scheduler S(1, W);
    int Seen = -1;
    S.schedule(
        "file", [&] { Seen = getpriority(PRIO_PROCESS, 0); }, Scheduler::Asked);
    S.finish();
    return Seen;
  };
  int Here = getpriority(PRIO_PROCESS, 0);
  EXPECT_EQ(PriorityIn(Scheduler::Normal), Here);
  EXPECT_EQ(PriorityIn(Scheduler::Low), std::min(19, Here + 10));
  EXPECT_EQ(getpriority(PRIO_PROCESS, 0), Here);
}
#endif

TEST(LspSettings, WhatIsKeptOnTheDisk) {
  EXPECT_TRUE(readSettings(nullptr).Cache);
  EXPECT_FALSE(readSettings({{"cache", false}}).Cache);
}

TEST(LspSettings, WhatIsShownBesideFindings) {
  ClientSettings Usual = readSettings(nullptr);
  EXPECT_TRUE(Usual.Workspace);
  EXPECT_FALSE(Usual.InlayHints || Usual.CodeLens);
  ClientSettings Set = readSettings(
      {{"workspaceDiagnostics", false}, {"inlayHints", true}, {"codeLens", 1}});
  EXPECT_FALSE(Set.Workspace);
  EXPECT_TRUE(Set.InlayHints);
  EXPECT_FALSE(Set.CodeLens);
  EXPECT_EQ(Set.Wrong,
            Strings{"the setting 'codeLens' has to be true or false"});
}

} // namespace

//===- LspPlaceRequestsTest.cpp - requests about places -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestServer.h"

#include "lsp/server/PlaceRequests.h"

#include <future>

using namespace corolint;
using namespace corolint::lsp;
using namespace std::chrono_literals;

namespace {

/// Answers requests "ask" by way of `With`.
class PlaceRequestsTest : public testing::Test {
protected:
  /// What was answered to the requests 1, 2, …; codes for errors.
  std::vector<Json> answers(TestServer &S, unsigned Count) {
    std::vector<Json> Out(Count);
    for (const Json &Message : S.written())
      if (Message.contains("id") && Message["id"].is_number())
        if (int Id = Message["id"].get<int>(); Id >= 1 && Id <= int(Count))
          Out[Id - 1] = Message.contains("error") ? Message["error"]["code"]
                                                  : Message["result"];
    return Out;
  }
  static std::string ask(int Id) {
    return R"({"jsonrpc":"2.0","id":)" + std::to_string(Id) +
           R"(,"method":"ask","params":{}})";
  }
  static std::string cancel(int Id) {
    return R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":)" +
           std::to_string(Id) + "}}";
  }

  Project Settings{Options()};
  const std::string File = COROLINT_SOURCE_DIR "/test/lsp/project/none.cpp";
};

TEST_F(PlaceRequestsTest, AnswersFromTheVersionThatIsKnown) {
  OpenFiles Files(Settings, {}, BaseStore(""), [](AnalysisPtr) {});
  Files.open(File, "", 7, "int x;");
  Files.finish();
  PlaceRequests With(Files);
  TestServer S({Initialize, ask(1)});
  S.Client.onRequest("ask", [&](const Json &, Reply Answer) {
    With.ask(File, 7, std::move(Answer), nullptr,
             [](const Analysis &A) { return Json(A.Version); });
  });
  S.Client.run();
  EXPECT_EQ(answers(S, 1), (std::vector<Json>{7}));
}

TEST_F(PlaceRequestsTest, EndsInOneOfSeveralWays) {
  OpenFiles Files(Settings, {}, BaseStore(""), [](AnalysisPtr) {});
  // One thread, which is kept busy: nothing is analysed meanwhile.
  std::promise<void> GoOn;
  std::promise<void> Busy;
  Files.open(File, "", 1, "int x;");
  Files.finish();
  PlaceRequests With(Files, 200ms);
  Files.open(File + ".h", "", 1, "int y;");
  Files.whenAnalysed(File + ".h", [&](AnalysisPtr) {
    Busy.set_value();
    GoOn.get_future().wait();
  });
  Busy.get_future().wait();
  Files.change(File, 2, "int z;");

  TestServer S({Initialize, ask(1), cancel(1), ask(2),
                R"({"jsonrpc":"2.0","method":"change"})", ask(3),
                R"({"jsonrpc":"2.0","method":"wait"})", Shutdown});
  S.Client.onRequest("ask", [&](const Json &, Reply Answer) {
    With.ask(File, 2, std::move(Answer), "late",
             [](const Analysis &A) { return Json(A.Version); });
  });
  S.Client.onNotification("change", [&](const Json &) { With.modified(File); });
  S.Client.onNotification("wait", [&](const Json &) {
    // Until the time of the third is up.
    std::this_thread::sleep_for(1s);
  });
  S.Client.run();
  GoOn.set_value();
  EXPECT_EQ(answers(S, 3),
            (std::vector<Json>{int(ErrorCode::RequestCancelled),
                               int(ErrorCode::ContentModified), "late"}));
}

} // namespace

//===- LspConnectionTest.cpp - JSON-RPC with a client ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestServer.h"

#include "lsp/protocol/Basics.h"

namespace corolint::lsp {
namespace {

/// The errors that these texts give, sent between initialize and shutdown.
Strings errorsOf(Strings Texts) {
  Texts.insert(Texts.begin(), Initialize);
  Texts.push_back(Shutdown);
  Texts.push_back(Exit);
  TestServer S(Texts);
  EXPECT_EQ(S.Client.run(), 0);
  std::vector<Json> Written = S.written();
  EXPECT_EQ(Written.back(),
            Json({{"jsonrpc", "2.0"}, {"id", "bye"}, {"result", nullptr}}));
  return errors(S);
}

TEST(LspConnection, Requests) {
  TestServer S(
      {Initialize,
       R"({"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":"ä"}})",
       R"({"jsonrpc":"2.0","id":"x","method":"echo","params":[2]})",
       R"({"jsonrpc":"2.0","id":1,"method":"echo"})",
       R"({"jsonrpc":"2.0","id":2.0,"method":"echo","params":null})", Shutdown,
       Exit});
  EXPECT_EQ(S.Client.run(), 0);
  std::vector<Json> W = S.written();
  ASSERT_EQ(W.size(), 6u);
  EXPECT_EQ(W[0]["result"], Json({{"capabilities", Json::object()}}));
  EXPECT_EQ(W[1], Json::parse(R"({"jsonrpc":"2.0","id":1,
                                  "result":{"a":"ä"}})"));
  EXPECT_EQ(W[2], Json::parse(R"({"jsonrpc":"2.0","id":"x","result":[2]})"));
  EXPECT_EQ(W[3], Json::parse(R"({"jsonrpc":"2.0","id":1,"result":null})"));
  EXPECT_EQ(W[4]["id"], 2);
  EXPECT_TRUE(S.Problems.empty());
}

TEST(LspConnection, Notifications) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","method":"initialized"})",
                R"({"jsonrpc":"2.0","method":"note","params":[1]})",
                R"({"jsonrpc":"2.0","method":"note"})",
                R"({"jsonrpc":"2.0","method":"note","params":1})",
                R"({"jsonrpc":"2.0","method":"$/unknown","params":{}})",
                R"({"jsonrpc":"2.0","method":"unknown"})", Shutdown, Exit});
  std::vector<Json> Seen;
  S.Client.onNotification("note",
                          [&](const Json &Params) { Seen.push_back(Params); });
  EXPECT_EQ(S.Client.run(), 0);
  EXPECT_EQ(Seen, (std::vector<Json>{Json::array({1}), Json()}));
  EXPECT_EQ(S.written().size(), 2u);
  EXPECT_EQ(S.Problems, Strings{"the parameters of note cannot be read"});
}

//===----------------------------------------------------------------------===//
// The order of a server's life
//===----------------------------------------------------------------------===//

TEST(LspConnection, ExitCodes) {
  auto Run = [](Strings Texts) {
    TestServer S(Texts);
    return S.Client.run();
  };
  EXPECT_EQ(Run({Initialize, Shutdown, Exit}), 0);
  EXPECT_EQ(Run({Initialize, Shutdown}), 0);
  EXPECT_EQ(Run({Initialize, Exit, Shutdown}), 1);
  EXPECT_EQ(Run({Initialize}), 1);
  EXPECT_EQ(Run({Exit}), 1);
  EXPECT_EQ(Run({Shutdown, Exit}), 1);
  EXPECT_EQ(Run({}), 1);
}

TEST(LspConnection, BeforeInitialize) {
  bool Called = false;
  TestServer S({R"({"jsonrpc":"2.0","id":1,"method":"echo"})",
                R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})",
                R"({"jsonrpc":"2.0","id":3,"method":"unknown"})",
                R"({"jsonrpc":"2.0","method":"note"})", Initialize,
                R"({"jsonrpc":"2.0","id":4,"method":"echo"})", Exit});
  S.Client.onNotification("note", [&](const Json &) { Called = true; });
  EXPECT_EQ(S.Client.run(), 1);
  EXPECT_EQ(errors(S), (Strings{"1: -32002", "2: -32002", "3: -32002"}));
  EXPECT_EQ(S.written().size(), 5u);
  EXPECT_FALSE(Called);
}

TEST(LspConnection, AfterShutdown) {
  bool Called = false;
  TestServer S({Initialize, Shutdown,
                R"({"jsonrpc":"2.0","id":1,"method":"echo"})",
                R"({"jsonrpc":"2.0","id":2,"method":"initialize"})",
                R"({"jsonrpc":"2.0","id":3,"method":"shutdown"})",
                R"({"jsonrpc":"2.0","method":"note"})", Exit});
  S.Client.onNotification("note", [&](const Json &) { Called = true; });
  EXPECT_FALSE(S.Client.isShutDown());
  EXPECT_EQ(S.Client.run(), 0);
  EXPECT_TRUE(S.Client.isShutDown());
  EXPECT_EQ(errors(S), (Strings{"1: -32600", "2: -32600", "3: -32600"}));
  EXPECT_FALSE(Called);
}

TEST(LspConnection, SecondInitialize) {
  EXPECT_EQ(errorsOf({R"({"jsonrpc":"2.0","id":1,"method":"initialize"})"}),
            Strings{"1: -32600"});
}

TEST(LspConnection, FailedInitializeMayBeTriedAgain) {
  TestServer S({R"({"jsonrpc":"2.0","id":1,"method":"initialize"})",
                R"({"jsonrpc":"2.0","id":2,"method":"echo"})",
                R"({"jsonrpc":"2.0","id":3,"method":"initialize"})",
                R"({"jsonrpc":"2.0","id":4,"method":"echo"})"});
  S.Client.onRequest("initialize",
                     [Count = 0](const Json &, Reply Answer) mutable {
                       if (++Count == 1)
                         Answer.error(ErrorCode::RequestFailed, "no");
                       else
                         Answer.result(1);
                     });
  EXPECT_EQ(S.Client.run(), 1);
  EXPECT_EQ(errors(S), (Strings{"1: -32803", "2: -32002"}));
  EXPECT_EQ(S.written().size(), 4u);
}

TEST(LspConnection, OwnShutdownHandler) {
  TestServer S({Initialize, Shutdown, Exit});
  bool Called = false;
  S.Client.onRequest("shutdown", [&](const Json &, Reply Answer) {
    Called = true;
    Answer.result(nullptr);
  });
  EXPECT_EQ(S.Client.run(), 0);
  EXPECT_TRUE(Called);
}

//===----------------------------------------------------------------------===//
// Wrong messages
//===----------------------------------------------------------------------===//

TEST(LspConnection, ParseErrors) {
  EXPECT_EQ(errorsOf({"{", "", "\"\xff\"", std::string(1000, '[')}),
            Strings(4, "null: -32700"));
}

TEST(LspConnection, NoRequests) {
  EXPECT_EQ(errorsOf({"1", "null", "\"x\"", "{}", "[]",
                      R"([{"jsonrpc":"2.0","id":1,"method":"echo"}])",
                      R"({"jsonrpc":"2.0"})", R"({"method":"echo"})",
                      R"({"jsonrpc":"2.0","method":1})"}),
            Strings(9, "null: -32600"));
  EXPECT_EQ(errorsOf({R"({"jsonrpc":"2.0","id":1})",
                      R"({"jsonrpc":"1.0","id":1,"method":"echo"})",
                      R"({"jsonrpc":2.0,"id":1,"method":"echo"})",
                      R"({"id":1,"method":"echo"})",
                      R"({"jsonrpc":"2.0","id":1,"method":null})"}),
            Strings(5, "1: -32600"));
}

TEST(LspConnection, NoIds) {
  Strings Texts;
  for (const char *Id : {"null", "true", "1.5", "[1]", "{}", "1e300"})
    Texts.push_back(R"({"jsonrpc":"2.0","method":"echo","id":)" +
                    std::string(Id) + "}");
  EXPECT_EQ(errorsOf(Texts), Strings(6, "null: -32600"));
}

TEST(LspConnection, NoMethods) {
  EXPECT_EQ(errorsOf({R"({"jsonrpc":"2.0","id":1,"method":"unknown"})",
                      R"({"jsonrpc":"2.0","id":2,"method":"$/unknown"})",
                      R"({"jsonrpc":"2.0","id":3,"method":"$/cancelRequest"})",
                      R"({"jsonrpc":"2.0","id":4,"method":"exit"})"}),
            (Strings{"1: -32601", "2: -32601", "3: -32601", "4: -32601"}));
}

TEST(LspConnection, BadParams) {
  EXPECT_EQ(
      errorsOf({R"({"jsonrpc":"2.0","id":1,"method":"echo","params":1})",
                R"({"jsonrpc":"2.0","id":2,"method":"echo","params":"x"})"}),
      (Strings{"1: -32602", "2: -32602"}));
}

TEST(LspConnection, TypedHandlers) {
  TestServer S(
      {Initialize,
       R"({"jsonrpc":"2.0","id":1,"method":"at","params":{"line":3,"character":4}})",
       R"({"jsonrpc":"2.0","id":2,"method":"at","params":{"line":3}})",
       R"({"jsonrpc":"2.0","id":3,"method":"at"})",
       R"({"jsonrpc":"2.0","method":"go","params":{"line":5,"character":6}})",
       R"({"jsonrpc":"2.0","method":"go","params":{}})"});
  S.Client.onRequest<Position>("at", [](Position P, Reply Answer) {
    Answer.result(P.Line + P.Character);
  });
  std::vector<Position> Seen;
  S.Client.onNotification<Position>("go",
                                    [&](Position P) { Seen.push_back(P); });
  S.Client.run();
  EXPECT_EQ(S.written()[1]["result"], 7);
  EXPECT_EQ(errors(S), (Strings{"2: -32602", "3: -32602"}));
  EXPECT_EQ(Seen, (std::vector<Position>{{5, 6}}));
  EXPECT_EQ(S.Problems, Strings{"the parameters of go cannot be read"});
}

TEST(LspConnection, FramingErrors) {
  TestServer S({Initialize});
  S.Input += "Content-Type: x; charset=latin1\r\nContent-Length: 2\r\n\r\n{}";
  S.Input += frame(R"({"jsonrpc":"2.0","id":1,"method":"echo"})");
  S.Input += "Content-Length: x\r\n\r\n";
  S.Input += frame(R"({"jsonrpc":"2.0","id":2,"method":"echo"})");
  EXPECT_EQ(S.Client.run(), 1);
  EXPECT_EQ(errors(S), Strings(2, "null: -32700"));
  EXPECT_EQ(S.written().size(), 4u);
  EXPECT_EQ(S.Problems.size(), 2u);
}

} // namespace
} // namespace corolint::lsp

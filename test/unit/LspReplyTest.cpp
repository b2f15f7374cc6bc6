//===- LspReplyTest.cpp - answers, of the server and of the client --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LspTestServer.h"

#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace corolint::lsp {
namespace {

//===----------------------------------------------------------------------===//
// Replies
//===----------------------------------------------------------------------===//

TEST(LspReply, DroppedReply) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","id":1,"method":"drop"})",
                R"({"jsonrpc":"2.0","id":2,"method":"throw"})",
                R"({"jsonrpc":"2.0","id":3,"method":"late throw"})",
                R"({"jsonrpc":"2.0","method":"throw"})",
                R"({"jsonrpc":"2.0","id":4,"method":"echo"})"});
  S.Client.onRequest("drop", [](const Json &, Reply) {});
  S.Client.onRequest(
      "throw", [](const Json &, Reply) { throw std::runtime_error("what"); });
  S.Client.onRequest("late throw", [](const Json &, Reply Answer) {
    Answer.result(1);
    throw 7;
  });
  S.Client.onNotification(
      "throw", [](const Json &) { throw std::runtime_error("what"); });
  S.Client.run();
  EXPECT_EQ(errors(S), (Strings{"1: -32603", "2: -32603"}));
  EXPECT_EQ(S.written().size(), 5u);
  EXPECT_EQ(S.Problems,
            (Strings{"the handler of throw failed: what",
                     "the handler of late throw failed: an unknown exception",
                     "the handler of throw failed: what"}));
}

TEST(LspReply, OneReplyOnly) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","id":1,"method":"twice"})",
                R"({"jsonrpc":"2.0","id":2,"method":"data"})",
                R"({"jsonrpc":"2.0","id":3,"method":"assign"})",
                R"({"jsonrpc":"2.0","id":4,"method":"assign"})"});
  S.Client.onRequest("twice", [](const Json &, Reply Answer) {
    Answer.result(1);
    Answer.result(2);
    Answer.error(ErrorCode::RequestFailed, "3");
  });
  S.Client.onRequest("data", [](const Json &, Reply Answer) {
    Reply Moved = std::move(Answer);
    Moved.error(ErrorCode::ContentModified, "why", {{"retry", true}});
  });
  std::optional<Reply> Kept;
  S.Client.onRequest("assign", [&](const Json &, Reply Answer) {
    if (Kept)
      *Kept = std::move(Answer);
    else
      Kept = std::move(Answer);
  });
  S.Client.run();
  Kept->result(4);
  std::vector<Json> W = S.written();
  ASSERT_EQ(W.size(), 5u);
  EXPECT_EQ(W[1]["result"], 1);
  EXPECT_EQ(W[2]["error"], Json::parse(R"({"code":-32801,"message":"why",
                                           "data":{"retry":true}})"));
  EXPECT_EQ(W[3]["id"], 3);
  EXPECT_EQ(W[3]["error"]["code"], -32603);
  EXPECT_EQ(W[4]["result"], 4);
}

TEST(LspReply, DuplicateIds) {
  TestServer S({Initialize, R"({"jsonrpc":"2.0","id":1,"method":"keep"})",
                R"({"jsonrpc":"2.0","id":1,"method":"echo"})",
                R"({"jsonrpc":"2.0","id":"1","method":"echo"})",
                R"({"jsonrpc":"2.0","method":"release"})",
                R"({"jsonrpc":"2.0","id":1,"method":"echo"})"});
  std::optional<Reply> Kept;
  S.Client.onRequest("keep", [&](const Json &, Reply Answer) {
    Kept.emplace(std::move(Answer));
  });
  S.Client.onNotification("release",
                          [&](const Json &) { Kept->result("kept"); });
  S.Client.run();
  std::vector<Json> W = S.written();
  ASSERT_EQ(W.size(), 5u);
  EXPECT_EQ(W[1]["error"]["code"], -32600);
  EXPECT_EQ(W[1]["id"], 1);
  EXPECT_EQ(W[2]["id"], "1");
  EXPECT_TRUE(W[2].contains("result"));
  EXPECT_EQ(W[3]["result"], "kept");
  EXPECT_TRUE(W[4].contains("result"));
}

TEST(LspReply, Cancel) {
  TestServer S(
      {Initialize, R"({"jsonrpc":"2.0","id":1,"method":"keep"})",
       R"({"jsonrpc":"2.0","id":"1","method":"keep"})",
       R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}})",
       R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}})",
       R"({"jsonrpc":"2.0","method":"$/cancelRequest"})",
       R"({"jsonrpc":"2.0","method":"look"})"});
  std::vector<Reply> Kept;
  S.Client.onRequest("keep", [&](const Json &, Reply Answer) {
    Kept.push_back(std::move(Answer));
  });
  CancelFlag Second;
  S.Client.onNotification("look", [&](const Json &) {
    ASSERT_EQ(Kept.size(), 2u);
    EXPECT_TRUE(Kept[0].isCancelled());
    EXPECT_FALSE(Kept[1].isCancelled());
    Kept[0].cancelled();
    Second = Kept[1].cancelFlag();
  });
  S.Client.run();
  EXPECT_EQ(errors(S), Strings{"1: -32800"});
  EXPECT_EQ(S.Problems, Strings{"$/cancelRequest without an id"});
  // In the end, nobody waits for anything.
  EXPECT_TRUE(Second.isSet());
}

TEST(LspReply, ReplyOutlivesConnection) {
  std::optional<Reply> Kept;
  {
    TestServer S({Initialize, R"({"jsonrpc":"2.0","id":1,"method":"keep"})"});
    S.Client.onRequest("keep", [&](const Json &, Reply Answer) {
      Kept.emplace(std::move(Answer));
    });
    S.Client.run();
  }
  EXPECT_TRUE(Kept->isCancelled());
  Kept->result(1);
}

//===----------------------------------------------------------------------===//
// Requests of the server
//===----------------------------------------------------------------------===//

TEST(LspReply, OwnRequests) {
  TestServer S(
      {Initialize, R"({"jsonrpc":"2.0","method":"ask"})",
       R"({"jsonrpc":"2.0","id":2,"result":"two"})",
       R"({"jsonrpc":"2.0","id":1,"error":{"code":-5,"message":"no"}})",
       R"({"jsonrpc":"2.0","id":2,"result":"again"})",
       R"({"jsonrpc":"2.0","id":3,"error":7})",
       R"({"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"?"}})",
       R"({"jsonrpc":"2.0","id":"4","result":1})"});
  Strings Answers;
  auto Take = [&](const Response &R) {
    Answers.push_back(R.Failed ? std::to_string(R.Code) + " " + R.Message
                               : R.Result.dump());
  };
  S.Client.onNotification("ask", [&](const Json &) {
    S.Client.request("a", {{"x", 1}}, Take);
    S.Client.request("b", nullptr, Take);
    S.Client.request("c", nullptr, Take);
    S.Client.request("d", nullptr, Take);
    S.Client.notify("n", Json::array({1}));
  });
  S.Client.run();
  S.Client.request("e", nullptr, Take);
  EXPECT_EQ(Answers, (Strings{"\"two\"", "-5 no", "-32603 unknown error",
                              "-32603 the connection is closed",
                              "-32603 the connection is closed"}));
  EXPECT_EQ(S.Problems, Strings(3, "an answer to no request"));
  std::vector<Json> W = S.written();
  ASSERT_EQ(W.size(), 6u);
  EXPECT_EQ(W[1], Json::parse(R"({"jsonrpc":"2.0","id":1,"method":"a",
                                  "params":{"x":1}})"));
  EXPECT_EQ(W[2], Json::parse(R"({"jsonrpc":"2.0","id":2,"method":"b"})"));
  EXPECT_EQ(W[5], Json::parse(R"({"jsonrpc":"2.0","method":"n",
                                  "params":[1]})"));
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

TEST(LspReply, Threads) {
  int In[2], Out[2];
  ASSERT_EQ(pipe(In), 0);
  ASSERT_EQ(pipe(Out), 0);
  constexpr int Count = 100;
  int Code = -1;
  std::thread ServerThread([&] {
    std::vector<std::thread> Workers;
    {
      Connection C(readFrom(In[0]), writeTo(Out[1]));
      C.onRequest("initialize",
                  [](const Json &, Reply Answer) { Answer.result(1); });
      C.onRequest("work", [&](const Json &Params, Reply Answer) {
        Workers.emplace_back(
            [&C, Params, Answer = std::move(Answer)]() mutable {
              C.notify("working", Params);
              Answer.result(Params);
            });
      });
      // Works until it is told not to.
      C.onRequest("wait", [&](const Json &, Reply Answer) {
        Workers.emplace_back([Answer = std::move(Answer)]() mutable {
          while (!Answer.isCancelled())
            std::this_thread::yield();
          Answer.cancelled();
        });
      });
      Code = C.run();
      for (std::thread &W : Workers)
        W.join();
    }
    close(Out[1]);
  });

  MessageWriter Writer(writeTo(In[1]));
  MessageReader Reader(readFrom(Out[0]));
  Writer.write(Initialize);
  Writer.write(R"({"jsonrpc":"2.0","id":"w","method":"wait"})");
  for (int I = 1; I <= Count; ++I)
    Writer.write(toText({{"jsonrpc", "2.0"},
                         {"id", I},
                         {"method", "work"},
                         {"params", {{"i", I}}}}));
  int Answers = 0, Notes = 0, Cancelled = 0;
  auto Read = [&] {
    ReadResult R = Reader.read();
    if (R.What != ReadResult::Message)
      return false;
    Json Message = Json::parse(R.Text);
    if (Message.contains("method"))
      ++Notes;
    else if (Message["id"] == "w")
      Cancelled += Message["error"]["code"] == -32800;
    else if (Message["id"] != 0 && Message["id"] != "bye")
      Answers += Message["result"]["i"] == Message["id"];
    return true;
  };
  while (Answers < Count)
    ASSERT_TRUE(Read());
  EXPECT_EQ(Cancelled, 0);
  Writer.write(
      R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"w"}})");
  while (Cancelled < 1)
    ASSERT_TRUE(Read());
  Writer.write(Shutdown);
  Writer.write(Exit);
  while (Read())
    ;
  ServerThread.join();
  EXPECT_EQ(Code, 0);
  EXPECT_EQ(Notes, Count);
  for (int Descriptor : {In[0], In[1], Out[0]})
    close(Descriptor);
}

TEST(LspReply, ClientTakesNoAnswers) {
  std::string Input;
  for (const char *Text : {Initialize, Shutdown})
    Input += frame(Text);
  bool Given = false;
  Connection C(
      [&](char *Buffer, size_t Size) {
        EXPECT_FALSE(Given);
        Given = true;
        std::memcpy(Buffer, Input.data(), Input.size());
        return ssize_t(Input.size());
      },
      [](const char *, size_t) { return ssize_t(-1); });
  C.onRequest("initialize",
              [](const Json &, Reply Answer) { Answer.result(1); });
  EXPECT_EQ(C.run(), 1);
}

} // namespace
} // namespace corolint::lsp

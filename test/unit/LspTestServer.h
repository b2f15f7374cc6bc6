//===- LspTestServer.h - a server with a client in a list -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_UNIT_LSPTESTSERVER_H
#define COROLINT_TEST_UNIT_LSPTESTSERVER_H

#include "lsp/protocol/Connection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace corolint::lsp {

using Strings = std::vector<std::string>;

inline std::string frame(const std::string &Text) {
  return "Content-Length: " + std::to_string(Text.size()) + "\r\n\r\n" + Text;
}

inline constexpr const char *Initialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{}})";
inline constexpr const char *Shutdown =
    R"({"jsonrpc":"2.0","id":"bye","method":"shutdown"})";
inline constexpr const char *Exit = R"({"jsonrpc":"2.0","method":"exit"})";

/// A server whose client says what is in a list. What was answered to that is
/// read from `written()`.
class TestServer {
public:
  explicit TestServer(const Strings &Texts)
      : Client(
            [this, Pos = size_t(0)](char *Buffer, size_t Size) mutable {
              size_t Count = std::min(Size, Input.size() - Pos);
              std::memcpy(Buffer, Input.data() + Pos, Count);
              Pos += Count;
              return ssize_t(Count);
            },
            [this](const char *Buffer, size_t Size) {
              Output.append(Buffer, Size);
              return ssize_t(Size);
            }) {
    for (const std::string &Text : Texts)
      Input += frame(Text);
    Client.onProblem(
        [this](llvm::StringRef Text) { Problems.push_back(Text.str()); });
    Client.onRequest("initialize", [](const Json &, Reply Answer) {
      Answer.result({{"capabilities", Json::object()}});
    });
    Client.onRequest("echo", [](const Json &Params, Reply Answer) {
      Answer.result(Params);
    });
  }

  /// All messages that were sent.
  std::vector<Json> written() {
    std::vector<Json> Messages;
    MessageReader Reader(
        [this, Pos = size_t(0)](char *Buffer, size_t Size) mutable {
          size_t Count = std::min(Size, Output.size() - Pos);
          std::memcpy(Buffer, Output.data() + Pos, Count);
          Pos += Count;
          return ssize_t(Count);
        });
    for (ReadResult R = Reader.read(); R.What == ReadResult::Message;
         R = Reader.read())
      Messages.push_back(Json::parse(R.Text));
    for (const Json &Message : Messages)
      EXPECT_EQ(Message["jsonrpc"], "2.0");
    return Messages;
  }

  std::string Input, Output;
  Strings Problems;
  Connection Client;
};

/// The errors among the answers, as "id: code".
inline Strings errors(TestServer &S) {
  Strings Result;
  for (const Json &Message : S.written())
    if (Message.contains("error")) {
      EXPECT_FALSE(Message.contains("result"));
      EXPECT_TRUE(Message["error"]["message"].is_string());
      Result.push_back(Message["id"].dump() + ": " +
                       Message["error"]["code"].dump());
    }
  return Result;
}

} // namespace corolint::lsp

#endif // COROLINT_TEST_UNIT_LSPTESTSERVER_H

//===- ConnectionState.h - what replies share with their connection -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For Connection.cpp and Reply.cpp only.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_CONNECTIONSTATE_H
#define COROLINT_LSP_PROTOCOL_CONNECTIONSTATE_H

#include "lsp/protocol/Connection.h"

#include <map>

namespace corolint::lsp {

struct ConnectionState : std::enable_shared_from_this<ConnectionState> {
  explicit ConnectionState(ByteSink Sink) : Writer(std::move(Sink)) {}

  enum class Phase { Uninitialized, Initialized, ShutDown };

  MessageWriter Writer;
  std::atomic<Phase> Now = Phase::Uninitialized;

  /// Guards what follows. Nothing foreign is called under it.
  std::mutex Mutex;
  /// The client's requests that are not answered, by keyOf their ids.
  std::map<std::string, CancelFlag> Running;
  /// Our requests that are not answered, by id.
  std::map<std::int64_t, ResponseHandler> Pending;
  std::int64_t LastId = 0;
  /// Nobody reads any more: there will be no answers.
  bool Closed = false;

  /// Tells apart ids as JSON-RPC does; nothing if `Id` can be no id.
  static std::optional<std::string> keyOf(const Json &Id);

  /// Takes note of a request; nothing if one with its id runs, or it is no id.
  std::optional<Reply> begin(const Json &Id, bool IsInitialize);
  /// Sends the answer to a request that was begun.
  void finish(const Json &Id, bool IsInitialize, Json Answer);

  /// Sends a message, which gets its "jsonrpc" here.
  bool send(Json Message);
  /// The answer to what cannot be called a request.
  void sendError(const Json &Id, ErrorCode Code, llvm::StringRef Message);
};

/// The member "error" of an answer.
Json errorObject(ErrorCode Code, llvm::StringRef Message, Json Data = {});

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_CONNECTIONSTATE_H

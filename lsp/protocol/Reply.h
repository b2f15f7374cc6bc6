//===- Reply.h - the answer to a request ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request is answered exactly once, by whoever holds its Reply.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_REPLY_H
#define COROLINT_LSP_PROTOCOL_REPLY_H

#include "lsp/protocol/Json.h"

#include "llvm/ADT/FunctionExtras.h"

#include <memory>
#include <mutex>

namespace corolint::lsp {

struct ConnectionState;

/// JSON-RPC's and LSP's.
enum class ErrorCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestFailed = -32803,
  ServerCancelled = -32802,
  ContentModified = -32801,
  RequestCancelled = -32800
};

/// Set once the client wants no answer any more, or there is no client.
class CancelFlag {
public:
  using Hook = llvm::unique_function<void()>;

  CancelFlag() : To(std::make_shared<State>()) {}

  void set() const;
  bool isSet() const;
  /// `Do` is called when the flag is set, on the thread that sets it; at once
  /// if it is set already. One flag has one such hook, the last.
  void whenSet(Hook Do) const;

private:
  struct State {
    std::mutex Mutex;
    bool Set = false;
    Hook Do;
  };
  std::shared_ptr<State> To;
};

/// Answers one request. May be moved to any thread, used there, and outlive the
/// connection: what it answers then is lost. The first answer counts, later
/// ones do nothing. Not synchronised: one thread holds it at a time. If it is
/// destroyed without one, the answer is InternalError.
class Reply {
public:
  Reply(Reply &&Other) = default;
  Reply &operator=(Reply &&Other) noexcept;
  ~Reply();

  /// Success.
  void result(Json Value);
  /// Failure. `Message` is for people; `Data` is left out if it is null.
  void error(ErrorCode Code, llvm::StringRef Message, Json Data = {});
  /// RequestCancelled, for a handler that stopped early.
  void cancelled();

  /// May be copied, and looked at while somebody else holds the reply.
  const CancelFlag &cancelFlag() const { return Cancel; }
  bool isCancelled() const { return Cancel.isSet(); }

private:
  friend struct ConnectionState;
  Reply(std::shared_ptr<ConnectionState> State, Json Id, CancelFlag Cancel,
        bool IsInitialize);

  /// Null once it is answered, or moved from.
  std::shared_ptr<ConnectionState> take() { return std::move(State); }

  std::shared_ptr<ConnectionState> State;
  Json Id;
  CancelFlag Cancel;
  bool IsInitialize;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_REPLY_H

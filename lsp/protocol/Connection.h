//===- Connection.h - JSON-RPC with a client ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes messages apart, and calls what is registered for their methods. It
// keeps the order of a server's life: initialize, shutdown, exit; what comes at
// the wrong time never reaches a handler.
//
// Requests that must not be, and their answers: text that is no JSON
// (ParseError); no request, a batch, an id that is in use or is no id, a second
// initialize, anything after shutdown (InvalidRequest); before initialize
// (ServerNotInitialized); no handler (MethodNotFound); parameters that are
// neither object nor array, or that the handler's type cannot be read from
// (InvalidParams); a handler that throws or drops its reply (InternalError).
// Notifications have no answers: they are dropped.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_PROTOCOL_CONNECTION_H
#define COROLINT_LSP_PROTOCOL_CONNECTION_H

#include "lsp/protocol/Framing.h"
#include "lsp/protocol/Reply.h"

#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringMap.h"

namespace corolint::lsp {

/// The client's answer to a request of ours.
struct Response {
  /// Whether `Code` and `Message` say what went wrong; else `Result` counts.
  bool Failed = false;
  Json Result;
  int Code = 0;
  std::string Message;
};

/// `Params` is an object, an array, or null if there are none.
using RequestHandler =
    llvm::unique_function<void(const Json &Params, Reply Answer)>;
using NotificationHandler = llvm::unique_function<void(const Json &Params)>;
using ResponseHandler = llvm::unique_function<void(const Response &Answer)>;

class Connection {
public:
  /// `Limit` is the greatest length of a message, in bytes.
  Connection(ByteSource Source, ByteSink Sink, size_t Limit = 256u << 20);
  /// Replies that are still held may be used later on, but are not sent.
  ~Connection();
  Connection(const Connection &) = delete;
  Connection &operator=(const Connection &) = delete;

  /// Handlers are registered before run(), which calls them on its thread: a
  /// handler that takes long moves its work, with the reply, to another one.
  /// Without a handler, shutdown is answered with null. There can be none for
  /// exit and $/cancelRequest.
  void onRequest(llvm::StringRef Method, RequestHandler Handler);
  void onNotification(llvm::StringRef Method, NotificationHandler Handler);

  /// For handlers with parameters of type T, as T::fromJson reads them.
  template <typename T, typename Fn>
  void onRequest(llvm::StringRef Method, Fn Handler);
  template <typename T, typename Fn>
  void onNotification(llvm::StringRef Method, Fn Handler);

  /// Is told, on the thread of run(), what was wrong with the client's
  /// messages.
  void onProblem(llvm::unique_function<void(llvm::StringRef)> Handler) {
    ProblemHandler = std::move(Handler);
  }

  /// Reads messages until exit, the end of the input, or an error that nothing
  /// can be read after. Returns the exit code of the program: 0 if the client
  /// has asked for shutdown and then for exit, or just left; else 1. In the end
  /// all requests are cancelled, and those of ours that are not answered fail.
  /// What is said after that is still sent. To be called once.
  int run();

  /// The rest is for any thread.

  /// Sends a request. `Handler` is called once, on the thread of run(); on the
  /// calling thread if run() has ended.
  void request(llvm::StringRef Method, Json Params, ResponseHandler Handler);
  /// Sends a notification; does nothing if the client is gone.
  void notify(llvm::StringRef Method, Json Params);

  /// Whether shutdown has been asked for.
  bool isShutDown() const;

private:
  enum class Next { Continue, Exit };

  int exitCode() const;
  void close();
  Next handle(const Json &Message);
  void handleRequest(const std::string &Method, const Json &Id,
                     const Json &Params);
  Next handleNotification(const std::string &Method, const Json &Params);
  void handleResponse(const Json &Message);
  void cancel(const Json &Params);
  void problem(const llvm::Twine &Text);

  std::shared_ptr<ConnectionState> State;
  MessageReader Reader;
  llvm::StringMap<RequestHandler> Requests;
  llvm::StringMap<NotificationHandler> Notifications;
  llvm::unique_function<void(llvm::StringRef)> ProblemHandler;
};

template <typename T, typename Fn>
void Connection::onRequest(llvm::StringRef Method, Fn Handler) {
  onRequest(Method,
            RequestHandler([Handler = std::move(Handler)](
                               const Json &Params, Reply Answer) mutable {
              if (std::optional<T> Read = T::fromJson(Params))
                Handler(std::move(*Read), std::move(Answer));
              else
                Answer.error(ErrorCode::InvalidParams,
                             "the parameters cannot be read");
            }));
}

template <typename T, typename Fn>
void Connection::onNotification(llvm::StringRef Method, Fn Handler) {
  onNotification(Method, NotificationHandler([this, Method = Method.str(),
                                              Handler = std::move(Handler)](
                                                 const Json &Params) mutable {
                   if (std::optional<T> Read = T::fromJson(Params))
                     Handler(std::move(*Read));
                   else
                     problem("the parameters of " + Method + " cannot be read");
                 }));
}

} // namespace corolint::lsp

#endif // COROLINT_LSP_PROTOCOL_CONNECTION_H

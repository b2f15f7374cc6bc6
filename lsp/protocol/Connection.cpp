//===- Connection.cpp - JSON-RPC with a client ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Connection.h"

#include "lsp/protocol/ConnectionState.h"

#include "llvm/ADT/Twine.h"

#include <exception>

using llvm::StringRef;

namespace corolint::lsp {

using Phase = ConnectionState::Phase;

namespace {

/// Calls a handler. Whatever it throws ends this message only.
template <typename Fn> std::string callSafely(Fn Call) {
  try {
    Call();
    return "";
  } catch (const std::exception &E) {
    return E.what();
  } catch (...) {
    return "an unknown exception";
  }
}

Response failure(int Code, StringRef Message) {
  Response R;
  R.Failed = true;
  R.Code = Code;
  R.Message = Message.str();
  return R;
}

Response closed() {
  return failure(int(ErrorCode::InternalError), "the connection is closed");
}

/// Parameters as they are sent: null stands for none.
Json message(StringRef Method, Json Params) {
  Json Message = {{"method", Method.str()}};
  if (!Params.is_null())
    Message["params"] = std::move(Params);
  return Message;
}

} // namespace

Connection::Connection(ByteSource Source, ByteSink Sink, size_t Limit)
    : State(std::make_shared<ConnectionState>(std::move(Sink))),
      Reader(std::move(Source), Limit) {}

Connection::~Connection() {
  close();
  State->Writer.stop();
}

void Connection::onRequest(StringRef Method, RequestHandler Handler) {
  Requests[Method] = std::move(Handler);
}

void Connection::onNotification(StringRef Method, NotificationHandler Handler) {
  Notifications[Method] = std::move(Handler);
}

bool Connection::isShutDown() const { return State->Now == Phase::ShutDown; }

int Connection::exitCode() const { return isShutDown() ? 0 : 1; }

void Connection::problem(const llvm::Twine &Text) {
  if (ProblemHandler)
    ProblemHandler(Text.str());
}

void Connection::close() {
  std::map<std::int64_t, ResponseHandler> Unanswered;
  std::vector<CancelFlag> Left;
  {
    std::lock_guard Lock(State->Mutex);
    State->Closed = true;
    for (const auto &[Key, Cancel] : State->Running)
      Left.push_back(Cancel);
    Unanswered.swap(State->Pending);
  }
  for (const CancelFlag &Each : Left)
    Each.set();
  for (auto &[Id, Handler] : Unanswered) {
    std::string Thrown = callSafely([&, &Handler = Handler] { //
      Handler(closed());
    });
    if (!Thrown.empty())
      problem("the handler of an answer failed: " + Thrown);
  }
}

int Connection::run() {
  int Code = 1;
  while (true) {
    ReadResult Read = Reader.read();
    if (Read.What == ReadResult::End) {
      Code = exitCode();
      break;
    }
    if (Read.What == ReadResult::Error) {
      problem(Read.Text);
      State->sendError(nullptr, ErrorCode::ParseError, Read.Text);
      if (Read.Fatal)
        break;
      continue;
    }
    llvm::Expected<Json> Message = parseJson(Read.Text);
    if (!Message) {
      std::string Text = llvm::toString(Message.takeError());
      problem(Text);
      State->sendError(nullptr, ErrorCode::ParseError, Text);
    } else if (handle(*Message) == Next::Exit) {
      Code = exitCode();
      break;
    }
    // A client that takes no answers has left.
    if (State->Writer.isBroken()) {
      problem("the client cannot be written to");
      Code = exitCode();
      break;
    }
  }
  close();
  return Code;
}

Connection::Next Connection::handle(const Json &Message) {
  auto Refuse = [&](const Json &Id, const char *Why) {
    problem(Why);
    State->sendError(Id, ErrorCode::InvalidRequest, Why);
    return Next::Continue;
  };

  if (Message.is_array())
    return Refuse(nullptr, "LSP has no batches");
  if (!Message.is_object())
    return Refuse(nullptr, "a message that is no object");

  auto Id = Message.find("id"), Method = Message.find("method");
  bool HasId = Id != Message.end(), HasMethod = Method != Message.end();
  bool GoodId = HasId && ConnectionState::keyOf(*Id);
  // Answers must not be answered, whatever is wrong with them: two programs
  // would do nothing else any more.
  if (!HasMethod && HasId &&
      (Message.contains("result") || Message.contains("error"))) {
    handleResponse(Message);
    return Next::Continue;
  }

  const Json AnswerTo = GoodId ? *Id : Json();
  if (stringAt(Message, "jsonrpc") != "2.0")
    return Refuse(AnswerTo, "a message that is not JSON-RPC 2.0");
  if (!HasMethod || !Method->is_string())
    return Refuse(AnswerTo, "a message without a method");
  if (HasId && !GoodId)
    return Refuse(nullptr, "an id that is neither a string nor an integer");

  const auto &Name = Method->get_ref<const std::string &>();
  static const Json None;
  const Json *Params = valueAt(Message, "params");
  if (!Params)
    Params = &None;
  if (!HasId)
    return handleNotification(Name, *Params);
  handleRequest(Name, *Id, *Params);
  return Next::Continue;
}

void Connection::handleRequest(const std::string &Method, const Json &Id,
                               const Json &Params) {
  bool IsInitialize = Method == "initialize";
  auto Refuse = [&](ErrorCode Code, const llvm::Twine &Why) {
    problem(Why);
    State->sendError(Id, Code, Why.str());
  };

  if (State->Now == Phase::ShutDown)
    return Refuse(ErrorCode::InvalidRequest, "the server is shut down");
  if (State->Now == Phase::Uninitialized && !IsInitialize)
    return Refuse(ErrorCode::ServerNotInitialized,
                  "the server is not initialized");
  if (State->Now == Phase::Initialized && IsInitialize)
    return Refuse(ErrorCode::InvalidRequest,
                  "the server is already initialized");
  auto Handler = Requests.find(Method);
  bool Known = Handler != Requests.end();
  if (!Known && Method != "shutdown")
    return Refuse(ErrorCode::MethodNotFound, "there is no method " + Method);
  if (!Params.is_null() && !Params.is_structured())
    return Refuse(ErrorCode::InvalidParams,
                  "parameters that are neither an object nor an array");
  std::optional<Reply> Answer = State->begin(Id, IsInitialize);
  if (!Answer)
    return Refuse(ErrorCode::InvalidRequest,
                  "a request with this id is running");

  // Before the handler: it may answer at once, and an error takes this back.
  if (IsInitialize)
    State->Now = Phase::Initialized;
  if (Method == "shutdown")
    State->Now = Phase::ShutDown;
  if (!Known)
    return Answer->result(nullptr);
  std::string Thrown =
      callSafely([&] { Handler->second(Params, std::move(*Answer)); });
  if (!Thrown.empty())
    problem("the handler of " + Method + " failed: " + Thrown);
}

Connection::Next Connection::handleNotification(const std::string &Method,
                                                const Json &Params) {
  if (Method == "exit")
    return Next::Exit;
  if (State->Now != Phase::Initialized) {
    problem(Method + (isShutDown() ? " after shutdown" : " before initialize"));
    return Next::Continue;
  }
  if (Method == "$/cancelRequest") {
    cancel(Params);
    return Next::Continue;
  }
  auto Handler = Notifications.find(Method);
  if (Handler == Notifications.end())
    return Next::Continue;
  if (!Params.is_null() && !Params.is_structured()) {
    problem("the parameters of " + Method + " cannot be read");
    return Next::Continue;
  }
  std::string Thrown = callSafely([&] { Handler->second(Params); });
  if (!Thrown.empty())
    problem("the handler of " + Method + " failed: " + Thrown);
  return Next::Continue;
}

void Connection::cancel(const Json &Params) {
  const Json *Id = valueAt(Params, "id");
  std::optional<std::string> Key;
  if (Id)
    Key = ConnectionState::keyOf(*Id);
  if (!Key)
    return problem("$/cancelRequest without an id");
  std::optional<CancelFlag> Flag;
  {
    std::lock_guard Lock(State->Mutex);
    // A request that has been answered in the meantime is no mistake.
    auto It = State->Running.find(*Key);
    if (It != State->Running.end())
      Flag = It->second;
  }
  if (Flag)
    Flag->set();
}

void Connection::handleResponse(const Json &Message) {
  ResponseHandler Handler;
  if (std::optional<std::int64_t> Id = wholeNumber(Message["id"])) {
    std::lock_guard Lock(State->Mutex);
    if (auto It = State->Pending.find(*Id); It != State->Pending.end()) {
      Handler = std::move(It->second);
      State->Pending.erase(It);
    }
  }
  if (!Handler)
    return problem("an answer to no request");

  Response Answer;
  if (const Json *Error = valueAt(Message, "error"))
    Answer = failure(
        int(intAt(*Error, "code").value_or(int(ErrorCode::InternalError))),
        stringAt(*Error, "message").value_or("unknown error"));
  else if (const Json *Result = valueAt(Message, "result"))
    Answer.Result = *Result;
  std::string Thrown = callSafely([&] { Handler(Answer); });
  if (!Thrown.empty())
    problem("the handler of an answer failed: " + Thrown);
}

void Connection::request(StringRef Method, Json Params,
                         ResponseHandler Handler) {
  Json Message = message(Method, std::move(Params));
  std::unique_lock Lock(State->Mutex);
  if (State->Closed) {
    Lock.unlock();
    Handler(closed());
    return;
  }
  Message["id"] = ++State->LastId;
  State->Pending.emplace(State->LastId, std::move(Handler));
  Lock.unlock();
  State->send(std::move(Message));
}

void Connection::notify(StringRef Method, Json Params) {
  State->send(message(Method, std::move(Params)));
}

} // namespace corolint::lsp

//===- Reply.cpp - the answer to a request --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Reply.h"

#include "lsp/protocol/ConnectionState.h"

using llvm::StringRef;

namespace corolint::lsp {

void CancelFlag::set() const {
  Hook Do;
  {
    std::lock_guard Lock(To->Mutex);
    To->Set = true;
    Do = std::move(To->Do);
    To->Do = nullptr;
  }
  if (Do)
    Do();
}

bool CancelFlag::isSet() const {
  std::lock_guard Lock(To->Mutex);
  return To->Set;
}

void CancelFlag::whenSet(Hook Do) const {
  {
    std::lock_guard Lock(To->Mutex);
    if (!To->Set) {
      To->Do = std::move(Do);
      return;
    }
  }
  Do();
}

std::optional<std::string> ConnectionState::keyOf(const Json &Id) {
  if (Id.is_string())
    return toText(Id);
  if (std::optional<std::int64_t> Number = wholeNumber(Id))
    return std::to_string(*Number);
  return std::nullopt;
}

std::optional<Reply> ConnectionState::begin(const Json &Id, bool IsInitialize) {
  std::optional<std::string> Key = keyOf(Id);
  if (!Key)
    return std::nullopt;
  CancelFlag Cancel;
  {
    std::lock_guard Lock(Mutex);
    if (!Running.try_emplace(*Key, Cancel).second)
      return std::nullopt;
  }
  return Reply(shared_from_this(), Id, Cancel, IsInitialize);
}

void ConnectionState::finish(const Json &Id, bool IsInitialize, Json Answer) {
  // A client whose attempt failed may try again.
  Phase Expected = Phase::Initialized;
  if (IsInitialize && Answer.contains("error"))
    Now.compare_exchange_strong(Expected, Phase::Uninitialized);
  if (std::optional<std::string> Key = keyOf(Id)) {
    // First of all: once it has the answer, the client may use the id again.
    std::lock_guard Lock(Mutex);
    Running.erase(*Key);
  }
  Answer["id"] = Id;
  send(std::move(Answer));
}

bool ConnectionState::send(Json Message) {
  Message["jsonrpc"] = "2.0";
  return Writer.write(toText(Message));
}

void ConnectionState::sendError(const Json &Id, ErrorCode Code,
                                StringRef Message) {
  send({{"id", Id}, {"error", errorObject(Code, Message)}});
}

Json errorObject(ErrorCode Code, StringRef Message, Json Data) {
  Json Object = {{"code", int(Code)}, {"message", Message.str()}};
  if (!Data.is_null())
    Object["data"] = std::move(Data);
  return Object;
}

Reply::Reply(std::shared_ptr<ConnectionState> State, Json Id, CancelFlag Cancel,
             bool IsInitialize)
    : State(std::move(State)), Id(std::move(Id)), Cancel(std::move(Cancel)),
      IsInitialize(IsInitialize) {}

Reply &Reply::operator=(Reply &&Other) noexcept {
  if (this == &Other)
    return *this;
  if (State)
    error(ErrorCode::InternalError, "the request was not answered");
  State = Other.take();
  Id = std::move(Other.Id);
  Cancel = Other.Cancel;
  IsInitialize = Other.IsInitialize;
  return *this;
}

Reply::~Reply() {
  if (State)
    error(ErrorCode::InternalError, "the request was not answered");
}

void Reply::result(Json Value) {
  if (std::shared_ptr<ConnectionState> S = take()) {
    Json Answer = Json::object();
    Answer["result"] = std::move(Value);
    S->finish(Id, IsInitialize, std::move(Answer));
  }
}

void Reply::error(ErrorCode Code, StringRef Message, Json Data) {
  if (std::shared_ptr<ConnectionState> S = take()) {
    Json Answer = Json::object();
    Answer["error"] = errorObject(Code, Message, std::move(Data));
    S->finish(Id, IsInitialize, std::move(Answer));
  }
}

void Reply::cancelled() {
  error(ErrorCode::RequestCancelled, "the request was cancelled");
}

} // namespace corolint::lsp

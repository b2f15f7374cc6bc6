//===- WorkProgress.cpp - how far long work has come ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/WorkProgress.h"

#include "lsp/protocol/Workspace.h"

namespace corolint::lsp {

void WorkProgress::send(Json Value) {
  Wire.notify("$/progress", toJson(ProgressParams{Token, std::move(Value)}));
}

void WorkProgress::begin() {
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Now != Asking)
    return;
  Now = Begun;
  send(toJson(WorkDoneProgressBegin{Title, CanCancel, "", 0}));
}

void WorkProgress::report(unsigned Done, unsigned Total) {
  std::lock_guard<std::mutex> Lock(Mutex);
  unsigned Percentage = Total ? unsigned(100ull * Done / Total) : 100;
  if (Now != Begun || Percentage == LastPercentage)
    return;
  LastPercentage = Percentage;
  send(toJson(WorkDoneProgressReport{
      std::nullopt, std::to_string(Done) + "/" + std::to_string(Total),
      Percentage}));
}

void WorkProgress::end(const std::string &Message) {
  std::lock_guard<std::mutex> Lock(Mutex);
  // What was never shown needs no end.
  if (Now == Begun)
    send(toJson(WorkDoneProgressEnd{Message}));
  Now = Over;
}

std::shared_ptr<WorkProgress> WorkProgresses::begin(const std::string &Title,
                                                    Canceller Cancel,
                                                    const Json &Given) {
  Json Token = Given;
  bool CanCancel = bool(Cancel);
  std::shared_ptr<WorkProgress> Work;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::erase_if(Entries, [](const Entry &E) { return E.Work.expired(); });
    if (Token.is_null())
      Token = "corolint-" + std::to_string(++LastToken);
    Work.reset(new WorkProgress(Wire, Token, Title, CanCancel));
    if (CanCancel)
      Entries.push_back({Token, Work, std::move(Cancel)});
  }
  if (!Given.is_null())
    Work->begin();
  else if (CanBegin)
    Wire.request("window/workDoneProgress/create", {{"token", Token}},
                 [Work](const Response &R) {
                   if (!R.Failed)
                     Work->begin();
                 });
  return Work;
}

void WorkProgresses::cancel(const Json &Token) {
  Canceller Do;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (Entry &E : Entries)
      if (E.Token == Token && E.Cancel) {
        Do = std::move(E.Cancel);
        E.Cancel = nullptr;
      }
  }
  if (Do)
    Do();
}

} // namespace corolint::lsp

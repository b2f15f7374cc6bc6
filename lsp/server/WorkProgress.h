//===- WorkProgress.h - how far long work has come --------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_WORKPROGRESS_H
#define COROLINT_LSP_SERVER_WORKPROGRESS_H

#include "lsp/protocol/Connection.h"

#include "llvm/ADT/FunctionExtras.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace corolint::lsp {

/// One piece of work that the client shows. Thread-safe. Says nothing if the
/// client cannot be told.
class WorkProgress : public std::enable_shared_from_this<WorkProgress> {
public:
  /// `Done` of `Total` files; what would show the same is not sent.
  void report(unsigned Done, unsigned Total);
  /// What is reported after that is lost. To be called at least once.
  void end(const std::string &Message);

private:
  friend class WorkProgresses;
  enum Phase { Asking, Begun, Over };
  WorkProgress(Connection &Wire, Json Token, std::string Title, bool CanCancel)
      : Wire(Wire), Token(std::move(Token)), Title(std::move(Title)),
        CanCancel(CanCancel) {}
  void begin();
  void send(Json Value);

  Connection &Wire;
  const Json Token;
  const std::string Title;
  const bool CanCancel;
  std::mutex Mutex;
  Phase Now = Asking;
  unsigned LastPercentage = 0;
};

/// The work that is shown now. Thread-safe.
class WorkProgresses {
public:
  using Canceller = llvm::unique_function<void()>;

  /// `CanBegin`: the client lets the server begin progress by itself.
  WorkProgresses(Connection &Wire, bool CanBegin)
      : Wire(Wire), CanBegin(CanBegin) {}

  /// Under the token that the client gave with a request; if that is null,
  /// under one of our own. `Cancel` is called once when the user cancels the
  /// work; null if that cannot be.
  std::shared_ptr<WorkProgress> begin(const std::string &Title,
                                      Canceller Cancel,
                                      const Json &Given = nullptr);
  /// window/workDoneProgress/cancel.
  void cancel(const Json &Token);

private:
  struct Entry {
    Json Token;
    std::weak_ptr<WorkProgress> Work;
    Canceller Cancel;
  };

  Connection &Wire;
  const bool CanBegin;
  std::mutex Mutex;
  unsigned LastToken = 0;
  std::vector<Entry> Entries;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_WORKPROGRESS_H

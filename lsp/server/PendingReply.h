//===- PendingReply.h - an answer that is waited for ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request that waits for an analysis can end in several ways: with the
// analysis, because the client cancels it, because its document has changed, or
// because the time is up. Each of these may come on a thread of its own; the
// first one gives the answer.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_PENDINGREPLY_H
#define COROLINT_LSP_SERVER_PENDINGREPLY_H

#include "lsp/protocol/Reply.h"

#include <memory>
#include <mutex>
#include <optional>

namespace corolint::lsp {

/// Thread-safe.
class PendingReply {
public:
  /// Is answered with RequestCancelled as soon as the client cancels it; then
  /// `Then` is called, if there is any.
  static std::shared_ptr<PendingReply>
  of(Reply Answer, llvm::unique_function<void()> Then = nullptr);

  /// The reply, for the first who asks; then nothing.
  std::optional<Reply> take();
  bool isTaken() const;

  explicit PendingReply(Reply Answer) : Answer(std::move(Answer)) {}

private:
  mutable std::mutex Mutex;
  std::optional<Reply> Answer;
};
using PendingPtr = std::shared_ptr<PendingReply>;

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_PENDINGREPLY_H

//===- PendingReply.cpp - an answer that is waited for --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/PendingReply.h"

namespace corolint::lsp {

PendingPtr PendingReply::of(Reply Answer, llvm::unique_function<void()> Then) {
  CancelFlag Flag = Answer.cancelFlag();
  auto Out = std::make_shared<PendingReply>(std::move(Answer));
  Flag.whenSet([Kept = std::weak_ptr<PendingReply>(Out),
                Then = std::move(Then)]() mutable {
    if (PendingPtr P = Kept.lock())
      if (std::optional<Reply> R = P->take()) {
        R->cancelled();
        if (Then)
          Then();
      }
  });
  return Out;
}

std::optional<Reply> PendingReply::take() {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::optional<Reply> Out;
  Out.swap(Answer);
  return Out;
}

bool PendingReply::isTaken() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return !Answer;
}

} // namespace corolint::lsp

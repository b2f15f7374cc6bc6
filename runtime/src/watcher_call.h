//===- watcher_call.h - one call of a callback that stays -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_WATCHER_CALL_H
#define AIO_SRC_WATCHER_CALL_H

#include "aio/handle.h"

#include <memory>

namespace aio::detail {

/// One call of a reader's, writer's or signal's handler, for the loop's queue.
class WatcherCall final : public Callback, public Pooled {
  Handle Of;

public:
  explicit WatcherCall(HandleState &S) : Of(S) {}
  void run() override {
    std::unique_ptr<WatcherCall> Self(this);
    Of.state()->runAgain();
  }
  void discard() noexcept override { delete this; }
};

} // namespace aio::detail

#endif // AIO_SRC_WATCHER_CALL_H

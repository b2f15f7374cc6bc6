//===- signal_table.h - the signals that a loop handles ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_SIGNAL_TABLE_H
#define AIO_SRC_SIGNAL_TABLE_H

#include "aio/handle.h"
#include "poller.h"

#include <atomic>
#include <csignal>

namespace aio::detail {

class Interrupts;

/// The handlers of one loop. On its thread, but for `arrived`.
class SignalTable {
  Poller &Poll;
  HandleState *Handlers[NSIG] = {};
  /// Of the `aio::run` that runs this loop.
  Interrupts *OfRun = nullptr;
  std::atomic<bool> Any{false};

public:
  explicit SignalTable(Poller &Poll) noexcept : Poll(Poll) {}
  SignalTable(const SignalTable &) = delete;
  SignalTable &operator=(const SignalTable &) = delete;
  /// Gives all signals back.
  ~SignalTable();

  /// Throws std::invalid_argument if there is no such signal.
  static void check(int Signal);
  /// Takes over the loop's reference to `S`, unless it throws.
  void set(int Signal, HandleState &S);
  bool remove(int Signal) noexcept;
  /// SIGINT, if it has no handler, is for `I`. False: another loop has it.
  bool setInterrupts(Interrupts &I) noexcept;
  void removeInterrupts() noexcept;

  /// In the signal handler.
  void arrived() noexcept {
    Any.store(true);
    Poll.wakeUp();
  }
  bool pending() const noexcept { return Any.load(); }
  /// Appends the calls for the signals that have arrived. Throws
  /// KeyboardInterrupt.
  void dispatch(CallbackList &Ready) {
    if (Any.load(std::memory_order_relaxed)) [[unlikely]]
      dispatchSome(Ready);
  }

private:
  void dispatchSome(CallbackList &Ready);
};

} // namespace aio::detail

#endif // AIO_SRC_SIGNAL_TABLE_H

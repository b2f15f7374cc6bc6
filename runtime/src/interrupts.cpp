//===- interrupts.cpp - what Ctrl-C does ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/run.h"
#include "signal_table.h"

#include <csignal>
#include <unistd.h>

namespace aio::detail {

Interrupts::Interrupts(EventLoop &Loop, AnyTask Main)
    : Loop(Loop), Main(std::move(Main)) {
  struct sigaction Now;
  if (::gettid() == ::getpid() && ::sigaction(SIGINT, nullptr, &Now) == 0 &&
      !(Now.sa_flags & SA_SIGINFO) && Now.sa_handler == SIG_DFL)
    Installed = Loop.signals().setInterrupts(*this);
}

Interrupts::~Interrupts() {
  if (Installed && Loop.Signals)
    Loop.Signals->removeInterrupts();
}

void Interrupts::arrived() {
  if (!Replaced && ++Count == 1 && !Main.done()) {
    Main.cancel();
    return;
  }
  throw KeyboardInterrupt();
}

} // namespace aio::detail

//===- ParentWatch.cpp - ends with its parent -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/ParentWatch.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <unistd.h>

namespace corolint::lsp {

ParentWatch::ParentWatch(int ProcessId)
    : Watcher([this, ProcessId] { watch(ProcessId); }) {}

ParentWatch::~ParentWatch() {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Stopping = true;
  }
  Stop.notify_all();
  Watcher.join();
}

void ParentWatch::watch(int ProcessId) {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!Stop.wait_for(Lock, std::chrono::seconds(2),
                        [this] { return Stopping; }))
    // A process of somebody else's is one as well (EPERM).
    if (kill(ProcessId, 0) != 0 && errno == ESRCH)
      _exit(1);
}

} // namespace corolint::lsp

//===- Timer.cpp - what is done later -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Timer.h"

namespace corolint::lsp {

Timer::Timer() : Thread([this] { run(); }) {}

Timer::~Timer() {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Stopping = true;
  }
  Changed.notify_all();
  Thread.join();
}

void Timer::after(Clock::duration Wait, Work Do) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Waiting.emplace(Clock::now() + Wait, std::move(Do));
  }
  Changed.notify_all();
}

void Timer::run() {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!Stopping) {
    if (Waiting.empty()) {
      Changed.wait(Lock);
      continue;
    }
    auto First = Waiting.begin();
    if (First->first > Clock::now()) {
      Changed.wait_until(Lock, Clock::time_point(First->first));
      continue;
    }
    Work Do = std::move(First->second);
    Waiting.erase(First);
    Lock.unlock();
    Do();
    Do = nullptr;
    Lock.lock();
  }
}

} // namespace corolint::lsp

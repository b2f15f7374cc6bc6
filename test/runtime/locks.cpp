//===- locks.cpp - locks and suspensions
//-----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See locks.py: the lines that say "held" are those of the facts.
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

static std::mutex First, Second;
static std::shared_mutex Third;

static aio::Coro<> holds() {
  First.lock(); // NOLINT(coro-lock-across-await): planted // held
  co_await aio::sleep(5ms);
  co_await aio::sleep(5ms);
  First.unlock();
}

static aio::Coro<> holdsByGuard() {
  co_await aio::sleep(1ms);
  {
    std::shared_lock Guard(Third); // NOLINT(coro-lock-across-await): planted // held
    co_await aio::sleep(1ms);
  }
}

static aio::Coro<> holdsNone() {
  for (int I = 0; I != 5; ++I) {
    {
      std::lock_guard Guard(Second);
    }
    co_await aio::sleep(1ms);
  }
  std::unique_lock Guard(Second);
  Guard.unlock();
  co_await aio::sleep(0s);
}

static aio::Coro<> work() {
  co_await aio::gather(holds(), holdsByGuard(), holdsNone());
}

int main() { aio::run(work()); }

//===- stall_watchdog.cpp - steps that take too long ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "stall_watchdog.h"

#include "aio/task.h"
#include "debug_facts.h"
#include "symbolizer.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>

namespace aio::detail::watch {
namespace {

/// One that few programs use.
int sampleSignal() { return SIGRTMAX - 3; }

/// One sample at a time.
std::mutex SampleLock;
Backtrace Sample;
std::atomic<bool> Sampled{false};

extern "C" void aioTakeSample(int) {
  int Saved = errno;
  Sample = Backtrace::here();
  Sampled.store(true, std::memory_order_release);
  errno = Saved;
}

void installOnce() {
  static const bool Done = [] {
    (void)Backtrace::here(); // The first one loads what it needs.
    struct sigaction A = {};
    A.sa_handler = aioTakeSample;
    A.sa_flags = SA_RESTART;
    sigemptyset(&A.sa_mask);
    ::sigaction(sampleSignal(), &A, nullptr);
    return true;
  }();
  (void)Done;
}

std::chrono::nanoseconds cpuOf(pthread_t Thread) {
  clockid_t Clock;
  timespec T;
  if (::pthread_getcpuclockid(Thread, &Clock) != 0 ||
      ::clock_gettime(Clock, &T) != 0)
    return std::chrono::nanoseconds(0);
  return std::chrono::seconds(T.tv_sec) + std::chrono::nanoseconds(T.tv_nsec);
}

} // namespace

StallWatchdog::StallWatchdog(std::chrono::nanoseconds Bound)
    : Bound(Bound), Of(::pthread_self()) {
  installOnce();
  Thread = std::thread([this] { watch(); });
}

StallWatchdog::~StallWatchdog() {
  {
    std::lock_guard Held(Lock);
    Ends = true;
    Changed.notify_one();
  }
  Thread.join();
}

void StallWatchdog::begins(Callback &Step) {
  FutureState *F = Step.wakes();
  TaskState *T = F ? F->task() : nullptr;
  std::string Name = T ? T->name() : std::string();
  std::lock_guard Held(Lock);
  Since = std::chrono::steady_clock::now();
  CpuBefore = cpuOf(Of);
  Task = std::move(Name);
  Runs = true;
  Told = false;
}

void StallWatchdog::ends() {
  std::lock_guard Held(Lock);
  Runs = false;
}

void StallWatchdog::watch() {
  std::unique_lock Held(Lock);
  while (!Ends) {
    Changed.wait_for(Held, Bound / 4);
    auto Taken = std::chrono::steady_clock::now() - Since;
    if (Ends || !Runs || Told || Taken < Bound)
      continue;
    Told = true;
    bool Spins = cpuOf(Of) - CpuBefore > Taken / 2;
    std::string Name = Task;
    Held.unlock();
    tellOf(Name, Spins);
    Held.lock();
  }
}

void StallWatchdog::tellOf(const std::string &Name, bool Spins) {
  using aio::debug::Fact;
  std::lock_guard One(SampleLock);
  Sampled = false;
  if (::pthread_kill(Of, sampleSignal()) != 0)
    return;
  for (int I = 0; I != 1000 && !Sampled.load(std::memory_order_acquire); ++I)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (!Sampled)
    return; // It cannot be interrupted: swapping, a debugger.
  try {
    auto Limit =
        std::chrono::duration_cast<std::chrono::milliseconds>(Bound).count();
    tell([B = Sample, Name, Spins, Limit] {
      Fact F;
      F.Kind = Spins ? "loop-spun" : "loop-blocked";
      F.Anchor = "blocking-call";
      F.Task = Name;
      F.Stack = placesOf(B);
      auto First = std::find_if(F.Stack.begin(), F.Stack.end(), isUsers);
      if (First != F.Stack.end())
        F.At = *First;
      F.Message = "a step of the loop " +
                  std::string(Spins ? "has run" : "is blocked") +
                  " for more than " + std::to_string(Limit) + " ms";
      return F;
    });
  } catch (const std::bad_alloc &) {
  }
}

} // namespace aio::detail::watch

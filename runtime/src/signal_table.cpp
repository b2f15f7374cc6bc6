//===- signal_table.cpp - the signals that a loop handles -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "signal_table.h"

#include "aio/run.h"
#include "watcher_call.h"

#include <cerrno>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace aio::detail {
namespace {

/// Who handles a signal in this process.
struct Slot {
  std::atomic<SignalTable *> Owner{nullptr};
  /// Arrivals that the owner has not seen yet.
  std::atomic<unsigned> Count{0};
  /// Signal handlers that may be using `Owner`.
  std::atomic<unsigned> Inside{0};
};
constinit Slot Slots[NSIG];
constinit std::mutex OwnersLock;
static_assert(std::atomic<SignalTable *>::is_always_lock_free &&
              std::atomic<unsigned>::is_always_lock_free);

extern "C" void aioOnSignal(int Signal) {
  int Saved = errno;
  Slot &S = Slots[Signal];
  S.Inside.fetch_add(1);
  if (SignalTable *T = S.Owner.load()) {
    S.Count.fetch_add(1);
    T->arrived();
  }
  S.Inside.fetch_sub(1);
  errno = Saved;
}

enum class Took { Yes, OtherLoop, CannotBeCaught };

Took take(int Signal, SignalTable &For) noexcept {
  std::lock_guard Lock(OwnersLock);
  Slot &S = Slots[Signal];
  SignalTable *Owner = S.Owner.load();
  if (Owner == &For)
    return Took::Yes;
  if (Owner)
    return Took::OtherLoop;
  S.Count.store(0);
  S.Owner.store(&For);
  struct sigaction A = {};
  A.sa_handler = aioOnSignal;
  A.sa_flags = SA_RESTART;
  sigemptyset(&A.sa_mask);
  if (::sigaction(Signal, &A, nullptr) == 0)
    return Took::Yes;
  S.Owner.store(nullptr);
  return Took::CannotBeCaught;
}

void giveBack(int Signal) noexcept {
  std::lock_guard Lock(OwnersLock);
  Slot &S = Slots[Signal];
  struct sigaction A = {};
  A.sa_handler = SIG_DFL;
  sigemptyset(&A.sa_mask);
  ::sigaction(Signal, &A, nullptr);
  S.Owner.store(nullptr);
  // In other threads; they are at most a few instructions away.
  while (S.Inside.load())
    std::this_thread::yield();
}

} // namespace

void SignalTable::check(int Signal) {
  if (Signal <= 0 || Signal >= NSIG)
    throw std::invalid_argument("invalid signal number " +
                                std::to_string(Signal));
}

SignalTable::~SignalTable() {
  removeInterrupts();
  for (int Signal = 1; Signal != NSIG; ++Signal)
    remove(Signal);
}

void SignalTable::set(int Signal, HandleState &S) {
  check(Signal);
  switch (take(Signal, *this)) {
  case Took::Yes:
    break;
  case Took::OtherLoop:
    throw std::runtime_error("another event loop handles signal " +
                             std::to_string(Signal));
  case Took::CannotBeCaught:
    throw std::runtime_error("sig " + std::to_string(Signal) +
                             " cannot be caught");
  }
  if (Signal == SIGINT && OfRun)
    OfRun->replaced();
  if (HandleState *Old = std::exchange(Handlers[Signal], &S)) {
    Old->cancel();
    Old->discard();
  }
}

bool SignalTable::remove(int Signal) noexcept {
  HandleState *Old = std::exchange(Handlers[Signal], nullptr);
  if (!Old)
    return false;
  if (Signal != SIGINT || !OfRun)
    giveBack(Signal);
  Old->cancel();
  Old->discard();
  return true;
}

bool SignalTable::setInterrupts(Interrupts &I) noexcept {
  if (take(SIGINT, *this) != Took::Yes)
    return false;
  OfRun = &I;
  return true;
}

void SignalTable::removeInterrupts() noexcept {
  if (std::exchange(OfRun, nullptr) && !Handlers[SIGINT])
    giveBack(SIGINT);
}

void SignalTable::dispatchSome(CallbackList &Ready) {
  Any.store(false);
  for (int Signal = 1; Signal != NSIG; ++Signal) {
    Slot &S = Slots[Signal];
    if (S.Owner.load(std::memory_order_relaxed) != this)
      continue;
    for (unsigned N = S.Count.exchange(0); N; --N)
      if (HandleState *H = Handlers[Signal])
        Ready.append(*new WatcherCall(*H));
      else if (OfRun)
        OfRun->arrived();
  }
}

} // namespace aio::detail

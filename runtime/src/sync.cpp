//===- sync.cpp - locks, events, conditions, semaphores -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/condition.h"
#include "aio/event.h"
#include "aio/event_loop.h"
#include "aio/lock.h"
#include "aio/semaphore.h"

#include <stdexcept>

namespace aio {

detail::OneShot::OneShot() : Loop(get_running_loop()) {}

// --- Lock ------------------------------------------------------------------

Coro<> Lock::acquire() {
  if (!Locked && !Waiters.anyWaits()) {
    Locked = true;
    co_return;
  }
  try {
    detail::WaitQueue::Place Mine(Waiters);
    co_await Mine.Wait;
  } catch (const CancelledError &) {
    // It was woken and cannot take it.
    if (!Locked)
      wakeFirst();
    throw;
  }
  Locked = true;
}

void Lock::release() {
  if (!Locked)
    throw std::runtime_error("Lock is not acquired.");
  Locked = false;
  wakeFirst();
}

Coro<Lock::Guard> Lock::scoped() {
  co_await acquire();
  co_return Guard(*this);
}

// --- Event -----------------------------------------------------------------

void Event::set() noexcept {
  if (std::exchange(Set, true))
    return;
  for (detail::OneShot *W : Waiters)
    if (!W->done())
      W->set();
}

Coro<> Event::wait() {
  if (Set)
    co_return;
  detail::WaitQueue::Place Mine(Waiters);
  co_await Mine.Wait;
}

// --- Condition -------------------------------------------------------------

Coro<> Condition::acquireAgain() {
  // The lock must be held whatever happens; a cancellation that comes while
  // waiting for it is thrown afterwards.
  std::exception_ptr Cancelled;
  for (bool Held = false; !Held;) {
    try {
      co_await Of->acquire();
      Held = true;
      // NOLINTNEXTLINE(coro-unhandled-cancellation): thrown below
    } catch (const CancelledError &) {
      Cancelled = std::current_exception();
    }
  }
  if (Cancelled)
    std::rethrow_exception(Cancelled);
}

Coro<> Condition::wait() {
  if (!locked())
    throw std::runtime_error("cannot wait on un-acquired lock");
  Of->release();
  std::exception_ptr E;
  try {
    detail::WaitQueue::Place Mine(Waiters);
    co_await Mine.Wait;
    // NOLINTNEXTLINE(coro-unhandled-cancellation): thrown below
  } catch (...) {
    E = std::current_exception();
  }
  co_await acquireAgain();
  if (E)
    std::rethrow_exception(E);
}

void Condition::notify(std::size_t N) {
  if (!locked())
    throw std::runtime_error("cannot notify on un-acquired lock");
  for (detail::OneShot *W : Waiters) {
    if (N == 0)
      return;
    if (W->done())
      continue;
    --N;
    W->set();
  }
}

Coro<Condition::Guard> Condition::scoped() {
  co_await acquire();
  co_return Guard(*this);
}

// --- Semaphore -------------------------------------------------------------

void Semaphore::wakeNext() noexcept {
  if (detail::OneShot *W = Waiters.firstPending()) {
    --Free;
    W->set();
  }
}

Coro<> Semaphore::acquire() {
  if (!locked()) {
    --Free;
    co_return;
  }
  bool WasCancelled = false;
  try {
    detail::WaitQueue::Place Mine(Waiters);
    try {
      co_await Mine.Wait;
    } catch (const CancelledError &) {
      WasCancelled = Mine.Wait.cancelled();
      throw;
    }
  } catch (const CancelledError &) {
    // It was woken, and had been given one, and cannot take it.
    if (!WasCancelled) {
      ++Free;
      wakeNext();
    }
    throw;
  }
  if (Free > 0)
    wakeNext();
}

void Semaphore::release() noexcept {
  ++Free;
  wakeNext();
}

Coro<Semaphore::Guard> Semaphore::scoped() {
  co_await acquire();
  co_return Guard(*this);
}

void BoundedSemaphore::release() {
  if (free() >= Bound)
    throw std::invalid_argument("BoundedSemaphore released too many times");
  Semaphore::release();
}

Coro<BoundedSemaphore::Guard> BoundedSemaphore::scoped() {
  co_await acquire();
  co_return Guard(*this);
}

} // namespace aio

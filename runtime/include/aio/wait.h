//===- wait.h - waiting for the first, or for all ---------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.wait: waits, and leaves what has not ended running.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_WAIT_H
#define AIO_WAIT_H

#include <aio/task.h>

#include <concepts>
#include <optional>
#include <utility>
#include <vector>

namespace aio {

/// When `wait` returns: as soon as any has ended; as soon as any has ended with
/// an exception, or all have; when all have.
enum WaitUntil { FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED };

/// Both in the order given.
template <class F> struct WaitResult {
  std::vector<F> done, pending;
};

namespace detail {
/// Waits, and throws nothing of what the futures have.
Coro<> waitForAny(std::vector<StateRef> Futures, std::optional<Duration> Limit,
                  WaitUntil Until);
} // namespace detail

/// Waits, at most so long. Throws std::invalid_argument (Python: ValueError) if
/// none were given. To be cancelled cancels none of them.
template <std::derived_from<AnyFuture> F>
Coro<WaitResult<F>> wait(std::vector<F> Futures, std::optional<Duration> Limit,
                         WaitUntil Until = ALL_COMPLETED) {
  std::vector<detail::StateRef> States;
  for (const F &Each : Futures)
    States.push_back(Each.state());
  co_await detail::waitForAny(std::move(States), Limit, Until);
  WaitResult<F> Out;
  for (F &Each : Futures)
    (Each.done() ? Out.done : Out.pending).push_back(std::move(Each));
  co_return Out;
}
template <std::derived_from<AnyFuture> F>
Coro<WaitResult<F>> wait(std::vector<F> Futures,
                         WaitUntil Until = ALL_COMPLETED) {
  return wait(std::move(Futures), std::nullopt, Until);
}

} // namespace aio

#endif // AIO_WAIT_H

//===- wait_for.h - waiting with a time limit -------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.wait_for, as in Python 3.11.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_WAIT_FOR_H
#define AIO_WAIT_FOR_H

#include <aio/task.h>

#include <optional>
#include <utility>

namespace aio {

namespace detail {
/// Waits for the end of `F`, and cancels it if that takes too long. Throws
/// TimeoutError if the cancellation ended it.
Coro<> waitWithLimit(StateRef F, Duration Limit);
template <class A> Coro<AwaitResult<A>> waitForAwaitable(A X, Duration Limit) {
  auto F = ensure_future(std::move(X));
  co_await waitWithLimit(F.state(), Limit);
  co_return F.result();
}
template <class A> Coro<AwaitResult<A>> waitWithoutLimit(A X) {
  co_return co_await std::move(X);
}
} // namespace detail

/// The awaitable's result; after `Limit`, it is cancelled, and when it has
/// ended by that, TimeoutError is thrown. A cancellation of the caller cancels
/// it as well.
template <Awaitable A> Coro<AwaitResult<A>> wait_for(A X, Duration Limit) {
  return detail::waitForAwaitable(std::move(X), Limit);
}
/// Without a limit.
template <Awaitable A> Coro<AwaitResult<A>> wait_for(A X, std::nullopt_t) {
  return detail::waitWithoutLimit(std::move(X));
}

} // namespace aio

#endif // AIO_WAIT_FOR_H

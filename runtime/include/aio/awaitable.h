//===- awaitable.h - what can be awaited ------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AWAITABLE_H
#define AIO_AWAITABLE_H

#include <utility>

namespace aio {

namespace detail {
template <class A> decltype(auto) awaiterOf(A &&Awaitable) {
  if constexpr (requires { std::forward<A>(Awaitable).operator co_await(); })
    return std::forward<A>(Awaitable).operator co_await();
  else if constexpr (requires {
                       operator co_await(std::forward<A>(Awaitable));
                     })
    return operator co_await(std::forward<A>(Awaitable));
  else
    return std::forward<A>(Awaitable);
}
} // namespace detail

/// Can be the operand of `co_await`.
template <class A>
concept Awaitable = requires(A &&X) {
  detail::awaiterOf(std::forward<A>(X)).await_ready();
  detail::awaiterOf(std::forward<A>(X)).await_resume();
};

/// What `co_await` of an A gives.
template <class A>
using AwaitResult =
    decltype(detail::awaiterOf(std::declval<A>()).await_resume());

} // namespace aio

#endif // AIO_AWAITABLE_H

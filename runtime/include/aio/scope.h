//===- scope.h - asynchronous context managers ------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Python's `async with`. A destructor cannot wait; this can:
//
//   co_await aio::async_with(connect(Host), [&](Connection &C) -> aio::Coro<> {
//     co_await C.send(Text);
//   });
//
// A manager is an object with two members whose results can be awaited:
// `aenter()`, whose result the body gets, and `aexit(std::exception_ptr)`,
// which is called however the body ends: with null, an error, or a
// cancellation. If it gives true, the exception is taken; if it gives nothing,
// never.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SCOPE_H
#define AIO_SCOPE_H

#include <aio/awaitable.h>
#include <aio/coro.h>
#include <aio/detail/waitable.h>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace aio {

template <class M>
concept AsyncContextManager = requires(M &Manager, std::exception_ptr E) {
  { Manager.aenter() } -> Awaitable;
  { Manager.aexit(E) } -> Awaitable;
};

namespace detail {

template <class M>
using Entered = AwaitResult<decltype(std::declval<M &>().aenter())>;
/// Whether the manager can take an exception.
template <class M>
inline constexpr bool MayTake =
    !std::is_void_v<AwaitResult<decltype(std::declval<M &>().aexit(
        std::declval<std::exception_ptr>()))>>;

template <class M, class F> struct BodyOf {
  using type =
      std::invoke_result_t<F &, std::add_lvalue_reference_t<Entered<M>>>;
};
template <class M, class F>
  requires std::is_void_v<Entered<M>>
struct BodyOf<M, F> {
  using type = std::invoke_result_t<F &>;
};
template <class M, class F>
using BodyResult = AwaitResult<typename BodyOf<M, F>::type>;

/// A body whose exception was taken has no result.
template <class M, class F>
using ScopeResult =
    std::conditional_t<MayTake<M> && !std::is_void_v<BodyResult<M, F>>,
                       std::optional<Stored<BodyResult<M, F>>>,
                       BodyResult<M, F>>;

template <class M, class F>
Coro<BodyResult<M, F>> runBody(M &Manager, F &Body, bool &HasEntered) {
  if constexpr (std::is_void_v<Entered<M>>) {
    co_await Manager.aenter();
    HasEntered = true;
    co_return co_await Body();
  } else {
    decltype(auto) Resource = co_await Manager.aenter();
    HasEntered = true;
    co_return co_await Body(Resource);
  }
}

/// Whether the exception was taken.
template <class M> Coro<bool> leave(M &Manager, std::exception_ptr E) {
  if constexpr (MayTake<M>) {
    co_return static_cast<bool>(co_await Manager.aexit(std::move(E)));
  } else {
    co_await Manager.aexit(std::move(E));
    co_return false;
  }
}

template <class M, class F>
Coro<ScopeResult<std::remove_reference_t<M>, F>> runScope(M Manager, F Body) {
  using Result = ScopeResult<std::remove_reference_t<M>, F>;
  using Given = BodyResult<std::remove_reference_t<M>, F>;
  bool HasEntered = false;
  std::exception_ptr E;
  std::optional<Stored<Given>> Value;
  // Whatever ends the body, a cancellation too, is thrown again below.
  try {
    if constexpr (std::is_void_v<Given>)
      co_await runBody(Manager, Body, HasEntered);
    else
      Value.emplace(co_await runBody(Manager, Body, HasEntered));
  } catch (...) {
    E = std::current_exception();
  }
  if (!HasEntered)
    std::rethrow_exception(E);
  bool Taken = co_await leave(Manager, E);
  if (E && !Taken)
    std::rethrow_exception(E);
  if constexpr (std::is_same_v<Result, std::optional<Stored<Given>>>)
    co_return std::move(Value);
  else if constexpr (!std::is_void_v<Result>)
    co_return std::move(*Value);
}

} // namespace detail

/// Enters `Manager`, runs `Body` with what that gave (with nothing if it gave
/// nothing), and leaves it in any case. Gives the body's result; as an optional
/// if the manager may take exceptions. A manager that is an lvalue is used
/// where it is, and must outlive the call.
template <class M, class F>
  requires AsyncContextManager<std::remove_reference_t<M>>
auto async_with(M &&Manager, F Body) {
  return detail::runScope<M, F>(std::forward<M>(Manager), std::move(Body));
}

/// A manager that closes a generator at the end: contextlib.aclosing.
template <class G> class aclosing {
  G *Of;

public:
  explicit aclosing(G &Of) noexcept : Of(&Of) {}
  Coro<G *> aenter() { co_return Of; }
  Coro<void> aexit(std::exception_ptr) { co_await Of->aclose(); }
};

} // namespace aio

#endif // AIO_SCOPE_H

//===- waiting.h - many awaitables at once, and time limits -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_WAITING_H
#define AIO_WAITING_H

#include <aio/core.h>

#include <tuple>

namespace aio {

namespace detail {
template <class F> Coro<Stored<typename ResultOf<F>::type>> fetch(F Fut) {
  if constexpr (std::is_void_v<typename ResultOf<F>::type>) {
    co_await Fut;
    co_return std::monostate();
  } else {
    co_return co_await Fut;
  }
}
template <class... F>
Coro<std::tuple<Stored<typename ResultOf<F>::type>...>> fetch_all(F... Futs) {
  co_return std::tuple<Stored<typename ResultOf<F>::type>...>{
      co_await fetch(std::move(Futs))...};
}
template <class T>
Coro<std::vector<Stored<T>>> fetch_each(std::vector<Task<T>> Tasks) {
  std::vector<Stored<T>> Results;
  for (Task<T> &T1 : Tasks)
    Results.push_back(co_await fetch(T1));
  co_return Results;
}
} // namespace detail

/// Starts them all; the result has all their results.
template <class... A> auto gather(A... Awaitables) {
  return create_task(
      detail::fetch_all(ensure_future(std::move(Awaitables))...));
}
template <class T> auto gather(std::vector<Coro<T>> Coros) {
  std::vector<Task<T>> Tasks;
  for (Coro<T> &C : Coros)
    Tasks.push_back(create_task(std::move(C)));
  return create_task(detail::fetch_each<T>(std::move(Tasks)));
}
template <class T> auto gather(std::vector<Task<T>> Tasks) {
  return create_task(detail::fetch_each<T>(std::move(Tasks)));
}

/// The awaitable's result, or TimeoutError after it was cancelled.
template <class A>
auto wait_for(A Awaitable, Duration D)
    -> Coro<typename detail::ResultOf<A>::type> {
  auto T = ensure_future(std::move(Awaitable));
  auto Expired = std::make_shared<bool>(false);
  get_running_loop().call_later(
      D, [T, Expired]() mutable { *Expired = T.cancel(); });
  try {
    co_return co_await T;
    // NOLINTNEXTLINE(coro-unhandled-cancellation): it is its own cancellation
  } catch (const CancelledError &) {
    if (!*Expired)
      throw;
  }
  throw TimeoutError();
}
/// Runs the body with a time limit.
template <class F> auto timeout(Duration D, F Body) -> std::invoke_result_t<F> {
  co_return co_await wait_for(Body(), D);
}

/// A cancellation of the result leaves what it waits for running.
template <class A> auto shield(A Awaitable) {
  using T = typename detail::ResultOf<A>::type;
  auto Inner = ensure_future(std::move(Awaitable));
  Future<T> Outer;
  Inner.add_done_callback([Outer](Future<T> I) mutable {
    if (Outer.done())
      return;
    if (I.cancelled())
      Outer.cancel();
    else if (auto E = I.exception())
      Outer.set_exception(E);
    else if constexpr (std::is_void_v<T>)
      Outer.set_result();
    else
      Outer.set_result(I.result());
  });
  return Outer;
}

/// Tasks that end before `join()` does.
class TaskGroup {
  std::vector<Task<void>> Tasks;

public:
  Task<void> create_task(Coro<void> C) {
    Tasks.push_back(aio::create_task(std::move(C)));
    return Tasks.back();
  }
  Coro<void> join() {
    std::exception_ptr First;
    for (std::size_t I = 0; I != Tasks.size(); ++I) {
      try {
        co_await Tasks[I];
      } catch (...) {
        if (!First)
          First = std::current_exception();
        for (Task<void> &T : Tasks)
          T.cancel();
      }
    }
    if (First)
      std::rethrow_exception(First);
  }
};

} // namespace aio

#endif // AIO_WAITING_H

//===- as_completed.h - results as they come --------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.as_completed.
//
//   for (auto &Next : aio::as_completed(std::move(Coros)))
//     use(co_await std::move(Next));
//
//===----------------------------------------------------------------------===//

#ifndef AIO_AS_COMPLETED_H
#define AIO_AS_COMPLETED_H

#include <aio/gather.h>
#include <aio/queue.h>
#include <aio/task.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

/// Those that have ended wait in a queue for who asks.
template <class T> struct Completing {
  Queue<std::optional<Future<T>>> Done;
  std::vector<Future<T>> Left;
  TimerHandle AtLimit;

  void ended(const Future<T> &F) {
    auto It = std::find(Left.begin(), Left.end(), F);
    if (It == Left.end())
      return; // Too late.
    Left.erase(It);
    Done.put_nowait(F);
    if (Left.empty())
      AtLimit.cancel();
  }
};

template <class T> Coro<T> nextCompleted(std::shared_ptr<Completing<T>> From) {
  std::optional<Future<T>> F = co_await From->Done.get();
  if (!F)
    throw TimeoutError();
  co_return F->result();
}

} // namespace detail

/// As many coroutines as were given awaitables: each gives the result of the
/// next one that ends. After `Limit`, they throw TimeoutError; the awaitables
/// run on.
template <Awaitable A>
auto as_completed(std::vector<A> X,
                  std::optional<Duration> Limit = std::nullopt) {
  using T = detail::FutureValue<A>;
  auto Shared = std::make_shared<detail::Completing<T>>();
  for (A &Each : X) {
    Future<T> F = Future<T>::fromState(ensure_future(std::move(Each)).state());
    if (std::find(Shared->Left.begin(), Shared->Left.end(), F) ==
        Shared->Left.end())
      Shared->Left.push_back(std::move(F));
  }
  std::vector<Coro<T>> Out;
  for (const Future<T> &F : Shared->Left) {
    F.add_done_callback([Shared](const Future<T> &F) { Shared->ended(F); });
    Out.push_back(detail::nextCompleted(Shared));
  }
  if (Limit && !Shared->Left.empty())
    Shared->AtLimit = get_running_loop().call_later(*Limit, [Shared] {
      for (std::size_t N = std::exchange(Shared->Left, {}).size(); N; --N)
        Shared->Done.put_nowait(std::nullopt);
    });
  return Out;
}

} // namespace aio

#endif // AIO_AS_COMPLETED_H

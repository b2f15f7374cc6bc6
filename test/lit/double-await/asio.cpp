// RUN: %check %s
// renamed: no (Boost.Asio)
//
// An awaitable of Boost.Asio runs once. Deferred operations are no coroutines, and
// start anew each time.

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using namespace asio::experimental::awaitable_operators;

awaitable<int> step(int N) {
  asio::steady_timer Timer(co_await asio::this_coro::executor,
                           std::chrono::milliseconds(N));
  co_await Timer.async_wait(asio::use_awaitable);
  co_return N;
}
awaitable<int> passes(awaitable<int> Work) {
  co_return co_await std::move(Work);
}

awaitable<void> twice() {
  auto Work = step(1);
  co_await std::move(Work);
  co_await std::move(Work); // expect: coro-double-await
}
awaitable<void> inTurns() {
  auto Work = step(1);
  for (int I = 0;; ++I) {
    co_await std::move(Work); // expect: coro-double-await
    if (I == 3)
      break;
  }
}
awaitable<void> spawnedAndAwaited() {
  auto Work = step(1);
  asio::co_spawn(co_await asio::this_coro::executor, std::move(Work),
                 asio::detached);
  co_await std::move(Work); // expect: coro-double-await
}
awaitable<void> togetherAndAgain() {
  auto One = step(1);
  auto Two = step(2);
  co_await (std::move(One) && std::move(Two));
  co_await std::move(One); // expect: coro-double-await
}
// Near misses.
awaitable<void> together() {
  auto One = step(1);
  auto Two = step(2);
  co_await (std::move(One) || std::move(Two));
  co_await (step(1) && step(2));
}
awaitable<void> deferredOperation() {
  asio::steady_timer Timer(co_await asio::this_coro::executor,
                           std::chrono::milliseconds(1));
  auto Wait = Timer.async_wait(asio::deferred);
  co_await Wait(asio::use_awaitable);
  co_await Wait(asio::use_awaitable);
}
awaitable<void> oneOfTwo(bool Wrapped) {
  auto Work = step(1);
  if (Wrapped)
    co_await passes(std::move(Work));
  else
    co_await std::move(Work);
}
awaitable<void> madeAgain() {
  auto Work = step(1);
  for (int I = 0; I != 3; ++I) {
    co_await std::move(Work);
    Work = step(I);
  }
  co_await std::move(Work);
}

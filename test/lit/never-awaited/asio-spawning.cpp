// RUN: %check %s
// renamed: no (boost)
//
// co_spawn takes an awaitable over; what it gives may have to be awaited too.

#include <boost/asio.hpp>

#include <chrono>
#include <exception>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::use_awaitable;
using namespace std::chrono_literals;

awaitable<void> flush(int Id);
awaitable<int> count();

awaitable<void> starts() {
  auto Executor = co_await asio::this_coro::executor;
  co_spawn(Executor, flush(1), detached);
  auto Second = flush(2);
  co_spawn(Executor, std::move(Second), detached);
  co_spawn(Executor, [] { return flush(3); }, detached);
  co_spawn(Executor, []() -> awaitable<void> { co_await flush(4); }, detached);
  co_spawn(Executor, flush(5), [](std::exception_ptr) {});
  co_await co_spawn(Executor, flush(6), use_awaitable);
  auto Seventh = flush(7);
  co_spawn(Executor, std::move(Seventh), use_awaitable);
  // expect@-1: coro-never-awaited
  auto Joined = co_spawn(Executor, count(), use_awaitable);
  co_await std::move(Joined);
}

awaitable<void> posts(asio::thread_pool &Pool) {
  auto Executor = co_await asio::this_coro::executor;
  asio::post(Executor, [] { flush(1); });        // expect: coro-never-awaited
  asio::post(Executor, [] { return flush(2); }); // expect: coro-never-awaited
  asio::post(Executor, [Executor] { co_spawn(Executor, flush(3), detached); });
  asio::post(Executor, []() -> awaitable<void> { co_await flush(4); });
  // expect@-1: coro-never-awaited
  co_await asio::post(Pool, use_awaitable);
  co_await asio::post(Executor, use_awaitable);
}

template <typename Executor, typename Make>
void startAll(const Executor &Where, int N, Make Call) {
  for (int I = 0; I < N; ++I)
    co_spawn(Where, Call(I), detached);
}

awaitable<void> onSomePath(bool Wanted) {
  auto Executor = co_await asio::this_coro::executor;
  auto Work = flush(1); // expect: coro-never-awaited
  if (Wanted)
    co_spawn(Executor, std::move(Work), detached);
  startAll(Executor, 3, [](int Id) { return flush(Id); });
  startAll(Executor, 3, flush);
}

int main() {
  asio::io_context Context;
  co_spawn(Context, starts(), detached);
  onSomePath(true); // expect: coro-never-awaited
  auto Result = co_spawn(Context, count(), asio::use_future);
  asio::steady_timer Timer(Context, 10ms);
  Timer.async_wait([&Context](boost::system::error_code) {
    flush(1); // expect: coro-never-awaited
    co_spawn(Context, flush(2), detached);
  });
  Context.run();
  return Result.get();
}

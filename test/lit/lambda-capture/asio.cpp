// RUN: %check %s
// renamed: no (Boost.Asio)
//
// co_spawn keeps a closure that it is given, and only the task of one that was
// called.

#include <boost/asio.hpp>

#include <thread>

namespace asio = boost::asio;
using asio::awaitable;

int Sum = 0;

awaitable<void> rest() {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  co_await Timer.async_wait(asio::use_awaitable);
}

void called(asio::io_context &Io, int N) {
  asio::co_spawn(
      Io,
      [N]() -> awaitable<void> { // expect: coro-lambda-capture
        co_await rest();
        Sum += N;
      }(),
      asio::detached);
}
void given(asio::io_context &Io, int N) {
  asio::co_spawn(
      Io,
      [N]() -> awaitable<void> {
        co_await rest();
        Sum += N;
      },
      asio::detached);
}
void named(asio::io_context &Io, int N) {
  auto Step = [N]() -> awaitable<void> {
    co_await rest();
    Sum += N;
  };
  asio::co_spawn(Io, Step, asio::detached);
}

void posts(asio::io_context &Io) {
  int Count = 0;
  asio::post(Io, [&] { ++Count; }); // expect: coro-lambda-capture
}
void postsAndRuns() {
  asio::io_context Io;
  int Count = 0;
  asio::post(Io, [&] { ++Count; });
  Io.run();
}
void postsAndJoins() {
  asio::thread_pool Pool(1);
  int Count = 0;
  asio::post(Pool, [&] { ++Count; });
  Pool.join();
}
void thread() {
  int Count = 0;
  std::thread Other([&] { ++Count; });
  Other.join();
}
void signals() {
  asio::io_context Io;
  asio::signal_set Signals(Io, 2);
  Signals.async_wait([&](auto, auto) { Io.stop(); });
  asio::co_spawn(Io, rest(), asio::detached);
  Io.run();
}

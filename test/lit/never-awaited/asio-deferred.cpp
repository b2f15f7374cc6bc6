// RUN: %check %s
// renamed: no (boost)
//
// Boost.Asio's deferred operations: nothing is started before they are awaited
// or called.

#include <boost/asio.hpp>

#include <chrono>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::deferred;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> waits(asio::steady_timer &Timer) {
  Timer.async_wait(deferred); // expect: coro-never-awaited
  co_await Timer.async_wait(deferred);
  auto Lost = Timer.async_wait(deferred); // expect: coro-never-awaited
  auto Kept = Timer.async_wait(deferred);
  co_await std::move(Kept);
  auto Started = Timer.async_wait(deferred);
  std::move(Started)([](boost::system::error_code) {});
  Timer.async_wait(asio::detached);
}

awaitable<std::size_t> reads(tcp::socket &Socket, bool Wanted) {
  char Data[64];
  auto Read = Socket.async_read_some(asio::buffer(Data), deferred);
  // expect@-1: coro-never-awaited
  if (!Wanted)
    co_return 0;
  std::size_t Count = co_await std::move(Read);
  co_return Count;
}

template <typename Stream> awaitable<void> writes(Stream &Out) {
  char Data[] = "text";
  auto Lost = asio::async_write(Out, asio::buffer(Data), deferred);
  // expect@-1: coro-never-awaited
  auto Write = asio::async_write(Out, asio::buffer(Data), deferred);
  co_await std::move(Write);
}

auto later(asio::steady_timer &Timer) {
  Timer.expires_after(std::chrono::milliseconds(10));
  return Timer.async_wait(deferred);
}

awaitable<void> throughHelper(asio::steady_timer &Timer, tcp::socket &Socket) {
  later(Timer); // expect: coro-never-awaited
  co_await later(Timer);
  later(Timer)(asio::detached);
  auto Awaitable = later(Timer)(use_awaitable); // expect: coro-never-awaited
  auto Wait = [&Timer] { return Timer.async_wait(deferred); };
  Wait(); // expect: coro-never-awaited
  co_await Wait();
  co_await writes(Socket);
}

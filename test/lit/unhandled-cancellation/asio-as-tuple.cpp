// RUN: %check %s
// renamed: no (boost)
//
// With as_tuple the cancellation is an error code, and is lost where nobody
// looks at it.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <tuple>

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto Tuple = asio::as_tuple(asio::use_awaitable);
std::size_t Bytes = 0;
int Turns = 0;

asio::awaitable<void> ignores_it(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple); // expect: coro-unhandled-cancellation
    Bytes += N;
  }
}

asio::awaitable<void> tries_again(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple); // expect: coro-unhandled-cancellation
    if (Error)
      continue;
    Bytes += N;
  }
}

asio::awaitable<void> discards_it(asio::steady_timer &T) {
  while (true) {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(Tuple); // expect: coro-unhandled-cancellation
    ++Turns;
  }
}

asio::awaitable<void> ends_with_it(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error)
      co_return;
    Bytes += N;
  }
}

asio::awaitable<void> leaves_the_loop(tcp::socket &S) {
  char D[512];
  while (true) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error)
      break;
    Bytes += N;
  }
  ++Turns;
}

asio::awaitable<void> compares_it(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error == asio::error::operation_aborted)
      co_return;
    if (Error)
      continue;
    Bytes += N;
  }
}

asio::awaitable<boost::system::error_code> hands_it_on(tcp::socket &S) {
  char D[512];
  auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
  Bytes += N;
  co_return Error;
}

asio::awaitable<void> gets_it_from_a_tuple(asio::steady_timer &T) {
  for (;;) {
    T.expires_after(std::chrono::seconds(1));
    auto Result = co_await T.async_wait(Tuple);
    if (std::get<0>(Result))
      co_return;
    ++Turns;
  }
}

asio::awaitable<void> throws_it(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error && Error != asio::error::interrupted)
      throw boost::system::system_error(Error);
    Bytes += N;
  }
}

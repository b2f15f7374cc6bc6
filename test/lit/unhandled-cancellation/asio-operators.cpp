// RUN: %check %s
// renamed: no (boost)
//
// `||` and `&&` cancel the operand that has lost: in the operands a handler
// must let it end, and the whole expression can be cancelled from outside.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using asio::use_awaitable;
using asio::ip::tcp;

int Errors = 0;

asio::awaitable<void> timeout(asio::steady_timer &T) {
  T.expires_after(5s);
  co_await T.async_wait(use_awaitable);
}

asio::awaitable<std::optional<std::size_t>> read(tcp::socket &S,
                                                 asio::steady_timer &T) {
  char D[64];
  auto Result = co_await (
      S.async_read_some(asio::buffer(D), use_awaitable) || timeout(T));
  if (Result.index() == 1)
    co_return std::nullopt;
  co_return std::get<0>(Result);
}

asio::awaitable<std::optional<std::size_t>> read_or_nothing(
    tcp::socket &S, asio::steady_timer &T) {
  char D[64];
  try {
    auto Result = co_await (
        S.async_read_some(asio::buffer(D), use_awaitable) || timeout(T));
    if (Result.index() == 0)
      co_return std::get<0>(Result);
  } catch (const std::exception &) { // expect: coro-unhandled-cancellation
    ++Errors;
  }
  co_return std::nullopt;
}

// The operand that has lost turns to its next round, and `||` waits for it.
asio::awaitable<void> keep_alive(tcp::socket &S) {
  asio::steady_timer T(S.get_executor());
  for (;;) {
    try {
      co_await timeout(T);
      co_await asio::async_write(S, asio::buffer("ping", 4), use_awaitable);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

asio::awaitable<void> watchdog(asio::steady_timer &T,
                               std::chrono::steady_clock::time_point &Deadline) {
  while (std::chrono::steady_clock::now() < Deadline) {
    T.expires_at(Deadline);
    co_await T.async_wait(use_awaitable);
  }
}

asio::awaitable<void> reader(tcp::socket &S, asio::steady_timer &T) {
  try {
    while (co_await read(S, T))
      ;
  } catch (const boost::system::system_error &E) {
    if (E.code() != asio::error::eof)
      throw;
  }
}

asio::awaitable<void> session(tcp::socket S) {
  asio::steady_timer T(S.get_executor());
  auto Deadline = std::chrono::steady_clock::now() + 60s;
  try {
    co_await (reader(S, T) || keep_alive(S) || watchdog(T, Deadline));
  } catch (const std::exception &) {
    ++Errors;
  }
}

asio::awaitable<void> sessions(tcp::acceptor &A) {
  for (;;) {
    tcp::socket S = co_await A.async_accept(use_awaitable);
    auto Farewell = [&S]() -> asio::awaitable<void> {
      co_await asio::async_write(S, asio::buffer("bye", 3), use_awaitable);
    };
    try {
      asio::steady_timer T(S.get_executor());
      co_await (Farewell() || timeout(T));
    } catch (const boost::system::system_error &E) {
      if (E.code() == asio::error::operation_aborted)
        throw;
      ++Errors;
    }
  }
}

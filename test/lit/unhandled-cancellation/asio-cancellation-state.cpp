// RUN: %check %s
// renamed: no (boost)
//
// A coroutine's own cancellation state: asked, switched off, or reset.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <exception>
#include <utility>

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;

int Errors = 0;

asio::awaitable<bool> stopping() {
  auto State = co_await asio::this_coro::cancellation_state;
  co_return State.cancelled() != asio::cancellation_type::none;
}

asio::awaitable<void> tick(asio::steady_timer &T) {
  T.expires_after(std::chrono::milliseconds(100));
  co_await T.async_wait(use_awaitable);
}

asio::awaitable<void> condition_asks(asio::steady_timer &T) {
  auto State = co_await asio::this_coro::cancellation_state;
  while (!!(State.cancelled() & asio::cancellation_type::all) == false) {
    try {
      co_await tick(T);
    } catch (const std::exception &) {
      ++Errors;
    }
    State = co_await asio::this_coro::cancellation_state;
  }
}

asio::awaitable<void> asks_after_the_handler(asio::steady_timer &T) {
  for (;;) {
    bool Failed = false;
    try {
      co_await tick(T);
    } catch (const std::exception &) {
      Failed = true;
    }
    if (Failed && co_await stopping())
      co_return;
  }
}

asio::awaitable<void> never_asks(asio::steady_timer &T) {
  for (;;) {
    bool Failed = false;
    try {
      co_await tick(T);
    } catch (const std::exception &) { // expect: coro-unhandled-cancellation
      Failed = true;
    }
    if (Failed)
      ++Errors;
  }
}

// A last message needs a fresh state; then the coroutine ends.
asio::awaitable<void> says_goodbye(tcp::socket S) {
  bool Stopped = false;
  try {
    asio::steady_timer T(S.get_executor());
    for (;;)
      co_await tick(T);
  } catch (const boost::system::system_error &E) {
    if (E.code() != asio::error::operation_aborted)
      throw;
    Stopped = true;
  }
  if (Stopped) {
    co_await asio::this_coro::reset_cancellation_state();
    co_await asio::async_write(S, asio::buffer("bye", 3), use_awaitable);
  }
}

// The same without a look at what it was, and then everything from the start.
asio::awaitable<void> starts_over(tcp::socket S) {
  asio::steady_timer T(S.get_executor());
  while (Errors < 1000) {
    try {
      for (;;)
        co_await tick(T);
    } catch (const std::exception &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
    co_await asio::this_coro::reset_cancellation_state();
  }
}

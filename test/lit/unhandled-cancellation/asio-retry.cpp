// RUN: %check %s
// renamed: no (boost)
//
// Attempts to connect: a cancelled one is no reason for the next.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::system_error;

int Failed = 0;

asio::awaitable<bool> again_and_again(tcp::socket &S, tcp::endpoint To) {
  asio::steady_timer Pause(S.get_executor());
  for (int I = 0; I != 5; ++I) {
    try {
      if (I > 0) {
        Pause.expires_after(std::chrono::seconds(I));
        co_await Pause.async_wait(use_awaitable);
      }
      co_await S.async_connect(To, use_awaitable);
      co_return true;
    } catch (const system_error &) { // expect: coro-unhandled-cancellation
      ++Failed;
    }
  }
  co_return false;
}

asio::awaitable<bool> not_when_aborted(tcp::socket &S, tcp::endpoint To) {
  for (int I = 0; I != 5; ++I) {
    try {
      co_await S.async_connect(To, use_awaitable);
      co_return true;
    } catch (const system_error &E) {
      switch (E.code().value()) {
      case asio::error::operation_aborted:
        throw;
      default:
        ++Failed;
      }
    }
  }
  co_return false;
}

void throw_unless_refused(const system_error &E) {
  if (E.code() != asio::error::connection_refused)
    throw E;
}

asio::awaitable<bool> only_when_refused(tcp::socket &S, tcp::endpoint To) {
  for (int I = 0; I != 5; ++I) {
    try {
      co_await S.async_connect(To, use_awaitable);
      co_return true;
    } catch (const system_error &E) {
      throw_unless_refused(E);
      ++Failed;
    }
  }
  co_return false;
}

asio::awaitable<void> converts(tcp::socket &S, tcp::endpoint To) {
  try {
    co_await S.async_connect(To, use_awaitable);
  } catch (const std::exception &E) { // expect: coro-unhandled-cancellation
    throw std::runtime_error(std::string("connect: ") + E.what());
  }
}

asio::awaitable<void> converts_errors(tcp::socket &S, tcp::endpoint To) {
  try {
    co_await S.async_connect(To, use_awaitable);
  } catch (const system_error &E) {
    if (E.code() == asio::error::operation_aborted)
      throw;
    throw std::runtime_error(std::string("connect: ") + E.what());
  }
}

// Asks its own cancellation before the next attempt.
asio::awaitable<bool> asks_itself(tcp::socket &S, tcp::endpoint To) {
  for (;;) {
    auto State = co_await asio::this_coro::cancellation_state;
    if (State.cancelled() != asio::cancellation_type::none)
      break;
    try {
      co_await S.async_connect(To, use_awaitable);
      co_return true;
    } catch (const system_error &) {
      ++Failed;
    }
  }
  throw system_error(asio::error::operation_aborted);
}

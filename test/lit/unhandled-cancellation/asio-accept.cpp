// RUN: %check %s
// renamed: no (boost)
//
// Accept loops. To stop a server one closes its acceptor or cancels the
// coroutine: the accept then fails with operation_aborted.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <cstdio>
#include <exception>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> session(tcp::socket Client) {
  char Byte;
  co_await Client.async_read_some(asio::buffer(&Byte, 1), asio::use_awaitable);
}

void start(tcp::socket Client) {
  auto Executor = Client.get_executor();
  asio::co_spawn(Executor, session(std::move(Client)), asio::detached);
}

asio::awaitable<void> by_system_error(tcp::acceptor &A) {
  for (;;) {
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (const boost::system::system_error &E) { // expect: coro-unhandled-cancellation
      std::printf("accept: %s\n", E.what());
    }
  }
}

asio::awaitable<void> by_exception(tcp::acceptor &A) {
  while (true) {
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (const std::exception &E) { // expect: coro-unhandled-cancellation
      std::printf("accept: %s\n", E.what());
    }
  }
}

asio::awaitable<void> by_anything(tcp::acceptor &A) {
  while (true)
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (...) { // expect: coro-unhandled-cancellation
      continue;
    }
}

asio::awaitable<void> looks_at_the_code(tcp::acceptor &A) {
  for (;;) {
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (const boost::system::system_error &E) {
      if (E.code() == asio::error::operation_aborted)
        throw;
      std::printf("accept: %s\n", E.what());
    }
  }
}

asio::awaitable<void> ends_when_aborted(tcp::acceptor &A) {
  for (;;) {
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (const boost::system::system_error &E) {
      if (E.code() == asio::error::operation_aborted)
        co_return;
    } catch (const std::bad_alloc &) {
      std::puts("out of memory");
    }
  }
}

asio::awaitable<void> looks_at_the_acceptor(tcp::acceptor &A) {
  while (A.is_open()) {
    try {
      start(co_await A.async_accept(asio::use_awaitable));
    } catch (const std::exception &E) {
      std::printf("accept: %s\n", E.what());
    }
  }
}

// Errors end the whole loop.
asio::awaitable<void> loop_inside(tcp::acceptor &A) {
  try {
    for (;;)
      start(co_await A.async_accept(asio::use_awaitable));
  } catch (const std::exception &E) {
    std::printf("accept: %s\n", E.what());
  }
}

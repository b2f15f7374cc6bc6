// RUN: %check %s
// renamed: no (boost)
//
// Sessions: most end with their first error, and then the handler is right.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstdio>
#include <exception>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;

asio::awaitable<void> echo(tcp::socket Client) {
  try {
    char Data[1024];
    for (;;) {
      std::size_t N = co_await Client.async_read_some(asio::buffer(Data),
                                                      asio::use_awaitable);
      co_await asio::async_write(Client, asio::buffer(Data, N),
                                 asio::use_awaitable);
    }
  } catch (std::exception &E) {
    std::printf("echo: %s\n", E.what());
  }
}

asio::awaitable<void> echo_on_and_on(tcp::socket Client) {
  char Data[1024];
  for (;;) {
    try {
      std::size_t N = co_await Client.async_read_some(asio::buffer(Data),
                                                      asio::use_awaitable);
      co_await asio::async_write(Client, asio::buffer(Data, N),
                                 asio::use_awaitable);
    } catch (std::exception &E) { // expect: coro-unhandled-cancellation
      std::printf("echo: %s\n", E.what());
    }
  }
}

asio::awaitable<std::string> read_line(tcp::socket &Client) {
  std::string Line;
  try {
    co_await asio::async_read_until(Client, asio::dynamic_buffer(Line), '\n',
                                    asio::use_awaitable);
  } catch (const boost::system::system_error &) { // expect: coro-unhandled-cancellation
    co_return "";
  }
  co_return Line;
}

asio::awaitable<std::string> read_line_to_the_end(tcp::socket &Client) {
  std::string Line;
  try {
    co_await asio::async_read_until(Client, asio::dynamic_buffer(Line), '\n',
                                    asio::use_awaitable);
  } catch (const boost::system::system_error &E) {
    if (E.code() != asio::error::eof)
      throw;
  }
  co_return Line;
}

bool is_stop(const boost::system::system_error &E) {
  return E.code() == asio::error::operation_aborted;
}

class Chat {
public:
  explicit Chat(tcp::socket Peer) : Peer(std::move(Peer)) {}

  asio::awaitable<void> reader() {
    while (true) {
      try {
        Last = co_await read_line_to_the_end(Peer);
      } catch (const boost::system::system_error &E) {
        if (is_stop(E))
          break;
        ++Errors;
      }
    }
  }

  asio::awaitable<void> reader_until_stop() {
    try {
      while (true)
        Last = co_await read_line_to_the_end(Peer);
    } catch (const std::exception &) {
      stop();
    }
  }

  asio::awaitable<void> careless_reader() {
    while (Errors < 10) {
      try {
        Last = co_await read_line_to_the_end(Peer);
      } catch (const std::exception &) { // expect: coro-unhandled-cancellation
        ++Errors;
      }
    }
  }

  void stop() { Peer.close(); }

private:
  tcp::socket Peer;
  std::string Last;
  int Errors = 0;
};

// RUN: %check %s
// renamed: no (boost)
//
// An operation that was cancelled moves no bytes: a loop that looks at the count
// hears of it, one that looks at nothing does not.

#include <boost/asio.hpp>

#include <cstddef>

namespace asio = boost::asio;
using asio::as_tuple;
using asio::use_awaitable;
using asio::ip::tcp;

asio::awaitable<void> echo(tcp::socket Peer) {
  char Data[64];
  for (;;) {
    auto [Why, Got] = co_await Peer.async_read_some(asio::buffer(Data),
                                                    as_tuple(use_awaitable));
    if (Got == 0)
      break;
    auto [WhyNot, Sent] = co_await asio::async_write(
        Peer, asio::buffer(Data, Got), as_tuple(use_awaitable));
    if (Sent != Got)
      break;
  }
}

asio::awaitable<void> deaf(tcp::socket Peer, std::size_t &Total) {
  char Data[64];
  for (;;) {
    auto [Why, Got] = co_await Peer.async_read_some( // expect: coro-unhandled-cancellation
        asio::buffer(Data), as_tuple(use_awaitable));
    Total += Got;
  }
}

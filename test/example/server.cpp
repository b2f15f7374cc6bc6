//===- server.cpp - what runs beside the sessions ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "relay.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <utility>

namespace relay {

using namespace std::chrono_literals;

asio::awaitable<void> acceptGuests(tcp::acceptor &Door, Room &Place,
                                   Journal &Log, asio::thread_pool &Pool) {
  for (;;) {
    try {
      tcp::socket Guest = co_await Door.async_accept(asio::use_awaitable);
      std::make_shared<Session>(std::move(Guest), Place, Log, Pool)->start();
    } catch (const std::exception &E) {
      std::printf("accept: %s\n", E.what());
    }
  }
}

/// One connection to the other relay, from its start to its end.
static asio::awaitable<void> mirrorOnce(const std::string &Host,
                                        const std::string &Port, Room &Place) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::resolver Resolver(Executor);
  tcp::socket Peer(Executor);
  co_await asio::async_connect(Peer, Resolver.resolve(Host, Port),
                               asio::use_awaitable);
  asio::steady_timer Pause(Executor);
  for (;;) {
    std::string Text;
    for (const std::string &Line : Place.history())
      Text += Line;
    co_await asio::async_write(Peer, asio::buffer(Text), asio::use_awaitable);
    Pause.expires_after(10s);
    co_await Pause.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> mirror(std::string Host, std::string Port, Room &Place) {
  asio::steady_timer Pause(co_await asio::this_coro::executor);
  for (;;) {
    try {
      co_await mirrorOnce(Host, Port, Place);
    } catch (const boost::system::system_error &E) {
      if (E.code() == asio::error::operation_aborted)
        throw;
      std::printf("mirror: %s\n", E.what());
    }
    Pause.expires_after(1s);
    co_await Pause.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> archive(Room &Place, Journal &Log) {
  asio::steady_timer Minute(co_await asio::this_coro::executor);
  for (;;) {
    Minute.expires_after(1min);
    auto [Error] =
        co_await Minute.async_wait(asio::as_tuple(asio::use_awaitable));
    if (Error)
      co_return;
    for (const std::string &Line : Place.history())
      Log.append(Line);
  }
}

} // namespace relay

//===- session.cpp - the room and those who are in it --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "relay.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstdio>
#include <exception>
#include <sys/socket.h>
#include <utility>

namespace relay {

void Room::join(std::shared_ptr<Session> Guest) {
  Guests.insert(std::move(Guest));
}

void Room::leave(const std::shared_ptr<Session> &Guest) { Guests.erase(Guest); }

asio::awaitable<void> Room::announce(std::string Text) {
  Recent.push_back(Text);
  if (Recent.size() > 100)
    Recent.pop_front();
  // Guests may come and go while this waits.
  std::vector<std::shared_ptr<Session>> Now(Guests.begin(), Guests.end());
  std::vector<asio::awaitable<void>> Sends;
  for (auto &Guest : Now)
    Sends.push_back(Guest->send(Text));
  for (auto &Send : Sends)
    co_await std::move(Send);
}

void Session::start() {
  Place.join(shared_from_this());
  asio::co_spawn(
      Socket.get_executor(),
      [Self = shared_from_this()] { return Self->reader(); }, asio::detached);
  asio::co_spawn(
      Socket.get_executor(),
      [Self = shared_from_this()] { return Self->writer(); }, asio::detached);
}

void Session::stop() {
  Place.leave(shared_from_this());
  boost::system::error_code Ignored;
  Socket.close(Ignored);
  Wake.cancel();
}

void Session::queue(std::string Text) {
  Output.push_back(std::move(Text));
  Wake.cancel_one();
}

asio::awaitable<void> Session::send(std::string Text) {
  queue(std::move(Text));
  co_return;
}

bool Session::peerIsGone() {
  char Byte;
  return ::recv(Socket.native_handle(), &Byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

asio::awaitable<std::string> Session::readLine() {
  std::size_t Length = co_await asio::async_read_until(
      Socket, asio::dynamic_buffer(Input, 4096), '\n', asio::use_awaitable);
  std::string Line = Input.substr(0, Length);
  Input.erase(0, Length);
  co_return Line;
}

asio::awaitable<void> Session::reader() {
  bool Polite = false;
  try {
    auto Hello = Place.announce("somebody came in\n");
    for (;;) {
      std::string Line = co_await readLine();
      Polite = Line == "/bye\n";
      if (Polite || Line == "/quit\n")
        break;
      if (Line == "/history\n") {
        for (const std::string &Old : Place.history())
          queue(Old);
        continue;
      }
      // The disk is slow: let one of the pool's threads wait for it.
      asio::post(Pool,
                 [Self = shared_from_this(), Line] { Self->Log.append(Line); });
      co_await Place.announce(std::move(Line));
    }
    auto Farewell = Place.announce("somebody left\n");
    if (Polite)
      co_await std::move(Farewell);
  } catch (const std::exception &E) {
    std::printf("reader: %s\n", E.what());
  }
  stop();
}

asio::awaitable<void> Session::writer() {
  try {
    while (Socket.is_open() && !peerIsGone()) {
      if (Output.empty()) {
        // Cancelled to say that there is something to write.
        boost::system::error_code Woken;
        co_await Wake.async_wait(
            asio::redirect_error(asio::use_awaitable, Woken));
        continue;
      }
      co_await asio::async_write(Socket, asio::buffer(Output.front()),
                                 asio::use_awaitable);
      Output.pop_front();
    }
  } catch (const std::exception &E) {
    std::printf("writer: %s\n", E.what());
  }
  stop();
}

} // namespace relay
